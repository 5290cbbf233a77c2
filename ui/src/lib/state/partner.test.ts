/** The partner in front of the person, whatever order answers and pages come in. */
import { answer, listen, settled } from '$lib/late-core';
import type { PartnerView } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (id: string, revision = 1) =>
  ({ id, title: id, revision, problems: [], tasks: [], origins: [] }) as unknown as PartnerView;
let pages: (() => void)[] = [];
let desk: Desk;

beforeEach(() => {
  listen();
  pages = [];
  desk = new Desk((route) => (route === 'history' ? new Promise((finish) => pages.push(finish)) : undefined));
});

describe('a partner that comes late', () => {
  it('does not come over the one that was opened since', async () => {
    void desk.partner.open('first', 'details');
    void desk.partner.open('second', 'details');
    await answer('partner_open', partner('second'), 1);
    await answer('partner_open', partner('first'), 0);
    await settled();
    expect(desk.partner.id).toBe('second');
  });

  it('does not come over it when its page comes late either', async () => {
    void desk.partner.show(partner('first'), 'history');
    void desk.partner.show(partner('second'), 'details');
    await settled();
    pages.forEach((finish) => finish());
    await settled();
    expect([desk.partner.id, desk.navigation.route]).toEqual(['second', 'details']);
  });
});

describe('an older view of the partner', () => {
  it('does not replace a newer one', async () => {
    void desk.partner.show(partner('first', 2), 'details');
    await settled();
    desk.partner.take(partner('first', 1));
    expect(desk.partner.view?.revision).toBe(2);
  });
});
