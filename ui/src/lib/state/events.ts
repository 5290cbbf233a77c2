/** What the core says without being asked. */
import type { Event } from '$lib/backend';
import type { Desk } from './desk.svelte';

/** Events that are about one partner and concern the page that shows it. */
type PartnerEvent = 'rehearsal_moved' | 'watch_moved';
type Listener = (partner_id: string) => void;

export class Events {
  private readonly listeners: Record<PartnerEvent, Set<Listener>> = {
    rehearsal_moved: new Set(),
    watch_moved: new Set(),
  };

  constructor(private readonly desk: Desk) {}

  /** A page listens while it is shown. Gives back how to stop. */
  on(kind: PartnerEvent, listener: Listener): () => void {
    this.listeners[kind].add(listener);
    return () => void this.listeners[kind].delete(listener);
  }

  hear(event: Event): void {
    const { desk } = this;
    switch (event.kind) {
      case 'verdict_reached':
        return desk.readiness.hear(event);
      case 'run_waiting':
        return desk.readiness.hearWaiting(event);
      case 'rehearsal_moved':
        return this.tell('rehearsal_moved', event.partner_id);
      case 'watch_moved':
        this.tell('watch_moved', event.partner_id);
        return void desk.partners.readAgain();
      case 'file_opened':
        return void desk.partners.importFile({ text: event.text });
      case 'keychain_waiting':
        desk.tokens.keychainWaits = event.is_waiting;
        return;
      case 'tokens_changed':
        // Only what is on the screen is read anew; the rest is read when it comes there.
        return void (desk.tokens.view && desk.tokens.read());
      case 'write_settled':
        desk.status.news = { text: event.text, stays: true };
        return void (desk.partner.id === event.partner_id && desk.partner.read());
      case 'close_asked':
        desk.app.closing = event.text;
        return;
      case 'clipboard_cleared':
        // What can be taken back stays in sight.
        if (!desk.status.news?.undo) desk.status.news = { text: event.text };
    }
  }

  private tell(kind: PartnerEvent, partner_id: string): void {
    for (const listener of this.listeners[kind]) listener(partner_id);
  }
}
