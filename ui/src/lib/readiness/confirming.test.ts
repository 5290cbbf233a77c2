/** A person's word for a check, where they can judge it better, and rules that are new. */
import CheckDetail from './CheckDetail.svelte';
import CheckList from './CheckList.svelte';
import { backend, type PartnerView, type RunView, type StartView, type VerdictView } from '$lib/backend';
import { date } from '$lib/dates';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const at = Date.UTC(2020, 10, 5, 12);
let desk: Desk;
let asked: unknown[];
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const check = (more: Partial<VerdictView> = {}): VerdictView => ({
  id: 'HELP-4',
  group: 'help',
  title: 'The article says how to send a test',
  word: 'Couldn’t check',
  icon: 'unknown',
  tally: 'open',
  level: 'must',
  level_label: 'Required',
  basis: 'Documented',
  basis_link: null,
  sentence: 'The article is in a language that Partner Desk can’t read.',
  why: 'Customers need it.',
  fixed_by: '',
  fixed_by_key: 'you',
  seen: [],
  target: { page: 'article', field: 'article', label: 'Help article' },
  has_exchanges: false,
  is_of_run: true,
  was_green: null,
  developer_text: '',
  is_new_rule: false,
  may_confirm: true,
  confirmed: null,
  ...more,
});
const confirmed = (person: string) =>
  check({ icon: 'confirmed', word: 'Confirmed', confirmed: { at, person } });
const run = (...checks: VerdictView[]): RunView =>
  ({
    revision: 1,
    partner_id: 'p',
    has_run: true,
    token_table: null,
    groups: [{ id: 'help', title: 'Help article', checks }],
  }) as unknown as RunView;
const says = () => screen.getByRole('button', { name: 'I read the article, and it covers this' });
const withdraw = () => screen.getByRole('button', { name: 'Remove confirmation' });

beforeEach(() => {
  vi.restoreAllMocks();
  asked = [];
  desk = new Desk();
  desk.partner.view = { id: 'p', title: 'Harbour', tasks: [], problems: [] } as unknown as PartnerView;
  vi.spyOn(backend, 'call').mockImplementation(((name: string, request: { confirmed: boolean }) => {
    if (name !== 'check_confirm') return new Promise(() => undefined);
    asked.push(request);
    return Promise.resolve({ ...run(request.confirmed ? confirmed('Ana') : check()), revision: 2 });
  }) as never);
});

describe('a check of the article', () => {
  it('is confirmed by a person, who stays where they are', async () => {
    render(CheckDetail, { check: check(), run: run(check()) });
    await userEvent.click(says());
    expect(asked).toEqual([{ partner_id: 'p', check_id: 'HELP-4', confirmed: true }]);
    await vi.waitFor(() => expect(desk.readiness.run?.groups[0]?.checks[0]?.icon).toBe('confirmed'));
    expect(desk.readiness.checkId).toBe('HELP-4');
  });

  it('keeps the cursor on the button, with which it is taken back', async () => {
    const { rerender } = render(CheckDetail, { check: check(), run: run(check()) });
    await userEvent.click(says());
    await rerender({ check: confirmed('Ana Lima'), run: run(confirmed('Ana Lima')) });
    expect(screen.getByTestId('confirmed').textContent.trim()).toBe(`Confirmed by Ana Lima on ${date(at)}`);
    expect(document.activeElement).toBe(withdraw());
    await userEvent.keyboard('{Enter}');
    expect(asked[1]).toEqual({ partner_id: 'p', check_id: 'HELP-4', confirmed: false });
  });

  it('says when it was confirmed, also without a name', () => {
    render(CheckDetail, { check: confirmed(' '), run: run(confirmed(' ')) });
    expect(screen.getByTestId('confirmed').textContent.trim()).toBe(`Confirmed on ${date(at)}`);
  });

  it('that no person can judge has no such button', () => {
    render(CheckDetail, { check: check({ may_confirm: false }), run: run() });
    expect(screen.queryByTestId('confirm-check')).toBeNull();
    expect(screen.queryByTestId('confirmed')).toBeNull();
  });

  it('leads to the page on which the article is written', async () => {
    const go = vi.spyOn(desk.navigation, 'go').mockResolvedValue();
    render(CheckDetail, { check: check({ icon: 'fail' }), run: run() });
    await userEvent.click(screen.getByTestId('fix'));
    expect(go).toHaveBeenCalledWith('article', 'article');
  });

  it('is not confirmed in a view-only window', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    render(CheckDetail, { check: check(), run: run(check()) });
    expect(says().matches(':disabled')).toBe(true);
  });
});

it('calls a check that only a person can judge by another name', () => {
  render(CheckDetail, { check: check({ level: 'manual', icon: 'confirm' }), run: run() });
  expect(screen.getByRole('button', { name: 'Confirm' })).toBeTruthy();
});

describe('a rule that is new', () => {
  it('is called so in the list', () => {
    const old = check({ id: 'HELP-1', title: 'The URL opens' });
    render(CheckList, { run: run(check({ is_new_rule: true }), old), chosen: 'HELP-4' });
    const row = screen.getByRole('button', { name: /says how to send a test New or changed rule/ });
    expect(within(row).getByTitle('New or changed rule').textContent).toContain('New');
    expect(screen.getByRole('button', { name: /The URL opens/ }).textContent).not.toContain('New');
  });
});

describe('axe', () => {
  it.each([
    ['open', check({ is_new_rule: true })],
    ['confirmed', confirmed('Ana')],
  ])('finds nothing in a check that is %s', async (_, one) => {
    desk.readiness.shown = 'all';
    render(CheckList, { run: run(one), chosen: one.id });
    render(CheckDetail, { check: one, run: run(one) });
    const { violations } = await axe.run(document.body, {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
        'heading-order': { enabled: false },
      },
    });
    expect(violations).toEqual([]);
  });
});
