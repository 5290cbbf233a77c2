/** Which screens of the preview are shown, and how. */
import type { PreviewPlace } from '$lib/backend';

const placesOf = {
  all: ['card', 'listing', 'consent', 'token', 'menu', 'profile', 'send', 'report'],
  listing: ['card', 'listing'],
  turn_on: ['consent', 'token'],
  send: ['menu', 'profile', 'send'],
  results: ['report'],
} as const satisfies Record<string, readonly PreviewPlace[]>;

export type Filter = keyof typeof placesOf;
export const filters = Object.keys(placesOf) as Filter[];

export class PreviewState {
  filter = $state<Filter>('all');
  showsError = $state(false);

  constructor(start: Filter = 'all') {
    this.filter = start;
  }

  shows(place: PreviewPlace): boolean {
    const places: readonly PreviewPlace[] = placesOf[this.filter];
    return places.includes(place);
  }

  toggleError(): void {
    this.showsError = !this.showsError;
  }
}
