/**
 * What the page knows: where the person is, the partner in front of them, what was said last. Records
 * from the core are replaced whole, never changed in place.
 */
import { asError, backend } from '$lib/backend';
import type {
  Page,
  PartnerSummary,
  PartnerView,
  ProblemView,
  RunView,
  StartView,
  TokenName,
  TokenOutcome,
  TokensView,
  VerdictView,
  WireError,
} from '$lib/backend';
import { icons } from './places';
import { t } from '$lib/text';
import { createContext, tick } from 'svelte';

export type Place = Page | 'partners' | 'activity' | 'sandbox' | 'settings' | 'how';
export type SaveState = 'saved' | 'saving' | 'failed';

export interface Progress {
  done: number;
  total: number;
  startedAt: number;
}

/** What stands in the status bar until something newer does. */
export interface News {
  text: string;
  undo?: () => void;
}

const APP_PLACES: Place[] = ['partners', 'activity', 'sandbox', 'settings', 'how'];
const TOKEN_PLACES: Place[] = ['connection', 'addresses'];
const RUN_PLACES: Place[] = ['readiness', 'promotion', 'rehearsal'];

export class Desk {
  place = $state<Place>('partners');
  start = $state.raw<StartView | null>(null);
  /** Why the app cannot be used at all. */
  blocked = $state.raw<WireError | null>(null);
  partners = $state.raw<PartnerSummary[] | null>(null);
  partner = $state.raw<PartnerView | null>(null);
  tokens = $state.raw<TokensView | null>(null);
  run = $state.raw<RunView | null>(null);
  progress = $state.raw<Progress | null>(null);
  checkId = $state<string | null>(null);
  news = $state.raw<News | null>(null);
  error = $state.raw<WireError | null>(null);
  saveState = $state<SaveState>('saved');
  paletteOpen = $state(false);
  /** Fields that were left once, and whether everything may be said. */
  left = $state.raw<readonly string[]>([]);
  allSaid = $state(false);
  /** Faults that the server named, by field, until the field is edited. */
  refused = $state.raw<Readonly<Record<string, string>>>({});
  /** Edits not yet on the disk, by field. */
  private typed = $state.raw<Readonly<Record<string, unknown>>>({});
  private writing = false;

  /** Begins: settings, then the list. */
  async begin(): Promise<void> {
    try {
      this.start = await backend.call('app_start', {});
      this.applyTheme();
      await backend.listen((event) => {
        if (event.kind === 'verdict_reached')
          this.hear(event.partner_id, event.verdict, event.done, event.total);
        else void this.importText(event.text);
      });
      const notice = this.start.notices[0];
      if (notice) this.news = { text: notice };
      const last = this.start.last;
      if (last?.partner_id)
        this.partner = await backend.call('partner_open', { partner_id: last.partner_id });
      else await this.list();
      if (last && last.place in icons) this.place = last.place as Place;
      if (this.partner && RUN_PLACES.includes(this.place)) await this.readRun();
    } catch (thrown) {
      this.blocked = asError(thrown);
    }
  }

  /** What may wait until the page has been seen: the keychain is asked only then. */
  async afterPaint(): Promise<void> {
    if (this.partner && TOKEN_PLACES.includes(this.place)) await this.readTokens();
    if (!this.partners) await this.list();
  }

  applyTheme(): void {
    const theme = this.start?.settings.theme;
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }

  async setLook(theme: string, zoom: number): Promise<void> {
    const settings = await this.attempt(() => backend.call('settings_set', { theme, zoom }));
    if (settings && this.start) {
      this.start = { ...this.start, settings };
      this.applyTheme();
    }
  }

  zoomBy(step: number): void {
    const settings = this.start?.settings;
    if (!settings) return;
    const zoom = step === 0 ? 1 : Math.round((settings.zoom + step) * 10) / 10;
    void this.setLook(settings.theme, zoom);
  }

  /** Runs a use case; a failure is shown, and `undefined` comes back. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      this.error = null;
      return result;
    } catch (thrown) {
      this.fail(asError(thrown));
      return undefined;
    }
  }

  fail(error: WireError): void {
    this.error = error;
    const refused = Object.fromEntries(error.fields.map((fault) => [fault.field, fault.message]));
    this.refused = { ...this.refused, ...refused };
  }

  async list(): Promise<void> {
    const list = await this.attempt(() => backend.call('partners_list', {}));
    if (list) this.partners = list.partners;
  }

  /** Goes to a page of the app or of the partner, and puts the cursor into a field. */
  async go(place: Place, field?: string): Promise<void> {
    this.place = place;
    this.error = null;
    const partner_id = APP_PLACES.includes(place) ? null : (this.partner?.id ?? null);
    void backend.call('place_set', { partner_id, place }).catch(() => undefined);
    document.body.classList.remove('sidebar-open', 'preview-open');
    if (APP_PLACES.includes(place)) {
      if (place === 'partners') {
        await this.settle();
        this.partner = null;
        await this.list();
      }
    } else if (this.partner && TOKEN_PLACES.includes(place)) {
      await this.readTokens();
    } else if (this.partner && RUN_PLACES.includes(place)) {
      await this.readRun();
    }
    await tick();
    if (field) this.focusField(field);
    else document.querySelector<HTMLElement>('#main h1')?.focus();
  }

  /** Puts the cursor into a field and brings it into view. */
  focusField(field: string): void {
    const element = document.getElementById(`field-${field}`);
    const inner = element?.matches('input, textarea, button, select')
      ? element
      : element?.querySelector<HTMLElement>('input, textarea, button, select, a');
    (inner ?? element)?.focus();
    (inner ?? element)?.scrollIntoView({ block: 'center' });
  }

  take(partner: PartnerView): void {
    this.partner = partner;
  }

  async open(id: string, place?: Place): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_open', { partner_id: id }));
    if (partner) await this.show(partner, place);
  }

  /** Shows another partner: what was said and tried of the one before is forgotten. */
  async show(partner: PartnerView, place?: Place): Promise<void> {
    this.partner = partner;
    this.left = [];
    this.allSaid = false;
    this.refused = {};
    this.tokens = null;
    this.run = null;
    this.progress = null;
    this.checkId = null;
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

  async importText(text: string): Promise<void> {
    const partner = await this.attempt(() => backend.call('partner_import', { text }));
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
    const partner = await this.attempt(() => backend.call('partner_duplicate', { partner_id: id }));
    if (partner) await this.show(partner, 'details');
  }

  async export(id: string): Promise<void> {
    const said = await this.attempt(() => backend.call('partner_export', { partner_id: id }));
    if (said?.text) this.news = { text: said.text };
  }

  async remove(partner: { id: string; title: string }): Promise<void> {
    const done = await this.attempt(() => backend.call('partner_remove', { partner_id: partner.id }));
    if (!done) return;
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
  value(field: string, kept: string): string {
    const typed = this.typed[field];
    return typeof typed === 'string' ? typed : kept;
  }

  /** Takes an edit at once and writes it as soon as the one before is on the disk. */
  edit(field: string, value: unknown): void {
    this.typed = { ...this.typed, [field]: value };
    if (this.refused[field]) {
      this.refused = Object.fromEntries(Object.entries(this.refused).filter(([key]) => key !== field));
    }
    this.saveState = 'saving';
    void this.write();
  }

  private async write(): Promise<void> {
    if (this.writing || !this.partner) return;
    this.writing = true;
    const id = this.partner.id;
    try {
      for (;;) {
        const next = Object.entries(this.typed)[0];
        if (!next) break;
        const [field, value] = next;
        const partner = await this.writeOne(id, field, value);
        if (this.partner?.id === id) this.partner = partner;
        // What was typed meanwhile goes next.
        if (this.typed[field] === value) {
          this.typed = Object.fromEntries(Object.entries(this.typed).filter(([key]) => key !== field));
        }
      }
      this.saveState = 'saved';
    } catch (thrown) {
      this.saveState = 'failed';
      this.fail(asError(thrown));
    } finally {
      this.writing = false;
    }
  }

  /** The company ID belongs to the connection; all else is a field of the record. */
  private writeOne(id: string, field: string, value: unknown): Promise<PartnerView> {
    const environment = this.partner?.environment;
    if (field === 'company_id' && environment) {
      return backend.call('connection_set', { partner_id: id, environment, company_id: String(value) });
    }
    return backend.call('partner_edit', { partner_id: id, field, value });
  }

  /** Waits until every edit is on the disk. */
  async settle(): Promise<void> {
    while (this.writing) await new Promise((resume) => setTimeout(resume, 5));
  }

  /** Tries again what could not be written. */
  retrySave(): void {
    this.error = null;
    void this.write();
  }

  leave(field: string): void {
    if (!this.left.includes(field)) this.left = [...this.left, field];
  }

  /** The problem to be shown at a field, if it is time to show one. */
  problem(field: string): ProblemView | undefined {
    const said = this.refused[field];
    if (said) {
      return {
        field,
        code: 'refused',
        message: said,
        summary: said,
        blocks: true,
        on_leave: false,
        suggestion: null,
      };
    }
    const found = this.partner?.problems.filter((problem) => problem.field === field) ?? [];
    return found.find((problem) => this.allSaid || (problem.on_leave && this.left.includes(field)));
  }

  async travel(command: 'partner_undo' | 'partner_redo'): Promise<void> {
    const id = this.partner?.id;
    if (!id) {
      this.news?.undo?.();
      return;
    }
    await this.settle();
    const traveled = await this.attempt(() => backend.call(command, { partner_id: id }));
    if (traveled) {
      this.partner = traveled.partner;
      this.news = { text: traveled.news };
      if (this.run) await this.readRun();
    }
  }

  // ---- Tokens ----

  async readTokens(): Promise<void> {
    const id = this.partner?.id;
    if (!id) return;
    const tokens = await this.attempt(() => backend.call('tokens_view', { partner_id: id }));
    if (tokens) this.tokens = tokens;
  }

  async onToken(work: (id: string) => Promise<TokenOutcome>): Promise<TokenOutcome | undefined> {
    const id = this.partner?.id;
    if (!id) return undefined;
    await this.settle();
    const outcome = await this.attempt(() => work(id));
    if (outcome) {
      this.partner = outcome.partner;
      this.tokens = outcome.tokens;
    }
    return outcome;
  }

  token(name: TokenName) {
    return this.tokens?.[name];
  }

  // ---- Readiness ----

  async readRun(): Promise<void> {
    const id = this.partner?.id;
    if (!id) return;
    await this.settle();
    const run = await this.attempt(() => backend.call('readiness_view', { partner_id: id }));
    if (run) this.run = run;
  }

  async check(): Promise<void> {
    const id = this.partner?.id;
    if (!id || this.progress) return;
    if (this.place !== 'readiness') await this.go('readiness');
    await this.settle();
    this.allSaid = true;
    this.progress = { done: 0, total: 0, startedAt: Date.now() };
    const run = await this.attempt(() => backend.call('readiness_run', { partner_id: id }));
    this.progress = null;
    if (run && this.partner?.id === id) {
      this.run = run;
      this.news = { text: run.headline };
      const worst = run.groups.flatMap((group) => group.checks).find((check) => check.mark === 'fail');
      if (worst) this.checkId = worst.id;
      const partner = await this.attempt(() => backend.call('partner_open', { partner_id: id }));
      if (partner) this.partner = partner;
    }
  }

  async cancel(): Promise<void> {
    const id = this.partner?.id;
    if (id) await this.attempt(() => backend.call('readiness_cancel', { partner_id: id }));
  }

  private hear(id: string, verdict: VerdictView, done: number, total: number): void {
    if (!this.run || this.run.partner_id !== id || !this.progress) return;
    this.progress = { ...this.progress, done, total };
    const groups = this.run.groups.map((group) => ({
      ...group,
      checks: group.checks.map((check) => (check.id === verdict.id ? verdict : check)),
    }));
    this.run = { ...this.run, groups };
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
