/**
 * What the page knows: where the person is, the partner in front of them, what was said last. Records
 * from the core are replaced whole, never changed in place.
 */
import { asError, backend } from '$lib/backend';
import type {
  Event,
  ImportRequest,
  PartnerSummary,
  PartnerView,
  PlaceName,
  StartView,
  TokenName,
  TokenOutcome,
  TokensView,
  WireError,
} from '$lib/backend';
import { EditQueue, type Refusal, type SaveState } from './edits.svelte';
import { Origins } from '$lib/addresses/origins.svelte';
import type { DraftField, Fault, PageField } from './fields';
import { Look } from './look';
import { appPlaces, runPlaces, tokenPlaces } from './places';
import { Readiness } from './readiness.svelte';
import { UrlForms } from './urls';
import { NewestViews } from './views';
import { Compositions } from '$lib/forms/compositions';
import { t } from '$lib/text';
import { createContext, tick } from 'svelte';

/** What stands in the status bar until something newer does. */
export interface News {
  text: string;
  undo?: () => void;
}

export class Desk {
  place = $state<PlaceName>('partners');
  start = $state.raw<StartView | null>(null);
  /** Why the app cannot be used at all. */
  blocked = $state.raw<WireError | null>(null);
  partners = $state.raw<PartnerSummary[] | null>(null);
  partner = $state.raw<PartnerView | null>(null);
  tokens = $state.raw<TokensView | null>(null);
  readonly readiness = new Readiness(this);
  readonly origins = new Origins(this);
  readonly urls = new UrlForms(this);
  readonly look = new Look(this);
  /** Counts what was asked of tokens: only the last answer is shown. */
  private asked = 0;
  /** The same for the list. */
  private listed = 0;
  /** The keychain has been making somebody wait. */
  keychainWaits = $state(false);
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
  readonly queue = new EditQueue(
    (partner) => this.take(partner),
    (refusals) => this.refuse(refusals),
  );
  /** Texts that an input method is composing. */
  readonly compositions = new Compositions();
  private readonly views = new NewestViews<PartnerView>((partner) => partner.id);

  /** Begins: settings, then the list. */
  async begin(): Promise<void> {
    try {
      this.start = await backend.call('app_start', {});
      this.look.apply();
      await backend.listen((event) => this.hear(event));
      const last = this.start.last;
      if (last?.partner_id)
        this.partner = this.take(await backend.call('partner_open', { partner_id: last.partner_id }));
      else await this.list();
      if (last) this.place = last.place;
      if (this.partner && runPlaces.includes(this.place)) await this.readiness.read();
    } catch (thrown) {
      this.blocked = asError(thrown);
    }
  }

  /** What may wait until the page has been seen: the keychain is asked only then. */
  async afterPaint(): Promise<void> {
    if (this.partner && tokenPlaces.includes(this.place)) await this.readTokens();
    if (!this.partners) await this.list();
    if (this.start?.opened_file) await this.importFile({ text: this.start.opened_file });
    // A save that was under way when the app ended: what became of it is found out now.
    if (!this.start?.only_looks) await this.read(() => backend.call('finish_writes', {}));
  }

  private hear(event: Event): void {
    switch (event.kind) {
      case 'verdict_reached':
        return this.readiness.hear(event);
      case 'run_waiting':
        return this.readiness.hearWaiting(event);
      case 'file_opened':
        return void this.importFile({ text: event.text });
      case 'keychain_waiting':
        this.keychainWaits = event.is_waiting;
        return;
      case 'tokens_changed':
        // Only what is on the screen is read anew; the rest is read when it comes there.
        return void (this.tokens && this.readTokens());
      case 'write_settled':
        this.news = { text: event.text };
        return void (this.partner?.id === event.partner_id && this.readPartner());
      case 'close_asked':
        this.closing = event.text;
        return;
      case 'clipboard_cleared':
        // What can be taken back stays in sight.
        if (!this.news?.undo) this.news = { text: event.text };
    }
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

  async list(): Promise<void> {
    const asked = ++this.listed;
    const list = await this.read(() => backend.call('partners_list', {}));
    if (list && asked === this.listed) this.partners = list.partners;
  }

  /** Goes to a page of the app or of the partner, and puts the cursor into a field. */
  async go(place: PlaceName, field?: string): Promise<void> {
    this.place = place;
    this.error = null;
    // What was green may be out of date when the person comes back: then it is read anew, and not shown.
    if (!runPlaces.includes(place) && !this.readiness.progress) this.readiness.run = null;
    const partner_id = appPlaces.includes(place) ? null : (this.partner?.id ?? null);
    void backend.call('place_set', { partner_id, place }).catch(() => undefined);
    document.body.classList.remove('sidebar-open', 'preview-open');
    if (place === 'partners') {
      await this.settle();
      this.partner = null;
      if (!this.news?.undo) this.news = null;
    }
    // The cursor is put where it belongs at once; what takes longer to read comes after.
    await tick();
    const found = this.focusField(field);
    if (place === 'partners') await this.list();
    else if (this.partner && tokenPlaces.includes(place)) await this.readTokens();
    else if (this.partner && runPlaces.includes(place)) await this.readiness.read();
    await tick();
    const nothingChosen =
      document.activeElement === document.body || document.activeElement?.tagName === 'H1';
    if (!found && nothingChosen) this.focusField(field);
  }

  /** Puts the cursor into a field and brings it into view. */
  focusField(field?: string): boolean {
    const element = field ? document.getElementById(`field-${field}`) : null;
    const inner = element?.matches('input, textarea, button, select')
      ? element
      : element?.querySelector<HTMLElement>('input, textarea, button, select, a');
    const target = inner ?? element ?? document.querySelector<HTMLElement>('#main h1');
    target?.focus();
    target?.scrollIntoView({ block: field ? 'center' : 'nearest' });
    return target !== null && (element !== null || !field);
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

  async open(id: string, place?: PlaceName): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_open', { partner_id: id }));
    if (partner) await this.show(partner, place);
  }

  /** Shows another partner: what was said and tried of the one before is forgotten. */
  async show(partner: PartnerView, place?: PlaceName): Promise<void> {
    // A question about the one before is answered: no.
    void this.origins.answer(false);
    await this.settle();
    this.partner = this.take(partner);
    this.news = null;
    this.left = [];
    this.allSaid = false;
    this.refused = {};
    this.tokens = null;
    this.readiness.forget();
    const next = partner.tasks.find((task) => task.tone !== 'plain')?.page ?? 'readiness';
    await this.go(place ?? (next === 'save' ? 'readiness' : next));
  }

  async openExample(): Promise<void> {
    const partner = await this.attempt(() => backend.call('example_open', {}));
    if (partner) await this.show(partner, 'readiness');
  }

  async create(): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_create', {}));
    if (partner) await this.show(partner, 'details');
  }

  async importFile(file: ImportRequest): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_import', file));
    if (partner) {
      await this.show(partner, 'details');
      this.news = { text: t('ui.news.imported', { name: partner.title }) };
    }
  }

  async importFromRc(codename: string): Promise<boolean> {
    const partner = await this.attempt(() => backend.call('partner_import_rc', { codename }));
    if (partner) await this.show(partner, 'connection');
    return partner !== undefined;
  }

  async duplicate(id: string): Promise<void> {
    await this.settle(id);
    const partner = await this.attempt(() => backend.call('partner_duplicate', { partner_id: id }));
    if (partner) await this.show(partner, 'details');
  }

  async export(id: string): Promise<void> {
    await this.settle(id);
    const said = await this.attempt(() => backend.call('partner_export', { partner_id: id }));
    if (said?.text) this.news = { text: said.text };
  }

  async remove(partner: { id: string; title: string }): Promise<void> {
    await this.settle(partner.id);
    const done = await this.attempt(() => backend.call('partner_remove', { partner_id: partner.id }));
    if (!done) return;
    this.partner = null;
    await this.go('partners');
    this.news = {
      text: t('ui.news.removed', { name: partner.title }),
      undo: () => void this.restore(partner.id),
    };
  }

  private async restore(id: string): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_restore', { partner_id: id }));
    if (partner) {
      this.news = { text: t('ui.news.restored', { name: partner.title }) };
      await this.list();
    }
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
    const edit = { partner_id: id, title, value };
    if (field !== 'company_id') this.queue.add({ ...edit, field });
    // The company ID is asked for only where an environment is chosen.
    else if (environment) this.queue.add({ ...edit, field, environment });
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

  // ---- Tokens ----

  async readTokens(): Promise<void> {
    const id = this.partner?.id;
    if (!id) return;
    const asked = ++this.asked;
    const tokens = await this.read(() => backend.call('tokens_view', { partner_id: id }));
    // An answer that is older than the last question is of another environment or company.
    if (tokens && this.partner?.id === id && asked === this.asked) this.tokens = tokens;
  }

  /** Reads the partner in front anew, after what concerned all of them. */
  async refresh(): Promise<void> {
    this.tokens = null;
    await this.readPartner();
    if (tokenPlaces.includes(this.place)) await this.readTokens();
  }

  private async readPartner(): Promise<void> {
    const id = this.partner?.id;
    if (!id) return;
    const partner = await this.read(() => backend.call('partner_open', { partner_id: id }));
    if (partner) this.take(partner);
  }

  /** The other window may have changed what this one shows. */
  async lookAgain(): Promise<void> {
    if (!this.start?.only_looks) return;
    if (this.partner) await this.readPartner();
    else await this.list();
  }

  /** Lets this window write, when the other one is closed. */
  async own(): Promise<void> {
    const start = await this.attempt(() => backend.call('window_own', {}));
    if (!start) return;
    this.start = start;
    this.news = { text: t('ui.looking.done') };
    await this.refresh();
    await this.list();
  }

  /** Asks a keychain that could not be used once more, and hands over what this session holds. */
  async askKeychainAgain(): Promise<void> {
    const id = this.partner?.id;
    if (!id) return;
    const tokens = await this.attempt(() => backend.call('keychain_try_again', { partner_id: id }));
    if (tokens && this.partner?.id === id) this.tokens = tokens;
  }

  async onToken(work: (id: string) => Promise<TokenOutcome>): Promise<TokenOutcome | undefined> {
    const id = this.partner?.id;
    if (!id) return undefined;
    await this.settle();
    const asked = ++this.asked;
    const outcome = await this.attempt(() => work(id));
    if (outcome) this.take(outcome.partner);
    if (outcome && this.partner?.id === id && asked === this.asked) {
      this.tokens = outcome.tokens;
    } else if (!outcome) {
      // Part of it may have been done: a token can be kept, or gone from memory, before the rest fails.
      await this.readTokens();
    }
    return outcome;
  }

  token(name: TokenName) {
    return this.tokens?.[name];
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
