/** What the core last said of each thing. Answers may come in another order than they were made in. */

export class NewestViews<V extends { revision: number }> {
  private readonly held = new Map<string, V>();

  constructor(private readonly idOf: (view: V) => string) {}

  /** Takes a view in, and returns the newest one of the same thing: an older view is dropped. */
  take(view: V): V {
    const held = this.of(this.idOf(view));
    if (held && view.revision < held.revision) return held;
    this.held.set(this.idOf(view), view);
    return view;
  }

  of(id: string): V | undefined {
    return this.held.get(id);
  }
}
