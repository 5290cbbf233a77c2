import { LogoState } from './state.svelte';
import { backend } from '$lib/backend';
import type { LogoOutcome, LogoView } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('$lib/backend', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  backend: { call: vi.fn() },
}));

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
      clearRefusal: vi.fn(),
      read: (work: () => Promise<unknown>) => work(),
      async attempt(work: () => Promise<unknown>) {
        try {
          return await work();
        } catch (error) {
          fake.status.error = error;
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

test('a change shows what goes on until the latest one is done', async () => {
  const state = new LogoState(desk(), 'p');
  const answers: ((value: LogoOutcome) => void)[] = [];
  call.mockImplementation(() => new Promise((resolve) => answers.push(resolve as never)));
  const first = state.change({ kind: 'reset' });
  const second = state.change({ kind: 'fix_all' });
  await vi.waitFor(() => expect(answers.length).toBe(2));
  answers[0]?.(outcome(1, 'first'));
  await first;
  expect(state.busy).not.toBeNull();
  answers[1]?.(outcome(2, 'second'));
  await second;
  expect([state.busy, state.view?.logo]).toEqual([null, 'second']);
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

test('canceling stops the work on this logo', () => {
  new LogoState(desk(), 'p').cancel();
  expect(call).toHaveBeenCalledWith('work_cancel', { partner_id: 'p', work: 'logo', url: null });
});
