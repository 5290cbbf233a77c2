/** The readiness of the partner in front, against a host that answers when it is told to. */
import type { PartnerView, RunView, VerdictView, WireError } from '$lib/backend';
import { backend } from '$lib/backend';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (id: string): PartnerView =>
  ({ id, title: id, environment: 'sandbox', problems: [], tasks: [] }) as unknown as PartnerView;
const verdict = (id: string, icon: string): VerdictView =>
  ({
    id,
    icon,
    level: 'must',
    sentence: '',
    target: { page: 'addresses', field: 'urls.tests' },
  }) as VerdictView;
const meter = { required: 2, pass: 1, fail: 1, open: 0 };
const run = (...checks: VerdictView[]): RunView =>
  ({
    partner_id: 'p',
    has_run: true,
    headline: 'h',
    meter,
    groups: [{ id: 'addresses', title: 'Addresses', checks }],
  }) as unknown as RunView;
const icons = (desk: Desk) =>
  desk.readiness.run?.groups.flatMap((group) => group.checks).map((check) => check.icon);

let answer: (value: unknown) => void;
let refuse: (error: WireError) => void;

function open(): Desk {
  const desk = new Desk();
  desk.partner.view = partner('p');
  desk.navigation.route = 'readiness';
  desk.readiness.run = run(verdict('A', 'pass'), verdict('B', 'fail'));
  return desk;
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(backend, 'call').mockImplementation(((name: string) => {
    if (name === 'readiness_view') return Promise.resolve(run(verdict('A', 'pass'), verdict('B', 'fail')));
    if (name === 'partner_open') return Promise.resolve(partner('p'));
    if (!name.startsWith('readiness_')) return Promise.resolve({});
    return new Promise((done, failed) => {
      answer = done;
      refuse = failed;
    });
  }) as never);
});

describe('asking one check again', () => {
  it('leaves every other verdict as it stands, and takes what comes', async () => {
    const desk = open();
    const asking = desk.readiness.recheck('B');
    await vi.waitFor(() => expect(icons(desk)).toEqual(['pass', 'none']));
    await vi.waitFor(() => expect(answer).toBeDefined());
    const event = { partner_id: 'p', verdict: verdict('B', 'pass'), done: 1, total: 1, meter };
    desk.readiness.hear({ kind: 'verdict_reached', ...event });
    expect(icons(desk)).toEqual(['pass', 'pass']);
    expect(desk.readiness.progress).toMatchObject({ done: 1, total: 1 });
    answer(run(verdict('A', 'pass'), verdict('B', 'pass')));
    await asking;
    expect(desk.readiness.progress).toBeNull();
  });

  it('says that a service asked to wait until the next verdict comes', async () => {
    const desk = open();
    const asking = desk.readiness.recheck('B');
    const asked = expect.objectContaining({ check_id: 'B' });
    await vi.waitFor(() => expect(backend.call).toHaveBeenCalledWith('readiness_recheck', asked));
    desk.readiness.hearWaiting({ kind: 'run_waiting', partner_id: 'p', text: 'api.p asked to wait' });
    expect(desk.readiness.progress?.waiting).toBe('api.p asked to wait');
    desk.readiness.hearWaiting({ kind: 'run_waiting', partner_id: 'other', text: 'another one' });
    expect(desk.readiness.progress?.waiting).toBe('api.p asked to wait');
    const event = { partner_id: 'p', verdict: verdict('B', 'pass'), done: 1, total: 1, meter };
    desk.readiness.hear({ kind: 'verdict_reached', ...event });
    expect(desk.readiness.progress?.waiting).toBe('');
    answer(run(verdict('A', 'pass'), verdict('B', 'pass')));
    await asking;
  });

  it('brings the earlier verdicts back when it cannot be done', async () => {
    const desk = open();
    const asking = desk.readiness.recheck('B');
    await vi.waitFor(() => expect(icons(desk)).toEqual(['pass', 'none']));
    refuse({
      code: 'sandbox.not_started',
      message: 'm',
      fields: [],
      hint: null,
      retryable: true,
      request_id: null,
    });
    await asking;
    expect(icons(desk)).toEqual(['pass', 'fail']);
    expect(desk.status.error?.code).toBe('sandbox.not_started');
  });

  it('says nothing of a partner that is no longer in front', async () => {
    const desk = open();
    const asking = desk.readiness.recheck('B');
    await vi.waitFor(() => expect(icons(desk)).toEqual(['pass', 'none']));
    desk.partner.view = partner('other');
    desk.readiness.forget();
    answer(run(verdict('A', 'fail')));
    await asking;
    expect(desk.readiness.run).toBeNull();
  });
});

describe('fix', () => {
  it('remembers the way back, until another partner comes to the front', async () => {
    const desk = open();
    await desk.fixing.begin(verdict('B', 'fail'));
    expect(desk.navigation.route).toBe('addresses');
    expect(desk.fixing.check?.id).toBe('B');
    await desk.fixing.back();
    expect([desk.navigation.route, desk.readiness.checkId, desk.fixing.check]).toEqual([
      'readiness',
      'B',
      null,
    ]);
  });
});
