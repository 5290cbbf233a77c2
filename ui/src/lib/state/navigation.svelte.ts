/** Which page is shown, and how the person gets to another one: the cursor goes with them. */
import { backend } from '$lib/backend';
import type { Route } from '$lib/backend';
import type { Desk } from './desk.svelte';
import { focusField, isFocusLost } from './focus';
import { appRoutes, runRoutes, tokenRoutes } from './routes';
import { Visited, type Place } from './visited';
import { tick } from 'svelte';

/** Reads a page in; nothing to wait for where it is there. */
export type LoadPage = (route: Route) => Promise<void> | undefined;

export class Navigation {
  route = $state<Route>('partners');
  /** What the page in front reads before all of its fields are there. */
  private reading: Promise<void> | undefined;
  /** Counts where the person went: a page that comes late doesn't replace the one of a later press. */
  private gone = 0;
  private readonly visited = new Visited();

  constructor(
    private readonly desk: Desk,
    private readonly load: LoadPage = () => undefined,
  ) {}

  /** The page that is seen: without a partner, the list of them in place of a partner's page. */
  get shown(): Route {
    return appRoutes.includes(this.route) || this.desk.partner.view ? this.route : 'partners';
  }

  /** Waits until a page can be shown. Says whether it can. */
  async ready(route: Route): Promise<boolean> {
    const loading = this.load(route);
    return !loading || this.arrived(loading);
  }

  private async arrived(loading: Promise<void>): Promise<boolean> {
    return (await this.desk.status.read(() => loading.then(() => true))) === true;
  }

  /** A page says what it reads: a field that the person asked for gets the cursor when that has come. */
  waitFor(reading: Promise<void>): void {
    this.reading = reading;
  }

  /** Goes to a page of the app or of the partner, and puts the cursor into a field. */
  async go(route: Route, field?: string): Promise<void> {
    const { desk } = this;
    const mine = ++this.gone;
    const loading = this.load(route);
    // At once where the page is there: what is pressed next is for it.
    if (loading && !((await this.arrived(loading)) && mine === this.gone)) return;
    this.noteFirst();
    this.route = route;
    this.visited.note(this.placeOf(route));
    desk.status.error = null;
    // What was green may be out of date when the person comes back: then it is read anew, and not shown.
    if (!runRoutes.includes(route) && !desk.readiness.progress) desk.readiness.run = null;
    const told = this.tell(route);
    desk.layout.closePanes();
    if (route === 'partners') {
      await told;
      desk.partner.view = null;
      if (!desk.status.news?.undo) desk.status.news = null;
    }
    // The cursor is put where it belongs at once; what takes longer to read comes after.
    await tick();
    const found = focusField(field);
    await this.read(route);
    await tick();
    const nothingChosen = isFocusLost() || document.activeElement?.tagName === 'H1';
    if (!found && nothingChosen) focusField(field);
  }

  /** One place back (−1) or forward (1) on the way that the person came. */
  async step(by: -1 | 1): Promise<void> {
    const place = this.visited.step(by);
    if (!place) return;
    const { partner_id, route } = place;
    if (partner_id && partner_id !== this.desk.partner.id) await this.desk.partner.open(partner_id, route);
    else await this.go(route);
  }

  /** Where the app began is a place to come back to as well. */
  noteFirst(): void {
    if (this.visited.isEmpty) this.visited.note(this.placeOf(this.route));
  }

  /** Notes the place. A partner that is left untouched is dropped by it: what was typed is written first. */
  private async tell(route: Route): Promise<void> {
    const { edits } = this.desk;
    const place = this.placeOf(route);
    if (route === 'partners') {
      await edits.settle();
      // What could not be written is all that there is of it.
      if (edits.saveState !== 'saved') return;
    }
    await backend.call('route_set', place).catch(() => undefined);
  }

  private placeOf(route: Route): Place {
    return { partner_id: appRoutes.includes(route) ? null : (this.desk.partner.id ?? null), route };
  }

  private async read(route: Route): Promise<void> {
    const { desk } = this;
    if (route === 'partners') await desk.partners.read();
    else if (desk.partner.view && tokenRoutes.includes(route)) await desk.tokens.read();
    else if (desk.partner.view && runRoutes.includes(route)) await desk.readiness.read();
    else await this.reading;
  }
}
