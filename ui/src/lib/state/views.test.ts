/** Answers that come in another order than they were made in: what is shown at the end is the newest. */
import type { PartnerView, RunView } from '$lib/backend';
import { backend } from '$lib/backend';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (revision: number, id = 'p'): PartnerView =>
  ({
    id,
    revision,
    title: 'Harbour',
    name: `name ${revision}`,
    environment: 'sandbox',
    problems: [],
    tasks: [],
    origins: [{ origin: 'https://a.com', addresses: ['tests'], is_allowed: false }],
  }) as unknown as PartnerView;
const run = (revision: number, partner_id = 'p'): RunView =>
  ({ partner_id, revision, headline: `run ${revision}`, meter: {}, groups: [] }) as unknown as RunView;

/** Every order of the numbers below `count`. */
function orders(count: number): number[][] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
  );
}
/** What was asked and has no answer yet. */
let open: { name: string; answer: (value: unknown) => void }[] = [];
const settled = () => new Promise((resume) => setTimeout(resume, 0));

beforeEach(() => {
  vi.restoreAllMocks();
  open = [];
  vi.spyOn(backend, 'call').mockImplementation(
    (name: string) => new Promise((answer) => open.push({ name, answer })) as never,
  );
});

/** Everything that brings a view of the partner back, each as another command. */
const asking: [string, (desk: Desk) => unknown, (view: PartnerView) => unknown][] = [
  ['partner_edit', (desk) => desk.edits.set('name', 'x'), (view) => view],
  ['partner_undo', (desk) => desk.edits.travel('partner_undo'), (view) => ({ partner: view, news: '' })],
  [
    'token_verify',
    (desk) => desk.tokens.run((partner_id) => backend.call('token_verify', { partner_id })),
    (view) => ({ partner: view, tokens: {}, works: true, sentence: '' }),
  ],
  ['partner_open', (desk) => desk.partner.refresh(), (view) => view],
  [
    'origins_allow',
    (desk) => {
      void desk.origins.ask();
      return desk.origins.answer(true);
    },
    (view) => view,
  ],
];

describe('a partner', () => {
  it.each(orders(asking.length).map((order) => [order]))(
    'is shown as it is now when the answers come as %j',
    async (order) => {
      const desk = new Desk();
      desk.partner.view = partner(0);
      for (const [, ask] of asking.slice(1)) void ask(desk);
      await settled();
      asking[0]?.[1](desk);
      for (const at of order) {
        const [name, , made] = asking[at] as (typeof asking)[number];
        const found = open.find((one) => one.name === name);
        if (!found) throw new Error(`${name} was not asked`);
        found.answer(made(partner(at + 1)));
        await settled();
      }
      expect(desk.partner.view.revision).toBe(asking.length);
      expect(desk.partner.view.name).toBe(`name ${asking.length}`);
    },
  );

  it('is shown as it is now also when it comes to the front with an older view', async () => {
    const desk = new Desk();
    desk.partner.view = partner(1);
    desk.edits.set('name', 'x');
    const opening = desk.partner.open('p');
    await settled();
    open.find((one) => one.name === 'partner_edit')?.answer(partner(3));
    await settled();
    open.find((one) => one.name === 'partner_open')?.answer(partner(2));
    await vi.waitFor(() => expect(open.some((one) => one.name === 'route_set')).toBe(true));
    expect(desk.partner.view.revision).toBe(3);
    void opening;
  });

  it('takes a view of the same revision, which may tell more of tokens and server', () => {
    const desk = new Desk();
    desk.partner.view = partner(1);
    desk.partner.take(partner(1));
    desk.partner.take({ ...partner(1), remote_note: 'read now' });
    expect(desk.partner.view.remote_note).toBe('read now');
  });

  it('is not held back by another partner of a higher revision, nor shown in its place', () => {
    const desk = new Desk();
    desk.partner.view = partner(1);
    desk.partner.take(partner(9, 'q'));
    expect(desk.partner.view.id).toBe('p');
    desk.partner.take(partner(2));
    expect(desk.partner.view.revision).toBe(2);
  });
});

describe('the readiness of a partner', () => {
  it.each(orders(4).map((order) => [order]))('is the newest when the answers come as %j', async (order) => {
    const desk = new Desk();
    desk.partner.view = partner(0);
    desk.navigation.route = 'readiness';
    const asks = [
      () => desk.readiness.read(),
      () => desk.readiness.confirm('MAN-1', true),
      () => desk.readiness.read(),
      () => desk.readiness.confirm('MAN-1', false),
    ];
    for (const ask of asks) {
      void ask();
      await settled();
    }
    expect(open.map((one) => one.name)).toEqual([
      'readiness_view',
      'check_confirm',
      'readiness_view',
      'check_confirm',
    ]);
    for (const at of order) {
      open[at]?.answer(run(at + 1));
      await settled();
    }
    expect(desk.readiness.run?.headline).toBe('run 4');
  });

  it('is not what was read before a run began, while that run goes on', async () => {
    const desk = new Desk();
    desk.partner.view = { ...partner(0), origins: [] };
    desk.navigation.route = 'readiness';
    desk.readiness.run = run(1);
    void desk.readiness.read();
    await settled();
    void desk.readiness.check();
    await settled();
    open.find((one) => one.name === 'readiness_view')?.answer(run(1));
    desk.readiness.hear({
      kind: 'verdict_reached',
      partner_id: 'p',
      verdict: { id: 'A' } as never,
      done: 1,
      total: 2,
      meter: { required: 2, pass: 1, fail: 0, open: 1 },
    });
    await settled();
    expect(desk.readiness.run.meter.pass).toBe(1);
  });
});

describe('the list of partners', () => {
  it('is that of the last question, whatever order the answers come in', async () => {
    const desk = new Desk();
    const asked = [desk.partners.read(), desk.partners.read()];
    open[1]?.answer({ partners: [{ id: 'new' }] });
    await settled();
    open[0]?.answer({ partners: [{ id: 'old' }] });
    await Promise.all(asked);
    expect(desk.partners.all?.map((one) => one.id)).toEqual(['new']);
  });
});
