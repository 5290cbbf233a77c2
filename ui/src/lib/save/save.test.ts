/** What the page asks and shows around a save. */
import Save from './Save.svelte';
import { backend, type PartnerView, type PlanView, type WireError } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const partner = {
  id: 'p',
  revision: 1,
  title: 'Harbour',
  environment: 'rc',
  locked_since: 1,
  not_known: null,
  inputs: [],
  input_kinds: [],
  problems: [],
  tasks: [],
} as unknown as PartnerView;

const plan = (more: Partial<PlanView>) =>
  ({
    partner,
    action: 'update',
    plan_hash: 'm',
    changes: [],
    conflicts: [],
    taken: [],
    same: [],
    problems: [],
    read_at: null,
    error: null,
    settled: null,
    missing: null,
    revertible_save_at: null,
    button: 'Save 1 change',
    footnote: 'Writes harbour to RC',
    ...more,
  }) as PlanView;

let answers: Record<string, () => Promise<unknown>>;

beforeEach(() => {
  vi.restoreAllMocks();
  desk = new Desk();
  desk.partner.view = partner;
  answers = {};
  vi.spyOn(backend, 'call').mockImplementation((name) => (answers[name]?.() ?? Promise.resolve({})) as never);
});

describe('a partner that is registered and not found', () => {
  beforeEach(() => {
    answers['save_plan'] = () =>
      Promise.resolve(plan({ action: 'missing', missing: 'RC has no partner harbour', button: 'Check it' }));
  });

  it('is asked about, and the button leads to the company ID', async () => {
    const go = vi.spyOn(desk.navigation, 'go').mockResolvedValue();
    render(Save);
    await screen.findByText('RC has no partner harbour');
    await userEvent.click(screen.getByTestId('save'));
    expect(go).toHaveBeenCalledWith('connection', 'company_id');
    expect(backend.call).not.toHaveBeenCalledWith('save_apply', expect.anything());
  });

  it('is registered again only when the person says so', async () => {
    answers['registration_remove'] = () => Promise.resolve(plan({ action: 'register', button: 'Register' }));
    render(Save);
    await userEvent.click(await screen.findByTestId('register-again'));
    expect(backend.call).toHaveBeenCalledWith('registration_remove', { partner_id: 'p' });
    await vi.waitFor(() => expect(screen.getByTestId('save').textContent).toContain('Register'));
    expect(screen.queryByTestId('missing')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('save'));
  });
});

describe('work that goes on', () => {
  const never = () => new Promise<never>(() => undefined);

  it('can be stopped while the server is read', async () => {
    answers['save_plan'] = never;
    render(Save);
    await userEvent.click(await screen.findByTestId('cancel'));
    expect(backend.call).toHaveBeenCalledWith('work_cancel', {
      partner_id: 'p',
      work: 'plan',
      url: null,
    });
  });

  it('can be stopped while it is saved, and the plan stays in sight', async () => {
    answers['save_plan'] = () => Promise.resolve(plan({}));
    answers['save_apply'] = never;
    render(Save);
    await screen.findByText('Writes harbour to RC');
    await userEvent.click(screen.getByTestId('save'));
    await userEvent.click(await screen.findByTestId('cancel'));
    expect(backend.call).toHaveBeenCalledWith('work_cancel', {
      partner_id: 'p',
      work: 'save',
      url: null,
    });
  });

  it('is no fault when it was stopped', async () => {
    answers['save_plan'] = () =>
      Promise.reject({
        code: 'work.canceled',
        message: 'Canceled. Nothing was changed',
        fields: [],
        hint: null,
        retryable: true,
        request_id: null,
      } satisfies WireError);
    render(Save);
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Canceled. Nothing was changed'));
    expect(desk.status.error).toBeNull();
  });
});
