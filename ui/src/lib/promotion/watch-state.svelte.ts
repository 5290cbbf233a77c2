/**
 * The watch of one partner as the page knows it. The core says when it moved; it is read anew then, and an older
 * answer never replaces a newer one.
 */
import { asError, backend } from '$lib/backend';
import type { WatchInterval, WatchView } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { focusField, isFocusLost } from '$lib/state/focus';
import { t } from '$lib/text';
import { tick } from 'svelte';

/** What goes on because the person pressed a button. */
export type WatchWork = 'look' | 'accept';

/** The ID behind which a look is asked for. */
export const LOOK_FIELD = 'watch-look';

export class WatchState {
  view = $state.raw<WatchView | null>(null);
  busy = $state<WatchWork | null>(null);
  /** How often, as chosen, until the core has it. */
  private chosen = $state<WatchInterval | null>(null);
  private setting: Promise<void> = Promise.resolve();
  /** Counts what was chosen: only the last choice is written. */
  private choices = 0;
  private isShown = false;

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  /** The page is shown. Gives back how to end. */
  show(): () => void {
    this.isShown = true;
    // What is on the screen is read anew; the rest is read when it comes there.
    const deafen = this.desk.events.on('watch_moved', (partner_id) => {
      if (partner_id === this.partner_id) void this.read();
    });
    return () => {
      this.isShown = false;
      deafen();
    };
  }

  get isViewOnly(): boolean {
    return this.desk.app.isReadOnly;
  }

  private get isInFront(): boolean {
    return this.desk.partner.id === this.partner_id;
  }

  /** A look goes on: this page or the schedule asked for it. */
  get isLooking(): boolean {
    return this.busy === 'look' || this.view?.is_looking === true;
  }

  get every(): WatchInterval {
    return this.chosen ?? this.view?.every ?? 'off';
  }

  read(): Promise<void> {
    return this.try(() => this.ask('watch_view'));
  }

  /** How often it is looked at from now on. The last of several choices holds. */
  set(every: WatchInterval): Promise<void> {
    if (this.isViewOnly || every === this.every) return Promise.resolve();
    const { partner_id } = this;
    const choice = ++this.choices;
    this.chosen = every;
    this.setting = this.setting.then(async () => {
      if (choice !== this.choices) return;
      this.desk.status.error = null;
      await this.try(async () => this.take(await backend.call('watch_set', { partner_id, every })));
      if (choice === this.choices) this.chosen = null;
    });
    return this.setting;
  }

  /** Looks now. */
  async look(): Promise<void> {
    if (this.isLooking) return;
    await this.run('look', async () => {
      // The record as typed, where none is promoted yet.
      await this.desk.edits.settle(this.partner_id);
      if (!this.isInFront) return;
      // Without a yes the calls are made all the same, and the token is not sent there.
      await this.desk.origins.ask(['validate_token', 'tests'], true);
      if (this.isInFront) await this.ask('watch_look');
    });
  }

  /** What changed is right: later looks are compared with what was seen last. */
  async accept(): Promise<void> {
    // A look that goes on may see something else than what the person has read.
    const looked_at = this.view?.looked_at ?? null;
    if (this.isLooking || looked_at === null) return;
    await this.run('accept', async () => {
      const { partner_id } = this;
      this.take(await backend.call('watch_accept', { partner_id, looked_at }));
      if (this.isInFront) this.desk.status.news = { text: t('ui.watch.accepted') };
    });
    await tick();
    // The button that was pressed has gone.
    if (this.isShown && isFocusLost()) focusField(LOOK_FIELD);
  }

  /** One at a time: a second press of a button does nothing while the first one is at work. */
  private async run(work: WatchWork, act: () => Promise<void>): Promise<void> {
    if (this.isViewOnly || this.busy) return;
    this.busy = work;
    this.desk.status.error = null;
    await this.try(act);
    this.busy = null;
  }

  private async ask(name: 'watch_view' | 'watch_look'): Promise<void> {
    this.take(await backend.call(name, { partner_id: this.partner_id }));
  }

  /** Says why something failed, unless another partner is in front by then. */
  private async try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      if (this.isInFront) this.desk.status.fail(asError(thrown));
    }
  }

  /** Takes in what came back, unless it is older than what is shown. */
  private take(next: WatchView): void {
    const before = this.view;
    if (next.partner_id !== this.partner_id || (before && next.revision < before.revision)) return;
    this.view = next;
  }
}
