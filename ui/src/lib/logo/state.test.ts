import { REST } from './placing.svelte';
import { keyOf, LogoState } from './state.svelte';
import { finding } from './testing';
import { backend } from '$lib/backend';
import type { LogoOutcome, LogoView } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('$lib/backend', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  backend: { call: vi.fn() },
}));

const placement = { padding: null, zoom: 1, shift_x: 0, shift_y: 0 };
const limits = { max_padding: 0.4, min_zoom: 0.25, max_zoom: 8 };
const settled = () => new Promise((resume) => setTimeout(resume, 0));
const view = (revision: number, logo: string): LogoView => ({ revision, logo }) as LogoView;
const outcome = (revision: number, logo: string): LogoOutcome =>
  ({ partner: { logo }, view: view(revision, logo), news: 'Logo changed' }) as LogoOutcome;

function desk(): Desk {
  const fake = {
    app: { isReadOnly: false, start: { max_logo_bytes: 100 } },
    edits: { settle: () => Promise.resolve() },
    partner: { take: vi.fn() },
    status: {
      error: null as unknown,
      news: null as unknown,
      fail: vi.fn(),
      clearRefusal: vi.fn(),
      read: (work: () => Promise<unknown>) => work(),
      async attempt(work: () => Promise<unknown>) {
        fake.status.error = null;
        try {
          return await work();
        } catch (error) {
          fake.status.error = error;
          fake.status.fail(error);
          return undefined;
        }
      },
    },
  };
  return fake as unknown as Desk;
}

const call = vi.mocked(backend.call);
beforeEach(() => {
  call.mockReset();
});

test('an older view never replaces a newer one', async () => {
  const state = new LogoState(desk(), 'p');
  call.mockResolvedValueOnce(view(2, 'new')).mockResolvedValueOnce(view(1, 'old'));
  await state.read();
  await state.read();
  expect(state.view?.logo).toBe('new');
});

/** A core that answers in the order in which a test says so. */
function answering(): { answers: ((value: LogoOutcome) => void)[]; refusals: ((why: unknown) => void)[] } {
  const late: ReturnType<typeof answering> = { answers: [], refusals: [] };
  call.mockImplementation(
    () =>
      new Promise((resolve, reject) => {
        late.answers.push(resolve as never);
        late.refusals.push(reject);
      }),
  );
  return late;
}
const asked = (count: number) => vi.waitFor(() => expect(call).toHaveBeenCalledTimes(count));
const canceled = { code: 'work.canceled', message: 'Canceled. Nothing was changed', fields: [] };
const kinds = () =>
  call.mock.calls.map(([, request]) => (request as { change?: { kind: string } }).change?.kind);

test('a change waits for the one before, which the core would stop, and work goes on until the last', async () => {
  const { answers } = answering();
  const state = new LogoState(desk(), 'p');
  const first = state.change({ kind: 'option', option: 'center', is_on: true });
  const second = state.change({ kind: 'fix_all' });
  await asked(1);
  await settled();
  expect(kinds()).toEqual(['option']);
  answers[0]?.(outcome(1, 'first'));
  await first;
  expect(state.busy).not.toBeNull();
  await asked(2);
  answers[1]?.(outcome(2, 'second'));
  await second;
  expect([state.busy, state.view?.logo]).toEqual([null, 'second']);
});

test('a placement replaces one under way without a word, and waits for what else is under way', async () => {
  const { answers, refusals } = answering();
  const page = desk();
  const state = new LogoState(page, 'p');
  const fix = state.change({ kind: 'fix_all' });
  const first = state.change({ kind: 'place', placement });
  await asked(1);
  answers[0]?.(outcome(1, 'fixed'));
  await fix;
  await asked(2);
  const second = state.change({ kind: 'place', placement });
  await asked(3);
  refusals[1]?.(canceled);
  await first;
  expect([page.status.error, page.status.news]).toEqual([null, null]);
  answers[2]?.(outcome(2, 'placed'));
  await second;
  expect([state.busy, state.view?.logo]).toEqual([null, 'placed']);
});

test('a change waits for the file that is worked on', async () => {
  const { answers } = answering();
  const state = new LogoState(desk(), 'p');
  void state.choose(new File(['x'], 'harbour.png'));
  void state.change({ kind: 'fix_all' });
  await asked(1);
  await settled();
  expect(call.mock.calls.map(([name]) => name)).toEqual(['logo_set']);
  answers[0]?.(outcome(1, 'made'));
  await asked(2);
});

test('what was placed a moment before another change is sent first, and a reset forgets it', async () => {
  call.mockImplementation(() => Promise.resolve(outcome(1, 'made')));
  const state = new LogoState(desk(), 'p');
  state.view = { ...view(0, 'a'), placement, limits };
  state.placing.set({ zoom: 2 });
  await state.change({ kind: 'fix_all' });
  expect(kinds()).toEqual(['place', 'fix_all']);
  state.view = { ...view(1, 'a'), placement, limits };
  state.placing.set({ zoom: 3 });
  await state.change({ kind: 'reset' });
  await new Promise((resume) => setTimeout(resume, 2 * REST));
  expect(kinds()).toEqual(['place', 'fix_all', 'reset']);
});

test('a file that took too long is sent again with more time', async () => {
  const page = desk();
  const state = new LogoState(page, 'p');
  const fields = [{ field: 'logo', code: 'logo.timed_out', message: 'late' }];
  call.mockRejectedValueOnce({ code: 'logo.timed_out', fields });
  const file = new File(['x'], 'harbour.png');
  await state.choose(file);
  expect(state.late).toBe(file);
  expect(page.status.error, 'it is said at the field alone').toBeNull();
  call.mockResolvedValueOnce(outcome(1, 'made'));
  await state.choose(file, true);
  expect(call).toHaveBeenLastCalledWith('logo_set', expect.objectContaining({ is_patient: true }));
  expect(state.late).toBeNull();
});

test('canceling stops the work on this logo once, and what waits for its turn', async () => {
  const { refusals } = answering();
  const page = desk();
  const state = new LogoState(page, 'p');
  state.cancel();
  expect(call, 'nothing goes on').not.toHaveBeenCalled();
  const first = state.change({ kind: 'fix_all' });
  const second = state.change({ kind: 'reset' });
  await asked(1);
  state.cancel();
  state.cancel();
  expect(state.busy).toBe('Canceling…');
  expect(call).toHaveBeenLastCalledWith('work_cancel', { partner_id: 'p', work: 'logo', url: null });
  refusals[0]?.(canceled);
  await Promise.all([first, second]);
  expect([kinds(), state.busy]).toEqual([['fix_all', undefined], null]);
  expect(page.status.fail).toHaveBeenCalledExactlyOnceWith(canceled);
});

test('the finding that is pointed at is outlined, then the one that stays, then none', () => {
  const state = new LogoState(desk(), 'p');
  const [one, other] = [finding({ title: 'One' }), finding({ title: 'Other' })];
  const nowhere = finding({ title: 'Nowhere', places: [] });
  state.view = { ...view(1, 'a'), findings: [one, other, nowhere] };
  expect(state.outlined).toBeNull();
  state.pinned = keyOf(one);
  state.pointed = keyOf(other);
  expect(state.outlined).toBe(other);
  state.pointed = keyOf(nowhere);
  expect(state.outlined).toBe(one);
  state.view = { ...view(2, 'b'), findings: [other] };
  expect(state.outlined, 'it was fixed').toBeNull();
});
