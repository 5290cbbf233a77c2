/** What the palette finds first. */
import { sections } from './entries';
import { best } from './score';
import type { PartnerSummary, PartnerView, RunView } from '$lib/backend';
import { forget, listen, requests, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { beforeEach, describe, expect, it } from 'vitest';

const pages = [
  'details',
  'logo',
  'connection',
  'addresses',
  'inputs',
  'article',
  'save',
  'readiness',
  'rehearsal',
  'promotion',
] as const;
const view = {
  id: 'here',
  title: 'Acme',
  revision: 1,
  problems: [],
  origins: [],
  tasks: pages.map((page) => ({ page, state: '', tone: 'plain', count: null })),
} as unknown as PartnerView;
const run = {
  groups: [
    { title: 'URLs', checks: [{ id: 'ADDR-4', title: 'Certificates are valid' }] },
    { title: 'Tokens', checks: [{ id: 'TOKEN-2', title: 'Wrong tokens are rejected' }] },
  ],
} as unknown as RunView;

let desk: Desk;

/** What the palette shows for what is typed, as `kind name` of its id. */
function found(typed: string): string[] {
  const entries = sections(desk, run).flatMap((section) => section.entries);
  return best(entries, typed).map((entry) => entry.id);
}

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = view;
  desk.partners.all = [
    { id: 'other', title: 'Harbour Tests', codename: 'harbour-tests' },
    { id: 'here', title: 'Acme', codename: 'acme' },
  ] as unknown as PartnerSummary[];
});

describe('the palette', () => {
  it.each([
    ['url', 'page addresses'],
    ['token', 'field personal_token'],
    ['secret', 'field partner_secret'],
    ['import', 'do Import'],
    ['export', 'do Save as a file'],
    ['delete', 'do Remove from this computer'],
    ['dark', 'do Use the dark theme'],
    ['promote', 'page promotion'],
    ['report', 'do Report a problem'],
    ['logo', 'page logo'],
    ['desc', 'field description'],
    ['company', 'field company_id'],
    ['undo', 'do Undo'],
    ['create', 'do New partner'],
    ['harb', 'partner other'],
    ['TOKEN-2', 'check TOKEN-2'],
    ['token2', 'check TOKEN-2'],
    ['certificate', 'check ADDR-4'],
    ['zoom', 'do Larger text'],
    ['phone', 'page inputs'],
    ['register', 'page save'],
    ['shortcut', 'do Keyboard shortcuts'],
    ['help', 'page article'],
    ['version', 'page history'],
  ])('finds first for %o: %s', (typed, wanted) => {
    expect(found(typed)[0]).toBe(wanted);
  });

  it('finds nothing for letters that no entry has', () => {
    expect(found('zzqx')).toEqual([]);
  });

  it('leaves out the partner that is open', () => {
    expect(found('acme')).not.toContain('partner here');
  });

  it('offers no page, field or check of a partner while none is open', () => {
    desk.partner.view = null;
    const ids = sections(desk, null).flatMap((section) => section.entries.map((entry) => entry.id));
    expect(ids.filter((id) => /^(field|check)|page (details|save)/.test(id))).toEqual([]);
    expect(ids).toContain('page settings');
  });

  it('opens a check on the page of the checks', async () => {
    forget();
    const entries = sections(desk, run).flatMap((section) => section.entries);
    best(entries, 'ADDR-4')[0]?.act();
    await settled();
    expect(desk.readiness.checkId).toBe('ADDR-4');
    expect(requests('route_set')).toEqual([{ partner_id: 'here', route: 'readiness' }]);
  });

  it('shows the keys of the first nine pages', () => {
    const keys = sections(desk, null)
      .flatMap((section) => section.entries)
      .filter((entry) => entry.id.startsWith('page ') && entry.keys)
      .map((entry) => `${entry.id.slice(5)} ${entry.keys}`);
    expect(keys).toEqual([
      ...pages.slice(0, 9).map((page, place) => `${page} Ctrl ${page === 'save' ? 'S' : place + 1}`),
      'settings Ctrl ,',
    ]);
  });
});
