/** What is asked for of the calls and of the uses of tokens: the same for both lists, so that it stays between them. */
import type { TokenName } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';

export class ActivityFilters {
  /** Where a partner is open: of that one, or of all. */
  scope = $state<'this' | 'all'>('this');
  token = $state<TokenName | ''>('');
  destination = $state('');

  constructor(private readonly desk: Desk) {}

  get partner_id(): string | null {
    return this.scope === 'this' ? (this.desk.partner.id ?? null) : null;
  }

  /** What both requests have in common. */
  get asked(): { partner_id: string | null; token: TokenName | null; destination: string } {
    return { partner_id: this.partner_id, token: this.token || null, destination: this.destination };
  }

  get isSet(): boolean {
    return this.token !== '' || this.destination.trim() !== '';
  }
}
