/**
 * The partner in front of the person. Views from the core are replaced whole, never changed in place, and an older
 * view never replaces a newer one.
 */
import { backend } from '$lib/backend';
import type { PartnerView, Route } from '$lib/backend';
import type { Desk } from './desk.svelte';
import { appRoutes, tokenRoutes } from './routes';
import { NewestViews } from './views';

export class CurrentPartner {
  view = $state.raw<PartnerView | null>(null);
  private readonly views = new NewestViews<PartnerView>((partner) => partner.id);
  /** Counts what the person asked for: a partner that comes late doesn't replace the one of a later press. */
  private asked = 0;

  constructor(private readonly desk: Desk) {}

  get id(): string | undefined {
    return this.view?.id;
  }

  /**
   * Takes in what came back for a partner, and shows it if that one is in front of the person. Every view
   * comes in here: one that is older than another of the same partner is dropped. Returns the newest.
   */
  take(partner: PartnerView): PartnerView {
    const newest = this.views.take(partner);
    if (this.id === newest.id) this.view = newest;
    return newest;
  }

  /** The newest view of a partner, also when another one is in front. */
  newest(partner_id: string): PartnerView | undefined {
    return this.view?.id === partner_id ? this.view : this.views.of(partner_id);
  }

  /** What a partner is called, also when another one is in front. */
  nameOf(partner_id: string): string {
    return this.newest(partner_id)?.title ?? '';
  }

  async open(id: string, route?: Route): Promise<void> {
    const mine = ++this.asked;
    const partner = await this.desk.status.attempt(() => backend.call('partner_open', { partner_id: id }));
    if (partner && mine === this.asked) await this.show(partner, route);
  }

  /**
   * Another partner, on the page that is shown: two partners are compared page by page. A page of the app says
   * nothing of a partner; from there it is the page that comes next for them.
   */
  async switchTo(id: string): Promise<void> {
    const { shown } = this.desk.navigation;
    const isOfPartner = !appRoutes.includes(shown);
    if (isOfPartner && id === this.id) return;
    await this.open(id, isOfPartner ? shown : undefined);
  }

  /** Shows another partner: what was said and tried of the one before is forgotten. */
  async show(partner: PartnerView, route?: Route, field?: string): Promise<void> {
    const { desk } = this;
    const mine = ++this.asked;
    // A question about the one before is answered: no.
    void desk.origins.answer(false);
    const next = partner.tasks.find((task) => task.tone !== 'plain')?.page ?? 'readiness';
    const to = route ?? (next === 'save' ? 'readiness' : next);
    await desk.edits.settle();
    // The partner and their page come to the front together.
    await desk.navigation.ready(to);
    if (mine !== this.asked) return;
    desk.navigation.noteFirst();
    this.view = this.take(partner);
    desk.status.forget();
    desk.problems.forget();
    desk.tokens.forget();
    desk.readiness.forget();
    desk.fixing.forget();
    await desk.navigation.go(to, field);
  }

  async read(): Promise<void> {
    const { id } = this;
    if (!id) return;
    const partner = await this.desk.status.read(() => backend.call('partner_open', { partner_id: id }));
    if (partner) this.take(partner);
  }

  /** Reads it and its tokens, after what concerned all partners. */
  async refresh(): Promise<void> {
    const { desk } = this;
    desk.tokens.forget();
    await this.read();
    if (tokenRoutes.includes(desk.navigation.route)) await desk.tokens.read();
  }
}
