/** State of a page that outlives it: one of each class for each partner, made when it is first asked for. */
import type { Desk } from './desk.svelte';

/** A class of states. Pages bring theirs, so that nothing here knows a page. */
type StateClass<T> = new (desk: Desk, partner_id: string) => T;

export class PageStates {
  private readonly all = new Map<StateClass<unknown>, Map<string, unknown>>();

  constructor(private readonly desk: Desk) {}

  of<T>(Kind: StateClass<T>, partner_id: string): T {
    const held = this.all.get(Kind) ?? new Map<string, unknown>();
    this.all.set(Kind, held);
    if (!held.has(partner_id)) held.set(partner_id, new Kind(this.desk, partner_id));
    // Under a class stand only states that it made.
    return held.get(partner_id) as T;
  }
}
