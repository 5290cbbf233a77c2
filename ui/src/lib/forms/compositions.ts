/** The fields in which an input method or a dead key is composing a text. */
export class Compositions {
  private readonly open = new Set<Element>();
  private waiting: (() => void)[] = [];

  get isOpen(): boolean {
    return this.open.size > 0;
  }

  begin(element: Element): void {
    this.open.add(element);
  }

  end(element: Element): void {
    this.open.delete(element);
    if (this.isOpen) return;
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach((resume) => resume());
  }

  /** Waits until nothing is being composed. */
  async ended(): Promise<void> {
    while (this.isOpen) await new Promise<void>((resume) => this.waiting.push(resume));
  }
}
