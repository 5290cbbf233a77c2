/** The partners on this computer: how they come and go while answers come late. */
import { answer, asked, listen, refuse, requests, settled } from '$lib/late-core';
import type { PartnerSummary, PartnerView, WireError } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (id: string, revision = 1) =>
  ({ id, title: id, revision, problems: [], tasks: [], origins: [] }) as unknown as PartnerView;
const list = (...ids: string[]) => ({ partners: ids.map((id) => ({ id }) as PartnerSummary) });

let desk: Desk;
const names = () => desk.partners.all?.map((one) => one.id);
const front = (id: string) => (desk.partner.view = desk.partner.take(partner(id)));

beforeEach(() => {
  listen();
  desk = new Desk();
});

describe('the list', () => {
  it('shows the answer to the last reading, whatever order answers come in', async () => {
    void desk.partners.read();
    void desk.partners.read();
    await answer('partners_list', list('p', 'q'), 1);
    await answer('partners_list', list('p'), 0);
    expect(names()).toEqual(['p', 'q']);
  });

  it('stays when it can’t be read, and the error is shown', async () => {
    desk.partners.all = list('p').partners;
    void desk.partners.read();
    refuse('partners_list', { code: 'store.failed', message: 'Failed', fields: [] } as unknown as WireError);
    await settled();
    expect([names(), desk.status.error?.message]).toEqual([['p'], 'Failed']);
  });

  it('is read once more, and not ten times, when ten partners move while it is read', async () => {
    for (let move = 0; move < 10; move += 1) void desk.partners.readAgain();
    await answer('partners_list', list('p'), 0);
    await answer('partners_list', list('p', 'q'), 1);
    expect(asked('partners_list')).toHaveLength(2);
    expect(names()).toEqual(['p', 'q']);
    void desk.partners.readAgain();
    expect(asked('partners_list')).toHaveLength(3);
  });
});

describe('a partner that is copied or exported', () => {
  it.each([
    ['partner_duplicate', () => desk.partners.duplicate('p')],
    ['partner_export', () => desk.partners.export('p')],
    ['partner_remove', () => desk.partners.remove({ id: 'p', title: 'Harbour' })],
  ] as const)('has its edits on the disk before %s', async (command, act) => {
    front('p');
    desk.edits.set('name', 'Harbour');
    void act();
    await settled();
    expect(asked(command)).toHaveLength(0);
    await answer('partner_edit', partner('p', 2));
    expect(asked(command)).toHaveLength(1);
  });
});

describe('a partner that is removed', () => {
  const remove = async () => {
    void desk.partners.remove({ id: 'p', title: 'Harbour' });
    await settled();
  };

  it('leaves the list of the others, and can be restored from it', async () => {
    front('p');
    await remove();
    await answer('partner_remove', {});
    // What was left untouched is dropped before the list is read.
    await answer('route_set', {});
    await answer('partners_list', list('q'));
    expect([desk.partner.id, desk.navigation.route, names()]).toEqual([undefined, 'partners', ['q']]);
    desk.status.news?.undo?.();
    expect(requests('partner_restore')).toEqual([{ partner_id: 'p' }]);
    await answer('partner_restore', partner('p'));
    await answer('partners_list', list('p', 'q'), 1);
    expect(names()).toEqual(['p', 'q']);
    expect(desk.status.news?.undo).toBeUndefined();
  });

  it('stays in front when the core can’t remove it', async () => {
    front('p');
    await remove();
    refuse('partner_remove', { code: 'store.full', message: 'Full', fields: [] } as unknown as WireError);
    await settled();
    expect([desk.partner.id, desk.status.error?.message, desk.status.news]).toEqual(['p', 'Full', null]);
  });

  it('does not close the partner that was opened since', async () => {
    front('p');
    desk.navigation.route = 'details';
    await remove();
    front('q');
    await answer('partner_remove', {});
    expect([desk.partner.id, desk.navigation.route]).toEqual(['q', 'details']);
    await answer('partners_list', list('q'));
    expect(names()).toEqual(['q']);
    expect(desk.status.news?.undo).toBeDefined();
  });
});
