/**
 * URL fields when they are left or pasted into: the core puts what was typed into the form of a parser. A
 * text is never rewritten under the cursor of the person who types it.
 */
import type { Desk } from './desk.svelte';
import { isUrlField, urlOf, type DraftField, type UrlField } from './fields';
import { backend } from '$lib/backend';

export class UrlForms {
  /** Fields that were typed into since they were last looked at: what undo brought back stays. */
  private readonly typed = new Set<UrlField>();
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly desk: Desk) {}

  /** A field was typed into. */
  edited(field: DraftField): void {
    if (isUrlField(field)) this.typed.add(field);
  }

  /** A field was left. */
  left(field: DraftField): void {
    if (isUrlField(field) && this.typed.delete(field)) this.queue(field, false);
  }

  /** A whole URL was pasted into a field, which has the cursor still. */
  pasted(field: UrlField): void {
    this.typed.delete(field);
    this.queue(field, true);
  }

  /** Waits until every URL that was left has its form. */
  settle(): Promise<void> {
    return this.going;
  }

  private queue(field: UrlField, hasCursor: boolean): void {
    const partner = this.desk.partner.view;
    if (!partner) return;
    const text = this.desk.edits.value(field, partner[urlOf[field]]);
    this.going = this.going.then(async () => {
      await this.desk.edits.queue.settle(partner.id);
      if (!hasCursor && document.activeElement?.id === `field-${field}`) {
        this.typed.add(field);
        return;
      }
      const request = { partner_id: partner.id, field, text };
      const next = await this.desk.status.read(() => backend.call('url_normalize', request));
      if (next) this.desk.partner.take(next);
    });
  }
}
