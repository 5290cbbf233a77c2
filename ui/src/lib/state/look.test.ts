/** Theme and size of the window. */
import { all, answer, listen, refuse, requests, settled } from '$lib/late-core';
import type { Settings, StartView, Theme, WireError } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const settings = (theme: Theme, zoom = 1) => ({ theme, zoom });
const shown = () => document.documentElement.dataset.theme;

let desk: Desk;

beforeEach(() => {
  listen();
  delete document.documentElement.dataset.theme;
  desk = new Desk();
  desk.app.start = { settings: settings('light'), notices: [] } as unknown as StartView;
});

describe('the theme', () => {
  it('is the system’s unless light or dark is set', () => {
    desk.look.apply();
    expect(shown()).toBe('light');
    desk.app.start = { settings: settings('system') } as unknown as StartView;
    desk.look.apply();
    expect(shown()).toBeUndefined();
  });

  it('is shown when the core has it', async () => {
    void desk.look.set({ theme: 'dark' });
    expect(shown()).toBeUndefined();
    await answer('settings_set', settings('dark'));
    expect([shown(), desk.app.start?.settings.theme]).toEqual(['dark', 'dark']);
  });

  it('is the one that was chosen last, whatever order the answers come in', async () => {
    void desk.look.set({ theme: 'dark' });
    void desk.look.set({ theme: 'light' });
    await answer('settings_set', settings('light'), 1);
    await answer('settings_set', settings('dark'), 0);
    expect([shown(), desk.app.start?.settings.theme]).toEqual(['light', 'light']);
  });

  it('stays when the core can’t keep it, and the error is shown', async () => {
    desk.look.apply();
    void desk.look.set({ theme: 'dark' });
    refuse('settings_set', { code: 'store.full', message: 'Full', fields: [] } as unknown as WireError);
    await settled();
    expect([shown(), desk.status.error?.message]).toEqual(['light', 'Full']);
    expect(desk.app.start?.settings.theme).toBe('light');
  });
});

describe('the size', () => {
  it('grows by each press, also before the core has answered, and goes back to the usual one', async () => {
    desk.look.zoomBy(0.1);
    desk.look.zoomBy(0.1);
    desk.look.zoomBy(0.1);
    desk.look.zoomBy(-0.1);
    desk.look.zoomBy(0);
    expect(requests('settings_set').map((request) => (request as Settings).zoom)).toEqual([
      1.1, 1.2, 1.3, 1.2, 1,
    ]);
    for (const [at, zoom] of [1.1, 1.2, 1.3, 1.2, 1].entries())
      await answer('settings_set', settings('light', zoom), at);
    expect(desk.app.start?.settings.zoom).toBe(1);
  });

  it('goes on from what the core answered, which knows the largest', async () => {
    desk.app.start = { settings: settings('light', 2) } as unknown as StartView;
    desk.look.zoomBy(0.1);
    await answer('settings_set', settings('light', 2));
    desk.look.zoomBy(-0.1);
    expect(requests('settings_set')[1]).toMatchObject({ zoom: 1.9 });
  });

  it('keeps the theme that was chosen just before', () => {
    void desk.look.set({ theme: 'dark' });
    desk.look.zoomBy(0.1);
    expect(requests('settings_set')[1]).toEqual(settings('dark', 1.1));
  });

  it('is not asked for before the app has started', () => {
    desk.app.start = null;
    desk.look.zoomBy(0.1);
    expect(all()).toEqual([]);
  });
});
