/** What a person edits of the draft: taken at once, written by the queue, undone and redone. */
import { backend } from '$lib/backend';
import { Compositions } from '$lib/forms/compositions';
import type { Desk } from './desk.svelte';
import { EditQueue, type Refusal, type SaveState } from './edit-queue.svelte';
import type { DraftField } from './fields';
import { UrlForms } from './urls';
import { t } from '$lib/text';

export class Edits {
  readonly queue = new EditQueue((refusals) => this.refuse(refusals));
  readonly urls: UrlForms;
  /** Texts that an input method is composing. */
  readonly compositions = new Compositions();

  constructor(private readonly desk: Desk) {
    this.urls = new UrlForms(desk);
  }

  /** The value of a field: what was typed, until the core has it. */
  latest<T>(field: DraftField, kept: T): T {
    const { id } = this.desk.partner;
    return id ? this.queue.latest(id, field, kept) : kept;
  }

  /** The same for a text. */
  value(field: DraftField, kept: string): string {
    return this.latest(field, kept);
  }

  /** Whether the partner in front of the person is on the disk as it is shown. */
  get saveState(): SaveState {
    const { id } = this.desk.partner;
    return id ? this.queue.stateOf(id) : 'saved';
  }

  /** Edits of the partner in front that can never be written. */
  get refusals(): readonly Refusal[] {
    const { id } = this.desk.partner;
    return id ? this.queue.refusalsOf(id) : [];
  }

  /** Changes a field of the partner in front, or of the one that the field was shown for. */
  set(field: DraftField, value: unknown, partner_id = this.desk.partner.id): void {
    const { desk } = this;
    const partner = partner_id ? desk.partner.newest(partner_id) : undefined;
    if (!partner) return;
    if (partner_id === desk.partner.id) {
      desk.status.clearRefusal(field);
      // The Undo that it offers would take back this edit.
      if (desk.status.news?.undo) desk.status.news = null;
      this.urls.edited(field);
    }
    const { id, title, environment } = partner;
    const write = async (): Promise<void> => {
      if (field !== 'company_id') {
        desk.partner.take(await backend.call('partner_edit', { partner_id: id, field, value }));
      } else if (environment) {
        // It belongs to the connection, and is asked for only where an environment is chosen.
        const request = { partner_id: id, environment, company_id: String(value) };
        desk.partner.take(await backend.call('connection_set', request));
      }
    };
    if (field !== 'company_id' || environment) this.queue.add({ partner_id: id, title, field, value, write });
  }

  /** A field was left: from now on its problems are told. */
  leave(field: DraftField): void {
    this.desk.problems.leave(field);
    this.urls.left(field);
  }

  /** Waits until every edit of a partner is on the disk, and every URL in its form. */
  async settle(partner_id = this.desk.partner.id): Promise<void> {
    await this.queue.settle(partner_id);
    await this.urls.settle();
  }

  /** Tries again what could not be written. */
  retry(): void {
    this.desk.status.error = null;
    this.queue.retry();
  }

  async travel(command: 'partner_undo' | 'partner_redo'): Promise<void> {
    const { desk } = this;
    const { id } = desk.partner;
    if (!id) {
      desk.status.news?.undo?.();
      return;
    }
    // What is being composed is part of the draft only when it is done.
    await this.compositions.ended();
    if (desk.partner.id !== id) return;
    await this.settle();
    const outcome = await desk.status.attempt(() => backend.call(command, { partner_id: id }));
    if (outcome) desk.partner.take(outcome.partner);
    if (outcome && desk.partner.id === id) {
      desk.status.news = { text: outcome.news };
      if (desk.readiness.run) await desk.readiness.read();
    }
  }

  /** Edits that can never be written: the page of their partner shows them; else a sentence tells of them. */
  private refuse(refusals: readonly Refusal[]): void {
    const [first] = refusals;
    if (!first || first.edit.partner_id === this.desk.partner.id) return;
    const message = t('ui.edit.refused_of', { name: first.edit.title, why: first.error.message });
    this.desk.status.fail({ ...first.error, message, fields: [] });
  }
}
