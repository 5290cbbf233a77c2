/**
 * The logo of a partner as its page knows it: what the core says of the file behind it, and the piece of work that
 * goes on. An older answer never replaces a newer one.
 */
import { base64 } from '$lib/base64';
import { backend } from '$lib/backend';
import type { LogoChange, LogoOutcome, LogoPlace, LogoView } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { t } from '$lib/text';

export class LogoState {
  view = $state.raw<LogoView | null>(null);
  /** Where the finding is that the person points at. */
  pointed = $state.raw<LogoPlace[]>([]);
  /** What goes on, in words. */
  busy = $state<string | null>(null);
  /** A file that took too long, until another is chosen. */
  late = $state.raw<File | null>(null);
  /** Which piece of work goes on. */
  number = $state(0);

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  get isViewOnly(): boolean {
    return this.desk.app.isReadOnly;
  }

  async read(): Promise<void> {
    const { partner_id } = this;
    // The logo may have been removed a moment ago.
    await this.desk.edits.settle(partner_id);
    const view = await this.desk.status.read(() => backend.call('logo_view', { partner_id }));
    if (view) this.take(view);
  }

  async choose(file: File, is_patient = false): Promise<void> {
    const limit = this.desk.app.start?.max_logo_bytes ?? 0;
    const { partner_id } = this;
    this.late = null;
    const work = async (): Promise<LogoOutcome> => {
      const part = file.size > limit ? file.slice(0, 0) : file;
      const content = await base64(part, t('ui.logo.unreadable'));
      const about = { partner_id, file_name: file.name, file_bytes: file.size };
      return backend.call('logo_set', { ...about, content, is_patient });
    };
    const failed = await this.run(t('ui.logo.working', { file: file.name }), work);
    if (failed === 'logo.timed_out' && !is_patient) this.late = file;
  }

  async change(change: LogoChange): Promise<void> {
    const { partner_id } = this;
    await this.run(t('ui.logo.changing'), () => backend.call('logo_change', { partner_id, change }));
  }

  async copy(): Promise<void> {
    const { partner_id } = this;
    const said = await this.desk.status.attempt(() => backend.call('logo_copy', { partner_id }));
    if (said) this.desk.status.news = { text: said.text };
  }

  cancel(): void {
    void backend.call('work_cancel', { partner_id: this.partner_id, work: 'logo', url: null });
  }

  /** Does the latest piece of work; what an earlier one gives is no longer wanted. Gives the code of a failure. */
  private async run(what: string, work: () => Promise<LogoOutcome>): Promise<string | null> {
    if (this.isViewOnly) return null;
    const number = ++this.number;
    this.busy = what;
    this.desk.status.clearRefusal('logo');
    await this.desk.edits.settle(this.partner_id);
    const outcome = await this.desk.status.attempt(work);
    // What was stored is the logo, also when another piece of work has begun since.
    if (outcome) {
      this.desk.partner.take(outcome.partner);
      this.take(outcome.view);
    }
    if (number !== this.number) return null;
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
