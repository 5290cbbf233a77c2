/**
 * The logo of a partner as its page knows it: what the core says of the file behind it, and the piece of work that
 * goes on. An older answer never replaces a newer one.
 */
import { Placing } from './placing.svelte';
import { base64 } from '$lib/base64';
import { asError, backend } from '$lib/backend';
import type { LogoChange, LogoFinding, LogoOutcome, LogoView } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { t } from '$lib/text';

/** A piece of work that has no answer yet. */
interface Going {
  kind: LogoChange['kind'] | 'file';
  /** What had to be done before it began. */
  after: Promise<unknown> | undefined;
  done: Promise<unknown>;
}

/** What tells a finding from the others, also when the logo is read anew. */
export const keyOf = (finding: LogoFinding): string => finding.title + finding.detail;

export class LogoState {
  view = $state.raw<LogoView | null>(null);
  readonly placing = new Placing(
    () => this.view,
    (placement) => this.change({ kind: 'place', placement }),
  );
  /** The finding that the person points at, and the one that stays outlined, by their keys. */
  pointed = $state<string | null>(null);
  pinned = $state<string | null>(null);
  /** What goes on, in words. */
  busy = $state<string | null>(null);
  /** A file that took too long, until another is chosen. */
  late = $state.raw<File | null>(null);
  /** Which piece of work goes on. */
  number = $state(0);
  /** The last piece of work that the person has stopped. */
  private stopped = 0;
  private going: Going | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  get isViewOnly(): boolean {
    return this.desk.app.isReadOnly;
  }

  /** The finding whose places are outlined. */
  get outlined(): LogoFinding | null {
    const findings = this.view?.findings ?? [];
    const of = (key: string | null): LogoFinding | undefined =>
      findings.find((finding) => finding.places.length > 0 && keyOf(finding) === key);
    return of(this.pointed) ?? of(this.pinned) ?? null;
  }

  /** Reads what is told of another logo. */
  async read(): Promise<void> {
    const { partner_id } = this;
    this.placing.drop();
    // The logo may have been removed a moment ago.
    await this.desk.edits.settle(partner_id);
    const view = await this.desk.status.read(() => backend.call('logo_view', { partner_id }));
    if (view) this.take(view);
  }

  async choose(file: File, is_patient = false): Promise<void> {
    const limit = this.desk.app.start?.max_logo_bytes ?? 0;
    const { partner_id } = this;
    this.late = null;
    this.placing.drop();
    const work = async (): Promise<LogoOutcome> => {
      const part = file.size > limit ? file.slice(0, 0) : file;
      const content = await base64(part, t('ui.logo.unreadable'));
      const about = { partner_id, file_name: file.name, file_bytes: file.size };
      return backend.call('logo_set', { ...about, content, is_patient });
    };
    const done = this.run(t('ui.logo.working', { file: file.name }), work);
    const failed = await this.last({ kind: 'file', after: undefined, done }, done);
    if (failed === 'logo.timed_out' && !is_patient) this.late = file;
  }

  /** Changes the logo. The core stops what goes on when more is asked for, so all but placing waits for its turn. */
  async change(change: LogoChange): Promise<void> {
    const { partner_id } = this;
    if (change.kind === 'reset') this.placing.drop();
    else if (change.kind !== 'place') this.placing.flush();
    const before = this.going;
    const replaces = change.kind === 'place' && before?.kind === 'place';
    const after = replaces ? before.after : before?.done;
    const work = (): Promise<LogoOutcome> => backend.call('logo_change', { partner_id, change });
    const done = this.run(t('ui.logo.changing'), work, after);
    await this.last({ kind: change.kind, after, done }, done);
  }

  async copy(): Promise<void> {
    const { partner_id } = this;
    const said = await this.desk.status.attempt(() => backend.call('logo_copy', { partner_id }));
    if (said) this.desk.status.news = { text: said.text };
  }

  /** Stops what goes on, and what waits for its turn. */
  cancel(): void {
    if (this.busy === null || this.stopped === this.number) return;
    this.stopped = this.number;
    this.busy = t('ui.canceling');
    this.placing.drop();
    void backend.call('work_cancel', { partner_id: this.partner_id, work: 'logo', url: null });
  }

  /** Keeps what goes on until it is done. */
  private async last<T>(going: Going, done: Promise<T>): Promise<T> {
    this.going = going;
    const result = await done;
    if (this.going === going) this.going = null;
    return result;
  }

  /** Does a piece of work in its turn. Gives the code of a failure. */
  private async run(
    what: string,
    work: () => Promise<LogoOutcome>,
    after?: Promise<unknown>,
  ): Promise<string | null> {
    if (this.isViewOnly) return null;
    const number = ++this.number;
    this.busy = what;
    this.desk.status.clearRefusal('logo');
    await after;
    await this.desk.edits.settle(this.partner_id);
    const isStopped = (): boolean => number <= this.stopped;
    const isLatest = (): boolean => number === this.number;
    const outcome = await this.desk.status.attempt(async () => {
      if (isStopped()) return undefined;
      try {
        return await work();
      } catch (thrown) {
        // What a later piece of work has replaced was not stopped by the person.
        if (!isLatest() && !isStopped() && asError(thrown).code === 'work.canceled') return undefined;
        throw thrown;
      }
    });
    // What was stored is the logo, also when another piece of work has begun since.
    if (outcome) {
      this.desk.partner.take(outcome.partner);
      this.take(outcome.view);
    }
    if (!isLatest()) return null;
    this.busy = null;
    if (!outcome) {
      const error = this.desk.status.error;
      // It is said at the field.
      if (error?.fields.some((fault) => fault.field === 'logo')) this.desk.status.error = null;
      return error?.code ?? null;
    }
    this.desk.status.news = { text: outcome.news };
    return null;
  }

  private take(view: LogoView): void {
    if (!this.view || view.revision >= this.view.revision) this.view = view;
  }
}
