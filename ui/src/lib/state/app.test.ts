/** How the app starts, and a window that shows what another one writes. */
import { answer, asked, listen, settled } from '$lib/late-core';
import { backend, type PartnerView, type StartView } from '$lib/backend';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';

let desk: Desk;
const start = (more: Partial<StartView> = {}): StartView =>
  ({
    is_read_only: false,
    settings: { theme: 'dark' },
    last: null,
    notices: [],
    ...more,
  }) as unknown as StartView;
const partner = { id: 'p', title: 'Harbour', revision: 1, tasks: [], problems: [] } as unknown as PartnerView;

beforeEach(() => {
  listen();
  vi.spyOn(backend, 'listen').mockResolvedValue(() => undefined);
  desk = new Desk();
});

describe('the start', () => {
  it('opens the page and the partner that were open last', async () => {
    const beginning = desk.app.begin();
    await answer('app_start', start({ last: { partner_id: 'p', route: 'details' } }));
    await answer('partner_open', partner);
    await beginning;
    expect([desk.partner.id, desk.navigation.shown]).toEqual(['p', 'details']);
    expect(document.documentElement.dataset.theme).toBe('dark');
  });

  it('begins at the list where something happened to the data, which is told there', async () => {
    const beginning = desk.app.begin();
    await answer('app_start', start({ notices: ['Rebuilt'], last: { partner_id: 'p', route: 'details' } }));
    await answer('partners_list', { partners: [] });
    await beginning;
    expect([desk.partner.id, desk.navigation.shown]).toEqual([undefined, 'partners']);
  });

  it('says why the app cannot be used', async () => {
    const beginning = desk.app.begin();
    await settled();
    asked('app_start')[0]?.refuse({ code: 'store.damaged', message: 'Damaged' });
    await beginning;
    expect(desk.app.blocked?.message).toBe('Damaged');
  });
});

describe('a view-only window', () => {
  it('reads anew what the other one may have changed, and a window that writes does not', async () => {
    desk.app.start = start();
    await desk.app.lookAgain();
    expect(asked('partners_list')).toHaveLength(0);
    desk.app.start = start({ is_read_only: true });
    void desk.app.lookAgain();
    await settled();
    expect(asked('partners_list')).toHaveLength(1);
  });

  it('writes from then on when it takes over', async () => {
    desk.app.start = start({ is_read_only: true });
    void desk.app.takeOver();
    await answer('window_take_over', start());
    expect(desk.app.isReadOnly).toBe(false);
  });
});

describe('notices', () => {
  it('go when they were read', () => {
    desk.app.start = start({ notices: ['one'] });
    desk.app.dismissNotices();
    expect(desk.app.start.notices).toEqual([]);
  });
});
