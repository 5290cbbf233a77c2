/**
 * A save as its page knows it: the plan that is shown, and what goes on. Only the plan that was shown is sent; what
 * has changed since is shown first.
 */
import { backend } from '$lib/backend';
import type { FieldError, FieldName, PlanView, SaveOutcome, Take, WorkName } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { routeOf } from '$lib/state/routes';
import { t } from '$lib/text';
import { tick } from 'svelte';

/** What a save did. */
export interface Saved {
  /** The partner was not there before. */
  isNew: boolean;
  /** Labels of what was sent. */
  fields: string[];
  /** The server was read again, and holds it. */
  isReadBack: boolean;
}

export class SaveState {
  plan = $state.raw<PlanView | null>(null);
  busy = $state(false);
  /** What goes on can be stopped: reading, or a save that may have been sent. */
  work = $state<WorkName | null>(null);
  /** What the last press saved; until the draft or the server is seen to be another. */
  saved = $state.raw<Saved | null>(null);
  /** Why the last press did not save, in a sentence. */
  notSaved = $state<string | null>(null);
  /** The button was pressed while something was wrong with the record. */
  private pressed = $state(false);

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  /** The server, in a sentence. */
  get where(): string {
    return t(this.desk.partner.view?.environment === 'sandbox' ? 'ui.env.the_sandbox' : 'ui.env.rc');
  }

  async read(): Promise<void> {
    const { desk, partner_id } = this;
    this.busy = true;
    this.saved = null;
    this.work = 'plan';
    await desk.edits.settle();
    // A plan of less than what was typed would be a false one; why it cannot be saved stands above.
    const isWhole = desk.edits.saveState === 'saved';
    const next = isWhole
      ? await desk.status.attempt(() => backend.call('save_plan', { partner_id }))
      : undefined;
    this.busy = false;
    if (next) this.show(next);
  }

  show(next: PlanView): void {
    this.plan = next;
    this.desk.partner.take(next.partner);
  }

  async save(): Promise<void> {
    const { desk, partner_id, plan } = this;
    if (!plan || this.busy) return;
    desk.problems.allSaid = true;
    this.saved = null;
    this.notSaved = null;
    this.pressed = false;
    // What the connection lacks comes first: without it nothing can be read, whatever is in the fields.
    if (plan.obstacle) return desk.navigation.go('connection', plan.obstacle);
    if (plan.problems.length > 0) {
      // Anew on each press, so that the summary takes the focus again.
      setTimeout(() => (this.pressed = true), 0);
      return;
    }
    if (plan.action === 'unknown' || plan.action === 'not_reached') return this.read();
    if (plan.action === 'missing') return desk.navigation.go('connection', 'company_id');
    if (plan.action === 'decide') {
      document.querySelector<HTMLElement>('[data-testid=conflicts] button')?.focus();
      return;
    }
    if (plan.action === 'nothing') return;
    this.busy = true;
    this.work = 'save';
    desk.status.news = null;
    const { plan_hash } = plan;
    const outcome = await desk.status.attempt(() => backend.call('save_apply', { partner_id, plan_hash }));
    if (outcome) {
      this.done(outcome);
      if (outcome.is_saved)
        this.saved = {
          isNew: plan.action === 'register',
          fields: plan.changes.map((change) => change.label),
          isReadBack: outcome.plan.action === 'nothing',
        };
      await tick();
      // The result is seen from its first line on.
      document.querySelector<HTMLElement>('[data-testid=run-after-save]')?.focus({ preventScroll: true });
      document.querySelector('[data-testid=saved-result]')?.scrollIntoView({ block: 'nearest' });
    }
    // What was sent without an answer is shown as that, and not as a failure.
    else if (desk.status.error?.outcome_unknown) await this.replan();
    this.busy = false;
  }

  done(outcome: SaveOutcome): void {
    this.show(outcome.plan);
    this.desk.status.news = { text: outcome.news };
    this.notSaved = outcome.is_saved ? null : outcome.news;
  }

  stop(): void {
    const { partner_id, work } = this;
    if (work) void backend.call('work_cancel', { partner_id, work, url: null });
  }

  /** The person says that the partner was deleted there. */
  async forget(): Promise<void> {
    const { desk, partner_id } = this;
    if (this.busy) return;
    const next = await desk.status.attempt(() => backend.call('registration_remove', { partner_id }));
    if (next) this.show(next);
    await tick();
    document.getElementById('field-check_and_save')?.focus();
  }

  private async replan(): Promise<void> {
    const { desk, partner_id } = this;
    const next = await desk.status.attempt(() => backend.call('save_plan', { partner_id }));
    if (next) this.show(next);
  }

  /** Shows what has changed meanwhile. Why nothing was done stays in sight. */
  private async lookAgain(): Promise<void> {
    const { desk, partner_id } = this;
    const next = await desk.status.read(() => backend.call('save_plan', { partner_id }));
    if (next) this.show(next);
  }

  async resolve(field: FieldName, take: Take, value?: string): Promise<void> {
    const { desk, partner_id, plan } = this;
    if (!plan || this.busy) return;
    this.busy = true;
    this.work = null;
    const request = { partner_id, field, take, value: value ?? null, plan_hash: plan.plan_hash };
    const next = await desk.status.attempt(() => backend.call('conflict_resolve', request));
    if (next) this.show(next);
    else if (desk.status.error?.code === 'save.plan_changed') await this.lookAgain();
    this.busy = false;
    await tick();
    // To the next question, or to the button that sends.
    const left = document.querySelector<HTMLElement>('[data-testid=conflicts] button');
    (left ?? document.getElementById('field-check_and_save'))?.focus();
  }

  /** Goes to a field to change it. */
  change(field: string): void {
    void this.desk.navigation.go(routeOf(field), field);
  }

  /** What is wrong with a field, once it is time to say so. */
  problemOf(field: FieldName): string | undefined {
    const { desk, plan } = this;
    const found = desk.problems.allSaid && plan?.problems.find((problem) => problem.field === field);
    return desk.status.refused[field] ?? (found ? found.message : undefined);
  }

  /** What keeps the record from being saved, for the top of the page. */
  get faults(): { field: string; summary: string }[] {
    const { desk, plan, pressed } = this;
    if (pressed && plan && plan.problems.length > 0) return plan.problems;
    const named = desk.status.error?.fields ?? [];
    return named.map((fault) => ({ field: fault.field, summary: this.summaryOf(fault) }));
  }

  /** What the server says about a field does not name it; on top of the page it stands among others. */
  private summaryOf(fault: FieldError): string {
    const label = fault.code === 'api.rejected_fields' ? this.labelOf(fault.field) : undefined;
    return label ? `${label}: ${fault.message}` : fault.message;
  }

  private labelOf(field: string): string | undefined {
    const rows = [...(this.plan?.changes ?? []), ...(this.plan?.same ?? [])];
    return rows.find((row) => row.field === field)?.label;
  }
}
