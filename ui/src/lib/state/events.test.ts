/** What the core says without being asked, and which state of a page hears it. */
import { asked, listen, settled } from '$lib/late-core';
import type { PartnerView } from '$lib/backend';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';

let desk: Desk;
beforeEach(() => {
  listen();
  desk = new Desk();
});

class Counter {
  constructor(
    readonly desk: Desk,
    readonly partner_id: string,
  ) {}
}

describe('an event', () => {
  it('reaches a page while it listens, and no longer', () => {
    const hear = vi.fn();
    const stop = desk.events.on('rehearsal_moved', hear);
    desk.events.hear({ kind: 'rehearsal_moved', partner_id: 'p' });
    desk.events.hear({ kind: 'watch_moved', partner_id: 'p' });
    stop();
    desk.events.hear({ kind: 'rehearsal_moved', partner_id: 'p' });
    expect(hear.mock.calls).toEqual([['p']]);
  });

  it('about a write reads the partner in front, and no other', async () => {
    desk.partner.view = { id: 'p', revision: 1 } as unknown as PartnerView;
    desk.events.hear({ kind: 'write_settled', partner_id: 'q', text: 'Saved q' });
    await settled();
    expect(asked('partner_open')).toHaveLength(0);
    desk.events.hear({ kind: 'write_settled', partner_id: 'p', text: 'Saved p' });
    await settled();
    expect([asked('partner_open').length, desk.status.news?.text]).toEqual([1, 'Saved p']);
  });

  it('about the clipboard leaves in sight what can be undone', () => {
    const undo = () => undefined;
    desk.status.news = { text: 'Removed', undo };
    desk.events.hear({ kind: 'clipboard_cleared', text: 'Cleared' });
    expect(desk.status.news.text).toBe('Removed');
  });
});

describe('the state of a page', () => {
  it('is one for each partner, and outlives the page', () => {
    const state = desk.states.of(Counter, 'p');
    expect(desk.states.of(Counter, 'p')).toBe(state);
    expect(desk.states.of(Counter, 'q')).not.toBe(state);
    expect([state.desk === desk, state.partner_id]).toEqual([true, 'p']);
  });
});
