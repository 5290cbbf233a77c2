/**
 * The readiness of the partner in front of the person: the latest run, the one that goes on, and the check that was
 * chosen.
 */
import { backend } from '$lib/backend';
import type { Event, Icon, RunView, VerdictView } from '$lib/backend';
import type { Desk } from './desk.svelte';
import { focusField, isFocusLost } from './focus';
import { runRoutes } from './routes';
import { NewestViews } from './views';
import { t } from '$lib/text';
import { tick } from 'svelte';

export interface Progress {
  partner_id: string;
  done: number;
  total: number;
  /** What a service has asked to wait for, in a sentence; empty while nothing waits. */
  waiting: string;
}

/** What is shown on the left. */
export type Shown = 'remains' | 'all' | 'history';

const OPEN: readonly Icon[] = ['fail', 'advice', 'unknown', 'stale'];

export class Readiness {
  run = $state.raw<RunView | null>(null);
  checkId = $state<string | null>(null);
  shown = $state<Shown>('remains');
  /** The run that goes on, of whichever partner. */
  private runningOne = $state.raw<Progress | null>(null);

  private readonly views = new NewestViews<RunView>((run) => run.partner_id);

  constructor(private readonly desk: Desk) {}

  /** Takes in what came back: a view that is older than another of the same partner is dropped. */
  private take(run: RunView): void {
    const newest = this.views.take(run);
    if (this.desk.partner.id === newest.partner_id) this.run = newest;
  }

  /** Another partner comes to the front. */
  forget(): void {
    this.run = null;
    this.checkId = null;
    this.shown = 'remains';
  }

  async read(): Promise<void> {
    const id = this.desk.partner.id;
    // What a run has told so far is newer than what is kept.
    if (!id || (this.progress && this.run)) return;
    await this.desk.edits.settle();
    const run = await this.desk.status.read(() => backend.call('readiness_view', { partner_id: id }));
    // A run may have begun meanwhile.
    if (run && !(this.progress && this.run)) this.take(run);
  }

  /** The run of the partner in front, while it goes on. */
  get progress(): Progress | null {
    return this.runningOne?.partner_id === this.desk.partner.id ? this.runningOne : null;
  }

  /** Everything, anew. */
  async check(): Promise<void> {
    const before = this.checkId;
    const run = await this.going(
      (check) => check.level !== 'manual',
      (partner_id) => backend.call('readiness_run', { partner_id }),
    );
    const worst = run?.groups.flatMap((group) => group.checks).find((check) => check.icon === 'fail');
    // A check that was chosen meanwhile stays in front.
    if (worst && this.checkId === before) this.checkId = worst.id;
  }

  /** One check with those that depend on it, or all that did not hold. */
  async recheck(check_id: string | null): Promise<void> {
    if (check_id) this.checkId = check_id;
    const isAsked = (check: VerdictView) => (check_id ? check.id === check_id : OPEN.includes(check.icon));
    await this.going(isAsked, (partner_id) => backend.call('readiness_recheck', { partner_id, check_id }));
  }

  private async going(
    isAsked: (check: VerdictView) => boolean,
    work: (partner_id: string) => Promise<RunView>,
  ): Promise<RunView | undefined> {
    const { desk } = this;
    const id = desk.partner.id;
    if (!id || this.runningOne) return undefined;
    this.runningOne = { partner_id: id, done: 0, total: 0, waiting: '' };
    if (this.shown === 'history') this.shown = 'remains';
    if (desk.navigation.route !== 'readiness') await desk.navigation.go('readiness');
    await desk.edits.settle();
    // Without a yes the calls are made all the same, and the token is not sent there.
    await desk.origins.ask(undefined, true);
    if (desk.partner.id !== id) {
      this.runningOne = null;
      return undefined;
    }
    desk.problems.allSaid = true;
    desk.fixing.forget();
    this.blank(isAsked);
    const run = await desk.status.attempt(() => work(id));
    this.runningOne = null;
    if (desk.partner.id !== id) return undefined;
    if (!run) {
      await this.read();
      return undefined;
    }
    this.take(run);
    // Elsewhere it would be shown again after an edit: coming back reads it.
    if (!runRoutes.includes(desk.navigation.route)) this.run = null;
    desk.status.news = { text: run.headline };
    // The button that was pressed may be gone by now; the result is what comes next.
    await tick();
    if (isFocusLost()) focusField();
    const partner = await desk.status.read(() => backend.call('partner_open', { partner_id: id }));
    if (partner) desk.partner.take(partner);
    return run;
  }

  /** Nothing is known of what is being asked. */
  private blank(isAsked: (check: VerdictView) => boolean): void {
    if (!this.run) return;
    this.each((check) => (isAsked(check) ? { ...check, icon: 'none' as const } : check));
  }

  private each(change: (check: VerdictView) => VerdictView): void {
    if (!this.run) return;
    const groups = this.run.groups.map((group) => ({ ...group, checks: group.checks.map(change) }));
    this.run = { ...this.run, groups };
  }

  async cancel(): Promise<void> {
    const id = this.desk.partner.id;
    if (id) await this.desk.status.attempt(() => backend.call('readiness_cancel', { partner_id: id }));
  }

  hear(event: Extract<Event, { kind: 'verdict_reached' }>): void {
    const { partner_id, verdict, done, total, meter } = event;
    if (this.runningOne?.partner_id === partner_id)
      this.runningOne = { ...this.runningOne, done, total, waiting: '' };
    if (!this.run || this.run.partner_id !== partner_id || !this.progress) return;
    this.each((check) => (check.id === verdict.id ? verdict : check));
    this.run = { ...this.run, meter };
  }

  /** A service asked to wait: the run says so until it goes on. */
  hearWaiting(event: Extract<Event, { kind: 'run_waiting' }>): void {
    if (this.runningOne?.partner_id === event.partner_id)
      this.runningOne = { ...this.runningOne, waiting: event.text };
  }

  async saveReport(): Promise<void> {
    const id = this.desk.partner.id;
    if (!id) return;
    const said = await this.desk.status.attempt(() => backend.call('readiness_export', { partner_id: id }));
    if (said?.text) this.desk.status.news = { text: said.text };
  }

  /** Everything that the developer of the service has to fix, in one text. */
  async copyForDeveloper(): Promise<void> {
    const id = this.desk.partner.id;
    if (!id) return;
    const all = await this.desk.status.attempt(() => backend.call('developer_text', { partner_id: id }));
    if (all) await this.copied(all.text);
  }

  /** The same as a page that can be printed. */
  async saveDeveloperReport(): Promise<void> {
    const id = this.desk.partner.id;
    if (!id) return;
    const said = await this.desk.status.attempt(() => backend.call('developer_report', { partner_id: id }));
    if (said?.text) this.desk.status.news = { text: said.text };
  }

  /** A person's word for a manual check. */
  async confirm(check_id: string, confirmed: boolean): Promise<void> {
    const id = this.desk.partner.id;
    if (!id || this.progress) return;
    // The check stays in front, though it may leave the list of what is to do.
    this.checkId = check_id;
    const run = await this.desk.status.attempt(() =>
      backend.call('check_confirm', { partner_id: id, check_id, confirmed }),
    );
    if (!run) return;
    if (!this.progress) this.take(run);
    // The list of tasks tells of it too.
    if (this.desk.partner.id === id) await this.desk.partner.read();
  }

  copied(text: string): Promise<void> {
    return this.desk.app.copy(text, t('ui.readiness.developer_copied'));
  }
}
