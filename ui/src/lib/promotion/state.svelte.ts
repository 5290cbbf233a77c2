/**
 * The way of a partner to promotion as the page knows it. A name that is typed goes to the queue of edits; what a
 * person confirms and says is asked one after the other, and an older answer never replaces a newer one.
 */
import { backend } from '$lib/backend';
import type { PersonCheck, PromotionView, PromotionWord } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { focusField, isFocusLost } from '$lib/state/focus';
import { t } from '$lib/text';
import { tick } from 'svelte';

/** What goes on because the person pressed a button. */
export type Work = 'say' | 'pack' | 'copy' | 'mail' | 'live';

/** The IDs behind which a word is said and taken back. */
export const sayField = (word: PromotionWord): string => `say-${word}`;
export const undoField = (word: PromotionWord): string => `undo-${word}`;

export class PromotionState {
  view = $state.raw<PromotionView | null>(null);
  busy = $state<Work | null>(null);
  /** The latest reading of the page; tests and later steps wait for it. */
  reading: Promise<void> | undefined;
  /** What the person ticked, until the core has it. */
  private ticked = $state.raw<Readonly<Record<string, boolean>>>({});
  private confirming: Promise<void> = Promise.resolve();
  private isShown = false;

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  get isViewOnly(): boolean {
    return this.desk.app.isReadOnly;
  }

  /** The page is shown. Gives back how to end. */
  watch(): () => void {
    this.isShown = true;
    return () => (this.isShown = false);
  }

  read(): Promise<void> {
    this.reading = this.look();
    return this.reading;
  }

  private async look(): Promise<void> {
    const { partner_id } = this;
    await this.desk.edits.settle(partner_id);
    const view = await this.desk.status.read(() => backend.call('promotion_view', { partner_id }));
    if (view) this.take(view);
  }

  // ---- The person ----

  get person(): string {
    return this.desk.edits.queue.latest(this.partner_id, 'person', this.view?.person ?? '');
  }

  setPerson(name: string): void {
    if (this.isViewOnly || this.person === name) return;
    const { partner_id } = this;
    const title = this.desk.partner.nameOf(partner_id);
    const write = async () => this.take(await backend.call('person_set', { partner_id, name }));
    this.desk.edits.queue.add({ partner_id, title, field: 'person', value: name, write });
  }

  isConfirmed({ check_id, confirmed }: PersonCheck): boolean {
    return this.ticked[check_id] ?? confirmed !== null;
  }

  /** A person's word for a check, with the name that they typed. Two words for one check go in their order. */
  confirm(check_id: string, confirmed: boolean): Promise<void> {
    if (this.isViewOnly) return Promise.resolve();
    const { partner_id } = this;
    this.ticked = { ...this.ticked, [check_id]: confirmed };
    this.confirming = this.confirming.then(async () => {
      await this.desk.edits.settle(partner_id);
      const run = await this.desk.status.attempt(() =>
        backend.call('check_confirm', { partner_id, check_id, confirmed }),
      );
      if (run) await this.look();
      // What was ticked meanwhile is still on its way.
      if (this.ticked[check_id] === confirmed)
        this.ticked = Object.fromEntries(Object.entries(this.ticked).filter(([id]) => id !== check_id));
      if (run) this.readTasks();
    });
    return this.confirming;
  }

  // ---- The request ----

  /** Says how far it is, or takes that back. */
  async say(word: PromotionWord, said: boolean): Promise<void> {
    const { partner_id } = this;
    if (this.isViewOnly) return;
    await this.run('say', async () => {
      // With the name and the record as typed.
      await this.desk.edits.settle(partner_id);
      this.take(await backend.call('promotion_say', { partner_id, word, said }));
      this.readTasks();
    });
    await tick();
    // The button that was pressed has gone: the one that takes it back has its place.
    if (this.isShown && isFocusLost()) focusField(said ? undoField(word) : sayField(word));
  }

  savePack(): Promise<void> {
    const { partner_id } = this;
    return this.hand('pack', async () => {
      const { text } = await backend.call('pack_save', { partner_id });
      // The timeline tells of it.
      if (text) void this.read();
      return text;
    });
  }

  copyMessage(): Promise<void> {
    const { partner_id } = this;
    return this.hand('copy', async () => (await backend.call('message_copy', { partner_id })).text);
  }

  copyGoLive(): Promise<void> {
    const { partner_id } = this;
    return this.hand('live', async () => (await backend.call('go_live_copy', { partner_id })).text);
  }

  openMail(): Promise<void> {
    const { partner_id } = this;
    return this.hand('mail', async () => {
      await backend.call('message_send', { partner_id });
      return t('ui.promotion.mail.opened');
    });
  }

  /** Hands something over, and tells what the core says of it, unless the person thought better of it. */
  private hand(work: Work, act: () => Promise<string>): Promise<void> {
    return this.run(work, async () => {
      // The pack and the message hold the record, and the name.
      await this.desk.edits.settle(this.partner_id);
      const text = await act();
      if (text) this.desk.status.news = { text };
    });
  }

  /** One at a time: a second press of a button does nothing while the first one is at work. */
  private async run(work: Work, act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = work;
    await this.desk.status.attempt(act);
    this.busy = null;
  }

  /** Takes in what came back, unless it is older than what is shown. */
  private take(next: PromotionView): void {
    const before = this.view;
    if (next.partner_id !== this.partner_id || (before && next.revision < before.revision)) return;
    this.view = next;
  }

  /** The list of tasks tells of it too. */
  private readTasks(): void {
    if (this.desk.partner.id === this.partner_id) void this.desk.partner.read();
  }
}
