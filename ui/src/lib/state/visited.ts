/** The places that the person came through, for Back and Forward. */
import type { Route } from '$lib/backend';

export interface Place {
  /** Of a page of a partner. */
  partner_id: string | null;
  route: Route;
}

/** More are not kept: that far back, a person looks in the sidebar. */
const MOST = 100;

export class Visited {
  private places: Place[] = [];
  private at = -1;

  /** The person is here now. What lay ahead is forgotten, unless this is where a step led. */
  note(place: Place): void {
    const here = this.places[this.at];
    if (here?.partner_id === place.partner_id && here.route === place.route) return;
    this.places = [...this.places.slice(0, this.at + 1), place].slice(-MOST);
    this.at = this.places.length - 1;
  }

  get isEmpty(): boolean {
    return this.places.length === 0;
  }

  /** One place back (−1) or forward (1), if there is one. */
  step(by: -1 | 1): Place | undefined {
    const place = this.places[this.at + by];
    if (place) this.at += by;
    return place;
  }
}
