/** The app itself: how it starts and ends, whether this window may write, and what the desktop does for it. */
import { asError, backend } from '$lib/backend';
import type { StartView, WireError } from '$lib/backend';
import type { Desk } from './desk.svelte';
import { runRoutes, tokenRoutes } from './routes';
import { speak, t } from '$lib/text';

export class App {
  start = $state.raw<StartView | null>(null);
  /** Why the app cannot be used at all. */
  blocked = $state.raw<WireError | null>(null);
  /** What would be lost when the window closes now: the question is open. */
  closing = $state<string | null>(null);

  constructor(private readonly desk: Desk) {}

  /** Another window writes: this one shows only. */
  get isReadOnly(): boolean {
    return this.start?.is_read_only === true;
  }

  /** Begins: settings, then the page that was open last. */
  async begin(): Promise<void> {
    const { desk } = this;
    try {
      const start = await backend.call('app_start', {});
      await speak(start.settings.language);
      this.start = start;
      desk.look.apply();
      await backend.listen((event) => desk.events.hear(event));
      // What happened to the data stands on the list of partners: it is read before the person goes on.
      const last = this.start.notices.length > 0 ? null : this.start.last;
      if (last?.partner_id)
        desk.partner.view = desk.partner.take(
          await backend.call('partner_open', { partner_id: last.partner_id }),
        );
      else await desk.partners.read();
      if (last) desk.navigation.route = last.route;
      await desk.navigation.ready(desk.navigation.shown);
      if (desk.partner.view && runRoutes.includes(desk.navigation.route)) await desk.readiness.read();
    } catch (thrown) {
      this.blocked = asError(thrown);
    }
  }

  /** What may wait until the page has been seen: the keychain is asked only then. */
  async afterPaint(): Promise<void> {
    const { desk } = this;
    if (desk.partner.view && tokenRoutes.includes(desk.navigation.route)) await desk.tokens.read();
    if (!desk.partners.all) await desk.partners.read();
    if (this.start?.opened_file) await desk.partners.importFile({ text: this.start.opened_file });
    // A save that was under way when the app ended: what became of it is found out now.
    if (!this.start?.is_read_only) await desk.status.read(() => backend.call('finish_writes', {}));
  }

  /** The notices were read. */
  dismissNotices(): void {
    if (this.start) this.start = { ...this.start, notices: [] };
  }

  /** The other window may have changed what this one shows. */
  async lookAgain(): Promise<void> {
    if (!this.isReadOnly) return;
    if (this.desk.partner.view) await this.desk.partner.read();
    else await this.desk.partners.read();
  }

  /** Lets this window write, when the other one is closed. */
  async takeOver(): Promise<void> {
    const { desk } = this;
    const start = await desk.status.attempt(() => backend.call('window_take_over', {}));
    if (!start) return;
    this.start = start;
    desk.status.news = { text: t('ui.looking.done') };
    await desk.partner.refresh();
    await desk.partners.read();
  }

  async copy(text: string, news: string): Promise<void> {
    const done = await this.desk.status.attempt(() => backend.call('text_copy', { text }));
    if (done) this.desk.status.news = { text: news };
  }

  async openLink(url: string): Promise<void> {
    await this.desk.status.attempt(() => backend.call('link_open', { url }));
  }
}
