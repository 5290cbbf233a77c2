/**
 * What the page knows: where the person is, the partner in front of them, what was said last. Records
 * from the core are replaced whole, never changed in place.
 */
import { asError, backend } from '$lib/backend';
import type { PartnerView, Route, StartView, WireError } from '$lib/backend';
import { EditQueue, type Refusal, type SaveState } from './edit-queue.svelte';
import { Origins } from './origins.svelte';
import { ArticleState } from '$lib/article/state.svelte';
import { hear } from './events';
import type { DraftField, Fault, PageField } from './fields';
import { focusField } from './focus';
import { Look } from './look';
import { Partners } from './partners.svelte';
import { PerPartner } from './per-partner';
import { appPlaces, runPlaces, tokenPlaces } from './routes';
import { Readiness } from './readiness.svelte';
import { Tokens } from './tokens.svelte';
import { UrlForms } from './urls';
import { NewestViews } from './views';
import { Compositions } from '$lib/forms/compositions';
import { PromotionState } from '$lib/promotion/state.svelte';
import { WatchState } from '$lib/promotion/watch-state.svelte';
import { t } from '$lib/text';
import { createContext, tick } from 'svelte';

/** What stands in the status bar until something newer does. */
export interface News {
  text: string;
  undo?: () => void;
}

export class Desk {
  place = $state<Route>('partners');
  start = $state.raw<StartView | null>(null);
  /** Why the app cannot be used at all. */
  blocked = $state.raw<WireError | null>(null);
  partner = $state.raw<PartnerView | null>(null);
  readonly readiness = new Readiness(this);
  readonly partners = new Partners(this);
  readonly tokens = new Tokens(this);
  readonly origins = new Origins(this);
  readonly urls = new UrlForms(this);
  readonly look = new Look(this);
  readonly articles = new PerPartner((partner_id) => new ArticleState(this, partner_id));
  readonly promotions = new PerPartner((partner_id) => new PromotionState(this, partner_id));
  readonly watches = new PerPartner((partner_id) => new WatchState(this, partner_id));
  news = $state.raw<News | null>(null);
  error = $state.raw<WireError | null>(null);
  paletteOpen = $state(false);
  /** What would be lost when the window closes now: the question is open. */
  closing = $state<string | null>(null);
  /** Fields that were left once, and whether everything may be said. */
  left = $state.raw<readonly DraftField[]>([]);
  allSaid = $state(false);
  /** Faults that the server named, by field, until the field is edited. */
  refused = $state.raw<Readonly<Record<string, string>>>({});
  readonly queue = new EditQueue((refusals) => this.refuse(refusals));
  /** Texts that an input method is composing. */
  readonly compositions = new Compositions();
  private readonly views = new NewestViews<PartnerView>((partner) => partner.id);

  /** Begins: settings, then the list. */
  async begin(): Promise<void> {
    try {
      this.start = await backend.call('app_start', {});
      this.look.apply();
      await backend.listen((event) => hear(this, event));
      const last = this.start.last;
      if (last?.partner_id)
        this.partner = this.take(await backend.call('partner_open', { partner_id: last.partner_id }));
      else await this.partners.read();
      if (last) this.place = last.route;
      if (this.partner && runPlaces.includes(this.place)) await this.readiness.read();
    } catch (thrown) {
      this.blocked = asError(thrown);
    }
  }

  /** What may wait until the page has been seen: the keychain is asked only then. */
  async afterPaint(): Promise<void> {
    if (this.partner && tokenPlaces.includes(this.place)) await this.tokens.read();
    if (!this.partners.all) await this.partners.read();
    if (this.start?.opened_file) await this.partners.importFile({ text: this.start.opened_file });
    // A save that was under way when the app ended: what became of it is found out now.
    if (!this.start?.is_read_only) await this.read(() => backend.call('finish_writes', {}));
  }

  /** The notices were read. */
  forgetNotices(): void {
    if (this.start) this.start = { ...this.start, notices: [] };
  }

  /** Runs what the person asked for; a failure is shown, and `undefined` comes back. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.error = null;
    return this.read(work);
  }

  /** The same for what is read along the way: what was said before stays. */
  async read<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      this.fail(asError(thrown));
      return undefined;
    }
  }

  fail(error: WireError): void {
    // What the person has stopped is no fault.
    if (error.code === 'work.canceled') return void (this.news = { text: error.message });
    this.error = error;
    const refused = Object.fromEntries(error.fields.map((fault) => [fault.field, fault.message]));
    this.refused = { ...this.refused, ...refused };
  }

  /** What was refused is being mended. */
  mended(field: PageField): void {
    if (this.refused[field]) {
      this.refused = Object.fromEntries(Object.entries(this.refused).filter(([key]) => key !== field));
    }
  }

  /** Goes to a page of the app or of the partner, and puts the cursor into a field. */
  async go(place: Route, field?: string): Promise<void> {
    this.place = place;
    this.error = null;
    // What was green may be out of date when the person comes back: then it is read anew, and not shown.
    if (!runPlaces.includes(place) && !this.readiness.progress) this.readiness.run = null;
    const partner_id = appPlaces.includes(place) ? null : (this.partner?.id ?? null);
    void backend.call('route_set', { partner_id, route: place }).catch(() => undefined);
    document.body.classList.remove('sidebar-open', 'preview-open');
    if (place === 'partners') {
      await this.settle();
      this.partner = null;
      if (!this.news?.undo) this.news = null;
    }
    // The cursor is put where it belongs at once; what takes longer to read comes after.
    await tick();
    const found = focusField(field);
    if (place === 'partners') await this.partners.read();
    else if (this.partner && tokenPlaces.includes(place)) await this.tokens.read();
    else if (this.partner && runPlaces.includes(place)) await this.readiness.read();
    else if (this.partner && place === 'article') await this.articles.of(this.partner.id).reading;
    else if (this.partner && place === 'promotion') await this.promotions.of(this.partner.id).reading;
    await tick();
    const nothingChosen =
      document.activeElement === document.body || document.activeElement?.tagName === 'H1';
    if (!found && nothingChosen) focusField(field);
  }

  /**
   * Takes in what came back for a partner, and shows it if that one is in front of the person. Every view
   * comes in here: one that is older than another of the same partner is dropped. Returns the newest.
   */
  take(partner: PartnerView): PartnerView {
    const newest = this.views.take(partner);
    if (this.partner?.id === newest.id) this.partner = newest;
    return newest;
  }

  /** What a partner is called, also when another one is in front. */
  nameOf(partner_id: string): string {
    const partner = this.partner?.id === partner_id ? this.partner : this.views.of(partner_id);
    return partner?.title ?? '';
  }

  async open(id: string, place?: Route): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_open', { partner_id: id }));
    if (partner) await this.show(partner, place);
  }

  /** Shows another partner: what was said and tried of the one before is forgotten. */
  async show(partner: PartnerView, place?: Route): Promise<void> {
    // A question about the one before is answered: no.
    void this.origins.answer(false);
    await this.settle();
    this.partner = this.take(partner);
    this.news = null;
    this.left = [];
    this.allSaid = false;
    this.refused = {};
    this.tokens.forget();
    this.readiness.forget();
    const next = partner.tasks.find((task) => task.tone !== 'plain')?.page ?? 'readiness';
    await this.go(place ?? (next === 'save' ? 'readiness' : next));
  }

  // ---- Edits ----

  /** The value of a field: what was typed, until the core has it. */
  latest<T>(field: DraftField, kept: T): T {
    return this.partner ? this.queue.latest(this.partner.id, field, kept) : kept;
  }

  /** The same for a text. */
  value(field: DraftField, kept: string): string {
    return this.latest(field, kept);
  }

  /** Whether the partner in front of the person is on the disk as it is shown. */
  get saveState(): SaveState {
    return this.partner ? this.queue.stateOf(this.partner.id) : 'saved';
  }

  /** Changes a field of the partner in front, or of the one that the field was shown for. */
  edit(field: DraftField, value: unknown, partner_id = this.partner?.id): void {
    const isInFront = partner_id === this.partner?.id;
    const partner = isInFront || !partner_id ? this.partner : this.views.of(partner_id);
    if (!partner) return;
    if (isInFront) {
      this.mended(field);
      this.urls.edited(field);
    }
    const { id, title, environment } = partner;
    const write = async (): Promise<void> => {
      if (field !== 'company_id') {
        this.take(await backend.call('partner_edit', { partner_id: id, field, value }));
      } else if (environment) {
        // It belongs to the connection, and is asked for only where an environment is chosen.
        const request = { partner_id: id, environment, company_id: String(value) };
        this.take(await backend.call('connection_set', request));
      }
    };
    if (field !== 'company_id' || environment) this.queue.add({ partner_id: id, title, field, value, write });
  }

  /** Edits that can never be written: the page of their partner shows them; else a sentence tells of them. */
  private refuse(refusals: readonly Refusal[]): void {
    const [first] = refusals;
    if (!first || first.edit.partner_id === this.partner?.id) return;
    const message = t('ui.edit.refused_of', { name: first.edit.title, why: first.error.message });
    this.fail({ ...first.error, message, fields: [] });
  }

  /** Edits of the partner in front that can never be written. */
  get refusals(): readonly Refusal[] {
    return this.partner ? this.queue.refusalsOf(this.partner.id) : [];
  }

  /** Waits until every edit of a partner is on the disk, and every URL in its form. */
  async settle(partner_id = this.partner?.id): Promise<void> {
    await this.queue.settle(partner_id);
    await this.urls.settle();
  }

  /** Tries again what could not be written. */
  retrySave(): void {
    this.error = null;
    this.queue.retry();
  }

  leave(field: DraftField): void {
    if (!this.left.includes(field)) this.left = [...this.left, field];
    this.urls.left(field);
  }

  /** The problem to be shown at a field, if it is time to show one. */
  problem(field: PageField): Fault | undefined {
    const refusal = this.refusals.find((one) => one.edit.field === field)?.error;
    const said =
      refusal?.fields.find((fault) => fault.field === field)?.message ??
      refusal?.message ??
      this.refused[field];
    if (said) {
      return {
        code: null,
        message: said,
        summary: said,
        blocks: true,
        on_leave: false,
        suggestion: null,
      };
    }
    const found = this.partner?.problems.filter((problem) => problem.field === field) ?? [];
    return found.find(
      (problem) => this.allSaid || (problem.on_leave && this.left.some((one) => one === field)),
    );
  }

  async travel(command: 'partner_undo' | 'partner_redo'): Promise<void> {
    const id = this.partner?.id;
    if (!id) {
      this.news?.undo?.();
      return;
    }
    // What is being composed is part of the draft only when it is done.
    await this.compositions.ended();
    if (this.partner?.id !== id) return;
    await this.settle();
    const traveled = await this.attempt(() => backend.call(command, { partner_id: id }));
    if (traveled) this.take(traveled.partner);
    if (traveled && this.partner?.id === id) {
      this.news = { text: traveled.news };
      if (this.readiness.run) await this.readiness.read();
    }
  }

  // ---- What may have changed elsewhere ----

  /** Reads the partner in front anew, after what concerned all of them. */
  async refresh(): Promise<void> {
    this.tokens.forget();
    await this.readPartner();
    if (tokenPlaces.includes(this.place)) await this.tokens.read();
  }

  async readPartner(): Promise<void> {
    const id = this.partner?.id;
    if (!id) return;
    const partner = await this.read(() => backend.call('partner_open', { partner_id: id }));
    if (partner) this.take(partner);
  }

  /** The other window may have changed what this one shows. */
  async lookAgain(): Promise<void> {
    if (!this.start?.is_read_only) return;
    if (this.partner) await this.readPartner();
    else await this.partners.read();
  }

  /** Lets this window write, when the other one is closed. */
  async own(): Promise<void> {
    const start = await this.attempt(() => backend.call('window_take_over', {}));
    if (!start) return;
    this.start = start;
    this.news = { text: t('ui.looking.done') };
    await this.refresh();
    await this.partners.read();
  }

  // ---- Small things ----

  async copy(text: string, news: string): Promise<void> {
    const done = await this.attempt(() => backend.call('text_copy', { text }));
    if (done) this.news = { text: news };
  }

  async openLink(url: string): Promise<void> {
    await this.attempt(() => backend.call('link_open', { url }));
  }
}

export const [getDesk, setDesk] = createContext<Desk>();
