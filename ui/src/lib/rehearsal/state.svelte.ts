/**
 * A rehearsal as the page knows it. What has an effect is asked for once per press, and an older answer never
 * replaces a newer one.
 */
import { Poll } from './poll';
import { asError, backend } from '$lib/backend';
import type {
  CandidateText,
  RehearsalStage,
  RehearsalStepView,
  RehearsalView,
  ReportStatus,
  WireError,
} from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { focusField, isFocusLost } from '$lib/state/focus';
import { t, type TextKey } from '$lib/text';
import { tick } from 'svelte';

/** What goes on because the person pressed a button. */
export type Work = 'start' | 'send' | 'read' | 'report' | 'forget';

/** The report that is sent in place of the service, as typed. */
export interface ReportDraft {
  status: ReportStatus;
  score: string;
  subtitle: string;
  properties: string;
}

/** Each is told by its step; this is for an event that was lost, and for the end, of which there is none. */
const SENDING_PAUSE_MS = 1000;

/** Fields of this page that the core names in an error. */
const FIELDS = ['first_name', 'last_name', 'email', 'phone', 'test_id', 'candidate_id', 'properties'];

/** What each stage is called, as its heading and when it begins. */
export const headings: Readonly<Record<RehearsalStage, TextKey>> = {
  blocked: 'ui.rehearsal.blocked',
  ready: 'ui.rehearsal.ready',
  choose: 'ui.rehearsal.choose',
  sending: 'ui.rehearsal.sending',
  send_again: 'ui.rehearsal.again',
  waiting: 'ui.rehearsal.waiting',
  ended: 'ui.rehearsal.ended',
};
/** The others follow from a press at once, or say so by themselves. */
const TOLD: readonly RehearsalStage[] = ['choose', 'send_again', 'waiting', 'ended'];

const nobody = (): CandidateText => ({ first_name: '', last_name: '', email: '', phone: '' });

function isSame(one: CandidateText, other: CandidateText): boolean {
  return (Object.keys(nobody()) as (keyof CandidateText)[]).every((key) => one[key] === other[key]);
}

/** The step that goes on, or the next one. */
export function currentStep(view: RehearsalView): RehearsalStepView | undefined {
  const going = view.steps.find((step) => step.state === 'going');
  const isNew = view.stage === 'ready' && !view.rehearsal_id;
  const goesOn = isNew || ['choose', 'sending', 'send_again'].includes(view.stage);
  return going ?? (goesOn ? view.steps.find((step) => step.state === 'open') : undefined);
}

export class RehearsalState {
  view = $state.raw<RehearsalView | null>(null);
  busy = $state<Work | null>(null);
  isStopping = $state(false);
  /** What is wrong at a field, until it is edited. */
  faults = $state.raw<Readonly<Record<string, string>>>({});
  /** Why the report could not be read by itself, until it can. */
  pollError = $state.raw<WireError | null>(null);
  // What is chosen and typed, until another rehearsal begins. It outlives the form, which goes while it is sent.
  testId = $state('');
  isOwn = $state(false);
  own = $state(nobody());
  private readonly poll = new Poll(() => this.readAgain());
  private isShown = false;

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  /** The page is shown. Gives back how to end. */
  watch(): () => void {
    this.isShown = true;
    const ends = [
      () => (this.isShown = false),
      this.poll.watch(),
      this.desk.events.on('rehearsal_moved', (partner_id) => {
        if (partner_id === this.partner_id) void this.read();
      }),
    ];
    void this.read();
    return () => ends.forEach((end) => end());
  }

  get isViewOnly(): boolean {
    return this.desk.app.isReadOnly;
  }

  /** As the core says, but for the moment between a press and what the core says of it. */
  get stage(): RehearsalStage | null {
    return this.busy === 'send' ? 'sending' : (this.view?.stage ?? null);
  }

  /** Whom and what the next press sends. What was agreed to once stays as it was. */
  get chosen(): { candidate: CandidateText; test_id: string } {
    const { view } = this;
    if (view?.stage === 'send_again') return view;
    const candidate = this.isOwn || !view ? { ...this.own } : view.sample;
    return { candidate, test_id: this.testId };
  }

  async read(): Promise<void> {
    try {
      await this.look();
    } catch (thrown) {
      this.fail(asError(thrown));
    }
  }

  private async look(): Promise<void> {
    await this.desk.edits.settle();
    this.take(await backend.call('rehearsal_view', { partner_id: this.partner_id }));
  }

  async start(): Promise<void> {
    await this.run('start', async () => {
      await this.desk.edits.settle();
      // Without a yes the calls are made all the same, and the token is not sent there.
      await this.desk.origins.ask(['validate_token', 'tests', 'send_candidate'], true);
      if (!this.isInFront) return undefined;
      return backend.call('rehearsal_start', { partner_id: this.partner_id });
    });
  }

  /** The person agrees. What they read goes with it: the core sends nothing when it is no longer so. */
  async send(): Promise<void> {
    const { view, partner_id } = this;
    const { candidate, test_id } = this.chosen;
    if (!view || !test_id) return;
    const request = { partner_id, rehearsal_id: view.rehearsal_id, url: view.url, candidate, test_id };
    await this.run('send', async () => {
      await this.desk.edits.settle();
      const isAllowed = await this.desk.origins.ask(['send_candidate']);
      if (!isAllowed || this.isStopping || !this.isInFront) return undefined;
      return backend.call('rehearsal_send', request);
    });
  }

  /** Nothing more is sent; what is on its way is waited for. */
  async stop(): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    try {
      await backend.call('rehearsal_stop', { partner_id: this.partner_id });
    } catch (thrown) {
      this.isStopping = false;
      this.fail(asError(thrown));
    }
  }

  /** Reads the reports of a candidate that the person sent. */
  async readReports(candidate_id: string): Promise<void> {
    const { partner_id } = this;
    await this.run('read', () => backend.call('rehearsal_read', { partner_id, candidate_id }));
  }

  async sendReport(draft: ReportDraft): Promise<void> {
    const { partner_id, view } = this;
    if (!view) return;
    const request = { ...draft, partner_id, rehearsal_id: view.rehearsal_id };
    const isDone = await this.run('report', () => backend.call('rehearsal_report', request));
    if (isDone) this.tell(t('ui.rehearsal.compose.done'));
  }

  async forget(): Promise<void> {
    const { partner_id } = this;
    const isDone = await this.run('forget', () => backend.call('rehearsal_forget', { partner_id }));
    if (isDone) this.tell(t('ui.rehearsal.delete.done'));
  }

  /** Puts the commands on the clipboard, or the secret: neither passes this page. */
  async copy(command: 'rehearsal_copy' | 'secret_copy'): Promise<void> {
    const { partner_id } = this;
    const said = await this.desk.status.attempt(() => backend.call(command, { partner_id }));
    if (said) this.tell(said.text);
  }

  /** What was wrong is being fixed. */
  edited(field: string): void {
    if (field in this.faults)
      this.faults = Object.fromEntries(Object.entries(this.faults).filter(([key]) => key !== field));
  }

  private get isInFront(): boolean {
    return this.desk.partner.id === this.partner_id;
  }

  /** One at a time: a second press of a button does nothing while the first one is at work. */
  private async run(work: Work, act: () => Promise<RehearsalView | undefined>): Promise<boolean> {
    if (this.busy || this.isViewOnly) return false;
    this.busy = work;
    this.desk.status.error = null;
    this.faults = {};
    this.plan();
    let view: RehearsalView | undefined;
    try {
      view = await act();
      if (view) this.take(view);
    } catch (thrown) {
      this.refuse(asError(thrown));
      // Part of it may have been done. That it failed is told already.
      void this.look().catch(() => undefined);
    }
    this.busy = null;
    this.isStopping = false;
    this.plan();
    await tick();
    // The button that was pressed may be gone by now.
    if (this.isShown && isFocusLost())
      focusField(work === 'start' && this.stage === 'choose' ? 'test_id' : undefined);
    return view !== undefined;
  }

  /** Takes in what came back, unless it is older than what is shown. */
  private take(next: RehearsalView): void {
    const before = this.view;
    if (next.partner_id !== this.partner_id || (before && next.revision < before.revision)) return;
    this.view = next;
    if (before?.rehearsal_id !== next.rehearsal_id) this.begin(next);
    if (next.stage !== 'sending' && this.busy !== 'send') this.isStopping = false;
    if (next.poll_ms === null) this.pollError = null;
    this.plan();
    if (!before || before.stage === next.stage) return;
    if (TOLD.includes(next.stage)) this.tell(t(headings[next.stage]));
    // The list of tasks tells of it too.
    if (this.isInFront) void this.desk.partner.read();
  }

  /** Nothing that was typed for one rehearsal is sent with another. */
  private begin({ candidate, sample, test_id }: RehearsalView): void {
    this.testId = test_id;
    this.isOwn = !isSame(candidate, sample);
    this.own = this.isOwn ? { ...candidate } : nobody();
    this.faults = {};
  }

  private plan(): void {
    const pause = this.stage === 'sending' ? SENDING_PAUSE_MS : (this.view?.poll_ms ?? null);
    const isOther = this.busy !== null && this.busy !== 'send';
    this.poll.every(isOther || this.isViewOnly ? null : pause);
  }

  private async readAgain(): Promise<boolean> {
    const { partner_id } = this;
    const ask = () =>
      this.stage === 'sending'
        ? backend.call('rehearsal_view', { partner_id })
        : backend.call('rehearsal_read', { partner_id, candidate_id: null });
    try {
      this.take(await ask());
      this.pollError = null;
      return true;
    } catch (thrown) {
      if (this.poll.isWanted) this.pollError = asError(thrown);
      return false;
    }
  }

  /** What is wrong at a field of this page is told there. */
  private refuse(error: WireError): void {
    const isHere = error.fields.length > 0 && error.fields.every((fault) => FIELDS.includes(fault.field));
    if (isHere) this.faults = Object.fromEntries(error.fields.map((fault) => [fault.field, fault.message]));
    else this.fail(error);
  }

  /** Who has another partner in front is told nothing of this one. */
  private fail(error: WireError): void {
    if (this.isInFront) this.desk.status.fail(error);
  }

  private tell(text: string): void {
    if (this.isInFront) this.desk.status.news = { text };
  }
}
