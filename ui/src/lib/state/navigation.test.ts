/** The way from page to page, where a page may take a while to be read in. */
import { all, answer, asked, listen, refuse, requests, settled } from '$lib/late-core';
import type { PartnerView, Route } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

interface Load {
  route: Route;
  finish: () => void;
  fail: (why: unknown) => void;
}

let loads: Load[] = [];
let desk: Desk;
const loading = (route: Route) =>
  new Promise<void>((finish, fail) => loads.push({ route, finish, fail: (why) => fail(why as Error) }));
const load = (route: Route): Load => {
  const found = loads.find((one) => one.route === route);
  if (!found) throw new Error(`${route} was not read in`);
  return found;
};
const partner = { id: 'p', title: 'Harbour', problems: [], tasks: [], origins: [] } as unknown as PartnerView;

beforeEach(() => {
  listen();
  loads = [];
  desk = new Desk((route) => (route === 'settings' || route === 'history' ? loading(route) : undefined));
});

describe('a page that is read in first', () => {
  it('is shown when it is there, and the page before until then', async () => {
    void desk.navigation.go('activity');
    void desk.navigation.go('settings');
    await settled();
    expect(desk.navigation.route).toBe('activity');
    loads.forEach((one) => one.finish());
    await settled();
    expect(desk.navigation.route).toBe('settings');
  });

  it('does not come over the page of a later press', async () => {
    void desk.navigation.go('settings');
    void desk.navigation.go('activity');
    loads.forEach((one) => one.finish());
    await settled();
    expect(desk.navigation.route).toBe('activity');
  });

  it('is said when it cannot be read, and the page before stays', async () => {
    void desk.navigation.go('settings');
    loads.forEach((one) => one.fail(new Error('no such file')));
    await settled();
    expect(desk.navigation.route).toBe('partners');
    expect(desk.status.error?.message).toContain('no such file');
  });

  it('comes to the front together with its partner', async () => {
    void desk.partner.show(partner, 'history');
    await settled();
    expect([desk.partner.view, desk.navigation.shown]).toEqual([null, 'partners']);
    load('history').finish();
    await settled();
    loads.forEach((one) => one.finish());
    await settled();
    expect([desk.partner.id, desk.navigation.shown]).toEqual(['p', 'history']);
  });
});

describe('a page', () => {
  it('is there at once when it was read in before', () => {
    void desk.navigation.go('activity');
    expect(desk.navigation.route).toBe('activity');
  });

  it('of a partner is the list of partners while none is in front', () => {
    desk.navigation.route = 'details';
    expect(desk.navigation.shown).toBe('partners');
    desk.partner.view = partner;
    expect(desk.navigation.shown).toBe('details');
  });

  it('closes what was open over the one before', () => {
    desk.layout.toggleSidebar();
    desk.layout.togglePreview();
    expect([desk.layout.isSidebarOpen, desk.layout.isPreviewOpen]).toEqual([true, true]);
    void desk.navigation.go('activity');
    expect([desk.layout.isSidebarOpen, desk.layout.isPreviewOpen]).toEqual([false, false]);
  });
});

describe('leaving a partner', () => {
  it('writes what was typed before the core may drop what is untouched', async () => {
    desk.partner.view = partner;
    desk.edits.set('name', 'Acme');
    void desk.navigation.go('partners');
    await settled();
    expect(asked('route_set')).toHaveLength(0);
    await answer('partner_edit', { ...partner, revision: 1 });
    await settled();
    const order = all().map((call) => call.name);
    expect(order.indexOf('route_set')).toBeGreaterThan(order.indexOf('partner_edit'));
    expect(requests('route_set')).toEqual([{ partner_id: null, route: 'partners' }]);
  });

  it('is not told to the core while something typed could not be written', async () => {
    desk.partner.view = partner;
    desk.edits.set('name', 'Acme');
    void desk.navigation.go('partners');
    await settled();
    refuse('partner_edit', { code: 'store.full', message: 'Full', fields: [], retryable: true });
    await settled();
    expect(asked('route_set')).toHaveLength(0);
  });
});
