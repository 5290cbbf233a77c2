/** The question where the customer token may go. */
import { all, answer, listen, refuse, requests, settled } from '$lib/late-core';
import type { OriginView, PartnerView, WireError } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const origin = (host: string, urls: string[], is_allowed = false) =>
  ({ origin: `https://${host}`, urls, is_allowed }) as unknown as OriginView;
const partner = (id: string, revision = 1, isAllowed = false) =>
  ({
    id,
    title: id,
    revision,
    problems: [],
    tasks: [],
    origins: [
      origin('known.example', ['tests'], true),
      origin('api.example', ['tests', 'validate_token'], isAllowed),
      origin('send.example', ['send_candidate'], isAllowed),
    ],
  }) as unknown as PartnerView;

let desk: Desk;
const held = () => desk.origins.question?.origins.map((one) => one.origin);

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = desk.partner.take(partner('p'));
});

describe('the question where a token may go', () => {
  it('names the origins of the URLs that are called, and no origin that is allowed', () => {
    void desk.origins.ask(['validate_token']);
    expect(held()).toEqual(['https://api.example']);
    void desk.origins.ask();
    expect(held()).toEqual(['https://api.example', 'https://send.example']);
  });

  it('is not asked where every origin is allowed', async () => {
    desk.partner.view = desk.partner.take(partner('p', 2, true));
    expect(await desk.origins.ask()).toBe(true);
    expect(desk.origins.question).toBeNull();
  });

  it('is answered with no when another one takes its place', async () => {
    const first = desk.origins.ask(['tests']);
    void desk.origins.ask(['send_candidate']);
    expect(await first).toBe(false);
    expect(held()).toEqual(['https://send.example']);
  });

  it('is answered with no when another partner comes to the front', async () => {
    const asking = desk.origins.ask();
    void desk.partner.show(partner('q'), 'details');
    expect(await asking).toBe(false);
    expect(desk.origins.question).toBeNull();
  });
});

describe('the answer', () => {
  it('no allows nothing', async () => {
    const asking = desk.origins.ask();
    await desk.origins.answer(false);
    expect(await asking).toBe(false);
    expect(all()).toEqual([]);
  });

  it('yes holds when the core has it, for the partner that was asked about', async () => {
    const asking = desk.origins.ask(['tests']);
    desk.partner.view = desk.partner.take(partner('q'));
    void desk.origins.answer(true);
    expect(requests('origins_allow')).toEqual([{ partner_id: 'p', origins: ['https://api.example'] }]);
    await answer('origins_allow', partner('p', 2, true));
    expect(await asking).toBe(true);
    expect(desk.partner.id).toBe('q');
    expect(desk.origins.held()).toHaveLength(2);
    expect(desk.partner.newest('p')?.revision).toBe(2);
  });

  it('yes that can’t be kept counts as no, and the error is shown', async () => {
    const asking = desk.origins.ask();
    void desk.origins.answer(true);
    refuse('origins_allow', { code: 'store.full', message: 'Full', fields: [] } as unknown as WireError);
    expect(await asking).toBe(false);
    await settled();
    expect(desk.status.error?.message).toBe('Full');
  });
});
