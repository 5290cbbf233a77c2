/** In which order partners are listed, and which are found. */
import type { PartnerSummary } from '$lib/backend';

export type Order = 'change' | 'name' | 'state';
export const orders: readonly Order[] = ['change', 'name', 'state'];

/** Those that fit what was typed, in an order; the core gives the latest change first. */
export function listed(all: readonly PartnerSummary[], typed: string, order: Order): PartnerSummary[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const found = all.filter((one) => `${one.title} ${one.codename}`.toLocaleLowerCase().includes(wanted));
  if (order === 'change') return found;
  const by = (one: PartnerSummary): string => (order === 'name' ? one.title : one.state);
  return found.sort((one, other) => by(one).localeCompare(by(other)) || one.title.localeCompare(other.title));
}
