/** The watch, state by state, as people and screen readers meet it. */
import Promotion from './Promotion.svelte';
import { at, error, lax, partner, rewritten, unseen, view, watched } from './testing';
import { backend, type Commands, type PromotionStage, type StartView, type WatchView } from '$lib/backend';
import { date } from '$lib/dates';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Answers = Partial<{
  [K in keyof Commands]: (request: Commands[K]['request']) => Promise<Commands[K]['response']>;
}>;
let desk: Desk;
let calls: { name: string; request: unknown }[];
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

/** Shows the page on a core that answers what is listed, and nothing else. */
async function shows(
  watch: WatchView,
  answers: Answers = {},
  stage: PromotionStage = 'promoted',
): Promise<void> {
  const table: Answers = {
    promotion_view: () => Promise.resolve(view(stage)),
    watch_view: () => Promise.resolve(watch),
    ...answers,
  };
  vi.spyOn(backend, 'call').mockImplementation(((name: keyof Commands, request: never) => {
    calls.push({ name, request });
    return table[name]?.(request) ?? new Promise(() => undefined);
  }) as typeof backend.call);
  render(Promotion);
  await vi.waitFor(() => expect(within(section()).queryByText('One moment…')).toBeNull());
}
const requests = (name: string) => calls.filter((call) => call.name === name).map((call) => call.request);
const section = () => screen.getByRole('region', { name: 'Watch' });
const button = (name: string) => within(section()).getByRole('button', { name });
const noButton = (name: string) => expect(within(section()).queryByRole('button', { name })).toBeNull();
const every = () =>
  within(section()).getByRole<HTMLSelectElement>('combobox', { name: 'Check automatically' });
const text = (element: HTMLElement) => element.textContent.replace(/\s+/g, ' ').trim();
const status = () => text(within(section()).getByRole('status'));
const items = (name: string) =>
  within(within(section()).getByRole('list', { name })).getAllByRole('listitem').map(text);

beforeEach(() => {
  vi.restoreAllMocks();
  calls = [];
  desk = new Desk();
  desk.partner.view = partner();
});

const off = watched({ every: 'off', looked_at: null, next_at: null });
const found = watched({ findings: [lax] });
const changed = watched({ findings: [lax, rewritten], may_accept: true });

describe('a partner that isn’t watched', () => {
  it('says what the watch does, that nothing was checked, and how to begin', async () => {
    await shows(off);
    expect(text(section())).toContain('It never sends a candidate.');
    expect(status()).toBe('Not checked yet. Choose how often to check, or check now.');
    expect([...every().options].map((option) => [option.text, option.selected])).toEqual([
      ['Off', true],
      ['Every 6 hours', false],
      ['Every day', false],
      ['Every week', false],
    ]);
  });

  it('is watched from the moment in which an interval is chosen', async () => {
    await shows(off, {
      watch_set: () => Promise.resolve(watched({ revision: 2, looked_at: null, next_at: 5 })),
    });
    await userEvent.selectOptions(every(), 'Every day');
    await vi.waitFor(() => expect(status()).toBe('Not checked yet. The next check starts soon.'));
    expect(requests('watch_set')).toEqual([{ partner_id: 'p', every: 'day' }]);
    expect(every().value).toBe('day');
  });

  it('shows Off again when the interval could not be kept', async () => {
    await shows(off, { watch_set: () => Promise.reject(error()) });
    await userEvent.selectOptions(every(), 'Every week');
    await screen.findByTestId('error');
    await vi.waitFor(() => expect(every().value).toBe('off'));
  });
});

describe('a partner that is as it was', () => {
  it('has no changes, with the times of the last check and the next', async () => {
    await shows(watched());
    const next = date(watched().next_at ?? 0);
    expect(status()).toBe(`No problems found Last checked: ${date(at)}. Next check: ${next}.`);
    expect(every().value).toBe('day');
    noButton('Run checks');
    noButton('Accept changes');
  });

  it('is checked now, and what was found is told', async () => {
    let end: (view: WatchView) => void = () => undefined;
    await shows(watched(), { watch_look: () => new Promise((answer) => (end = answer)) });
    await userEvent.click(button('Check now'));
    expect(status()).toBe('Checking…');
    const checking = button('Checking…');
    expect(checking.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(checking);
    await userEvent.click(checking);
    expect(requests('watch_look')).toEqual([{ partner_id: 'p' }]);
    end(watched({ revision: 2, findings: [lax] }));
    await vi.waitFor(() => expect(status()).toContain('1 finding'));
    expect(document.activeElement).toBe(button('Check now'));
  });

  it('shows a check that the schedule began, and how it ended', async () => {
    let now = watched();
    await shows(now, { watch_view: () => Promise.resolve(now) });
    now = watched({ revision: 2, is_looking: true });
    desk.events.hear({ kind: 'watch_moved', partner_id: 'p' });
    await vi.waitFor(() => expect(status()).toBe('Checking…'));
    now = watched({ revision: 3, findings: [rewritten], may_accept: true });
    desk.events.hear({ kind: 'watch_moved', partner_id: 'p' });
    await vi.waitFor(() => expect(status()).toContain('1 finding'));
  });
});

describe('a partner with findings', () => {
  it('says what was found, and runs the checks', async () => {
    const check = vi.spyOn(desk.readiness, 'check').mockResolvedValue();
    await shows(found);
    expect(items('1 finding')).toEqual([`${lax.title} ${lax.sentence}`]);
    expect(status()).not.toContain('No problems found');
    noButton('Accept changes');
    await userEvent.click(button('Run checks'));
    expect(check).toHaveBeenCalledOnce();
  });

  it('accepts what changed, says what that does, and leaves the cursor where the next step is', async () => {
    await shows(changed, {
      watch_accept: () => Promise.resolve(watched({ revision: 2, findings: [] })),
    });
    expect(items('2 findings')).toHaveLength(2);
    const accept = button('Accept changes');
    expect(document.getElementById(accept.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'later checks compare against the latest results',
    );
    accept.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(status()).toContain('No problems found'));
    expect(requests('watch_accept')).toEqual([{ partner_id: 'p', looked_at: at }]);
    expect(desk.status.news?.text).toBe('Changes accepted');
    await vi.waitFor(() => expect(document.activeElement).toBe(button('Check now')));
  });
});

describe('a partner that couldn’t be checked', () => {
  it('says why, and not that nothing changed', async () => {
    await shows(watched({ unknown: [unseen] }));
    expect(items('Couldn’t check')).toEqual([unseen]);
    expect(status()).toContain('Couldn’t check everything');
    expect(status()).not.toContain('No problems found');
    noButton('Run checks');
  });
});

describe('a partner that can’t be watched', () => {
  it('says what is missing, in the place of the controls', async () => {
    const obstacle = 'Choose an environment on the Connection page first.';
    await shows({ ...off, obstacle });
    expect(text(section())).toContain(obstacle);
    expect(within(section()).queryByRole('combobox')).toBeNull();
    expect(within(section()).queryAllByRole('button')).toEqual([]);
  });
});

describe('the place of the watch', () => {
  const headings = () => screen.getAllByRole('heading', { level: 2 }).map(text);
  const hint = 'Watch is most useful after promotion, when customers use your partner.';

  it('is the first once customers use the partner', async () => {
    await shows(watched(), {}, 'changed');
    expect(headings().slice(0, 3)).toEqual(['Changed since promotion', 'Watch', 'Items to confirm']);
    expect(text(section())).not.toContain(hint);
  });

  it('is after going live before that, with a word on when it is of use, and nothing disabled', async () => {
    await shows(off, {}, 'asked');
    expect(headings().slice(-3)).toEqual(['Going live', 'Watch', 'Timeline']);
    expect(text(section())).toContain(hint);
    expect([every().matches(':disabled'), button('Check now').matches(':disabled')]).toEqual([false, false]);
  });
});

describe('practice', () => {
  it('is called so', async () => {
    await shows(watched({ is_practice: true }), {}, 'not_asked');
    expect(screen.getByTestId('watch-note').textContent).toContain('You are in the Sandbox');
    expect(button('Check now').matches(':disabled')).toBe(false);
  });
});

describe('the section', () => {
  it('changes nothing in a view-only window', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    await shows(changed);
    const still = [every(), button('Check now'), button('Accept changes'), button('Run checks')];
    for (const one of still) expect(one.matches(':disabled')).toBe(true);
  });

  it('is read again when the partner was', async () => {
    await shows(watched());
    desk.partner.view = partner('p', 2);
    flushSync();
    await vi.waitFor(() => expect(requests('watch_view')).toHaveLength(2));
  });
});

describe('axe', () => {
  const states: [string, WatchView, PromotionStage, boolean][] = [
    ['off', off, 'not_asked', false],
    ['watched', watched(), 'promoted', false],
    ['with findings', found, 'promoted', false],
    ['with changes to accept', changed, 'promoted', false],
    ['that couldn’t be checked', watched({ unknown: [unseen] }), 'promoted', false],
    ['being checked', { ...changed, is_looking: true }, 'promoted', false],
    ['that can’t be watched', { ...off, obstacle: 'Choose an environment first.' }, 'not_asked', false],
    ['view-only', changed, 'promoted', true],
    ['practice', watched({ is_practice: true }), 'not_asked', false],
  ];
  it.each(states)('finds nothing in a partner that is %s', async (_, watch, stage, is_read_only) => {
    desk.app.start = { is_read_only } as StartView;
    await shows(watch, {}, stage);
    // jsdom draws nothing, so contrast is judged in the real window.
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
