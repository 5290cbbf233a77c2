/** The check that Fix was pressed for, until the person goes back to it. */
import type { VerdictView } from '$lib/backend';
import type { Desk } from './desk.svelte';

export class Fixing {
  private begun = $state.raw<{ partner_id: string; check: VerdictView } | null>(null);

  constructor(private readonly desk: Desk) {}

  /** The check of the partner in front that is being fixed. */
  get check(): VerdictView | null {
    return this.begun && this.begun.partner_id === this.desk.partner.id ? this.begun.check : null;
  }

  forget(): void {
    this.begun = null;
  }

  /** Goes to the field of a check, and remembers the way back. */
  async begin(check: VerdictView): Promise<void> {
    const { desk } = this;
    const { id } = desk.partner;
    desk.problems.allSaid = true;
    desk.status.news = { text: check.sentence };
    if (id) this.begun = { partner_id: id, check };
    await desk.navigation.go(check.target.page, check.target.field);
  }

  /** Back to the check. */
  async back(): Promise<void> {
    const check = this.begun?.check;
    this.forget();
    if (!check) return;
    const { readiness, navigation } = this.desk;
    readiness.checkId = check.id;
    readiness.shown = 'remains';
    await navigation.go('readiness');
    const row = document.querySelector<HTMLElement>(`.vrow[data-check="${check.id}"]`);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  }
}
