/** What the core says without being asked. */
import type { Event } from '$lib/backend';
import { rehearsalMoved } from '$lib/rehearsal/moved';
import type { Desk } from './desk.svelte';

export function hear(desk: Desk, event: Event): void {
  switch (event.kind) {
    case 'verdict_reached':
      return desk.readiness.hear(event);
    case 'run_waiting':
      return desk.readiness.hearWaiting(event);
    case 'rehearsal_moved':
      return rehearsalMoved(event.partner_id);
    case 'watch_moved':
      desk.watches.of(event.partner_id).hear();
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
      desk.news = { text: event.text };
      return void (desk.partner?.id === event.partner_id && desk.readPartner());
    case 'close_asked':
      desk.closing = event.text;
      return;
    case 'clipboard_cleared':
      // What can be taken back stays in sight.
      if (!desk.news?.undo) desk.news = { text: event.text };
  }
}
