/** The page of the logo in each of its states, as people and screen readers meet it. */
import Logo from './Logo.svelte';
import { axeFindsNothing, changes, error, finding, fixed, outcome, partner, requests } from './testing';
import { shows, svg, view } from './testing';
import type { LogoOutcome, ProblemView, StartView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { cleanup, fireEvent, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

// axe looks at the whole page.
vi.setConfig({ testTimeout: 20_000 });
let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

// The preview has tests of its own.
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => undefined }));

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const press = (name: string | RegExp) => userEvent.click(button(name));
const heading = (name: string) => screen.queryByRole('heading', { level: 2, name });
const isBusy = () => screen.queryByTestId('busy') !== null;
const picture = () => new File(['x'], 'harbour.png', { type: 'image/png' });
const choose = (file: File) => userEvent.upload(screen.getByTestId('logo-file'), file);
const white = finding();
const edge = finding({
  title: 'Empty edge',
  detail: 'At 18 px little is left.',
  tone: 'advice',
  fix: { label: 'Crop', option: 'center' },
});
const withFindings = view({ findings: [white, edge, fixed()], can_fix: true });

beforeEach(() => {
  desk = new Desk();
  desk.app.start = { is_read_only: false, max_logo_bytes: 100 } as StartView;
});

describe('a partner without a logo', () => {
  it('is asked for a file, and shows nothing to adjust', async () => {
    await shows(Logo, desk, view({ logo: '', file: null, original: null, colors: [] }));
    expect(screen.getByTestId('drop').textContent).toContain('No logo yet');
    expect(screen.getByText('Customers see this')).toBeTruthy();
    expect([heading('Adjust'), heading('At every size')]).toEqual([null, null]);
    expect(screen.queryByRole('button', { name: 'Remove the logo' })).toBeNull();
    await axeFindsNothing();
  });
});

describe('a logo', () => {
  it('from the record has no file behind it, and can be adjusted', async () => {
    await shows(Logo, desk, view({ file: null, original: null }));
    expect(screen.getByTestId('drop').textContent).toContain('Current logo');
    expect(screen.queryByRole('slider', { name: /Compare before and after/ })).toBeNull();
    expect(heading('Adjust')).toBeTruthy();
    await axeFindsNothing();
  });

  it('from a file names it, and shows it beside the logo', async () => {
    await shows(Logo, desk, view());
    expect(screen.getByTestId('drop').textContent).toContain('harbour.svg');
    expect(screen.getByTestId('logo-summary').textContent).toBe('Drawn from the file, 99.2% like it.');
    const compare = screen.getByRole<HTMLInputElement>('slider', { name: /Compare before and after/ });
    expect(compare.getAttribute('aria-valuetext')).toBe('50% original');
    await fireEvent.input(compare, { target: { value: '80' } });
    expect(compare.getAttribute('aria-valuetext')).toBe('80% original');
    await axeFindsNothing();
  });

  it('is removed', async () => {
    await shows(Logo, desk, view());
    await press('Remove the logo');
    await vi.waitFor(() =>
      expect(requests('partner_edit')).toEqual([{ partner_id: 'p', field: 'logo', value: '' }]),
    );
  });

  it('is seen on each ground, with a word on dark ground alone, in each color of its own', async () => {
    await shows(Logo, desk, view({ on_dark: 'Hard to see on dark ground.' }));
    const grounds = within(screen.getByTestId('specimens')).getAllByRole('figure');
    const names = grounds.map((ground) => ground.getAttribute('aria-label'));
    expect(names).toEqual(['White', 'Gray', 'Dark', 'Brand color', 'Grayscale']);
    const told = grounds.filter((ground) => ground.textContent.includes('Hard to see'));
    expect(told.map((ground) => ground.getAttribute('aria-label'))).toEqual(['Dark']);
    const sizes = [...(grounds[0]?.querySelectorAll('img') ?? [])].map((image) => image.width);
    expect(sizes).toEqual([128, 64, 48, 32, 24, 18, 16]);
    const brand = grounds[3]?.querySelector<HTMLElement>('.ground');
    expect(brand?.style.background).toBe('rgb(11, 107, 107)');
    const choice = within(screen.getByRole('group', { name: 'Brand color to show' }));
    await userEvent.click(choice.getByRole('button', { name: '#dd6b20' }));
    expect(brand?.style.background).toBe('rgb(221, 107, 32)');
    expect(choice.getByRole('button', { name: '#dd6b20' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('of one color has no brand color to choose, and one without colors none to show', async () => {
    await shows(Logo, desk, view({ colors: ['#0b6b6b'] }));
    expect(screen.getByRole('figure', { name: 'Brand color' })).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'Brand color to show' })).toBeNull();
    cleanup();
    await shows(Logo, desk, view({ colors: [] }));
    expect(screen.queryByRole('figure', { name: 'Brand color' })).toBeNull();
  });
});

describe('findings', () => {
  it('are counted while they are open, and fixed one by one or all at once', async () => {
    await shows(Logo, desk, withFindings, { logo_change: () => Promise.resolve(outcome()) });
    expect(heading('2 things to know')).toBeTruthy();
    expect(screen.getByTestId('logo-findings').children).toHaveLength(3);
    await axeFindsNothing();
    await press('Remove the box');
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Logo changed'));
    expect(changes()).toEqual([{ kind: 'option', option: 'remove_ground', is_on: true }]);
  });

  it('are all fixed by one press', async () => {
    const done = { findings: [fixed(), fixed('Box removed')] };
    await shows(Logo, desk, withFindings, { logo_change: () => Promise.resolve(outcome(done)) });
    await press('Fix all');
    await vi.waitFor(() => expect(heading('Fixed')).toBeTruthy());
    expect(changes()).toEqual([{ kind: 'fix_all' }]);
    expect(screen.queryByRole('button', { name: 'Fix all' })).toBeNull();
    await axeFindsNothing();
  });

  it('are outlined with their titles while the person points at them', async () => {
    await shows(Logo, desk, withFindings);
    expect(screen.queryByTestId('place')).toBeNull();
    await userEvent.hover(screen.getByRole('group', { name: white.title }));
    expect(screen.getByTestId('place').style.left).toBe('10%');
    expect(screen.getByTestId('place').style.height).toBe('25%');
    expect(screen.getByTestId('outlined').textContent).toBe(white.title);
    await userEvent.unhover(screen.getByRole('group', { name: white.title }));
    expect(screen.queryByTestId('place')).toBeNull();
    button('Crop').focus();
    await vi.waitFor(() => expect(screen.getByTestId('outlined').textContent).toBe(edge.title));
  });

  it('are shown by keyboard, one at a time, and brought into view', async () => {
    const scroll = vi.mocked(Element.prototype.scrollIntoView);
    await shows(Logo, desk, withFindings);
    const show = button(`Show: ${white.title}`);
    show.focus();
    expect(screen.queryByTestId('place')).toBeNull();
    await userEvent.keyboard('{Enter}');
    expect(show.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByTestId('outlined').textContent).toBe(white.title);
    expect(scroll.mock.contexts.at(-1)).toBe(screen.getByRole('application'));
    await axeFindsNothing();
    button(`Show: ${edge.title}`).focus();
    await userEvent.keyboard('{Enter}');
    expect(show.getAttribute('aria-pressed')).toBe('false');
    expect(screen.getByTestId('outlined').textContent).toBe(edge.title);
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByTestId('place')).toBeNull();
  });

  it('without a place have nothing to show', async () => {
    await shows(Logo, desk, view({ findings: [finding({ places: [] })] }));
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
    expect(button('Remove the box')).toBeTruthy();
  });
});

describe('work that goes on', () => {
  let answer: (made: LogoOutcome) => void;
  let refuse: (why: unknown) => void;
  async function begun(): Promise<void> {
    const work = new Promise<LogoOutcome>((resolve, reject) => ([answer, refuse] = [resolve, reject]));
    await shows(Logo, desk, view(), { logo_set: () => work });
    await choose(picture());
    await vi.waitFor(() => expect(requests('logo_set')).toHaveLength(1));
  }
  const canceled = error({ code: 'work.canceled', message: 'Canceled. Nothing was changed', fields: [] });

  it('is told, and gives the new logo', async () => {
    await begun();
    expect(screen.getByTestId('busy').textContent).toContain('Working on harbour.png…');
    await axeFindsNothing();
    answer({ ...outcome({ summary: 'Traced' }), news: 'Logo made of harbour.png' });
    await vi.waitFor(() => expect(isBusy()).toBe(false));
    expect(screen.getByTestId('logo-summary').textContent).toBe('Traced');
    expect(desk.status.news?.text).toBe('Logo made of harbour.png');
  });

  it.each(['the button', 'Escape anywhere'])('is canceled by %s, once', async (how) => {
    await begun();
    button('Remove the logo').focus();
    if (how === 'the button') await press('Cancel');
    else await userEvent.keyboard('{Escape}{Escape}');
    expect(requests('work_cancel')).toEqual([{ partner_id: 'p', work: 'logo', url: null }]);
    expect(screen.getByTestId('busy').textContent).toContain('Canceling…');
    refuse(canceled);
    await vi.waitFor(() => expect(isBusy()).toBe(false));
    expect(desk.status.news?.text).toBe('Canceled. Nothing was changed');
  });

  it.each(['dialog', 'alertdialog', 'menu'])('goes on when Escape belongs to a %s', async (role) => {
    await begun();
    const over = document.createElement('div');
    over.setAttribute('role', role);
    document.body.append(over);
    await userEvent.keyboard('{Escape}');
    expect(requests('work_cancel')).toEqual([]);
    over.remove();
    desk.layout.isPaletteOpen = true;
    await userEvent.keyboard('{Escape}');
    expect(requests('work_cancel')).toEqual([]);
    desk.layout.isPaletteOpen = false;
    await userEvent.keyboard('{Escape}');
    expect(requests('work_cancel')).toHaveLength(1);
  });

  it('that took too long gets more time', async () => {
    await begun();
    refuse(error());
    expect((await screen.findByTestId('fault-logo')).textContent).toContain('longer than 5 seconds');
    expect(desk.status.error).toBeNull();
    await axeFindsNothing();
    await press('Give it more time');
    await vi.waitFor(() => expect(requests('logo_set')).toHaveLength(2));
    expect(requests('logo_set')[1]).toMatchObject({ file_name: 'harbour.png', is_patient: true });
    expect(screen.queryByRole('button', { name: 'Give it more time' })).toBeNull();
  });
});

describe('a fault', () => {
  it('of the record is told at the field', async () => {
    const fault = { field: 'logo', message: 'The logo holds a script.' } as unknown as ProblemView;
    desk.partner.view = partner(svg(), { problems: [fault] });
    desk.problems.allSaid = true;
    await shows(Logo, desk, view());
    expect(screen.getByTestId('fault-logo').textContent).toContain('The logo holds a script.');
    expect(screen.queryByRole('button', { name: 'Give it more time' })).toBeNull();
    await axeFindsNothing();
  });
});

describe('a view-only window', () => {
  it('shows the logo and its findings, and changes nothing', async () => {
    desk.app.start = { is_read_only: true, max_logo_bytes: 100 } as StartView;
    desk.navigation.route = 'logo';
    const option = 'center';
    await shows(Logo, desk, { ...withFindings, repairs: [{ title: 'Centered', option, is_on: true }] });
    for (const name of ['Remove the box', 'Fix all', 'Reset', 'None', 'Revert: Centered'])
      expect(button(name).matches(':disabled'), name).toBe(true);
    for (const slider of ['Zoom', 'Move right', 'Move down', 'Space around the drawing'])
      expect(screen.getByRole('slider', { name: slider }).matches(':disabled'), slider).toBe(true);
    const square = screen.getByRole('application');
    expect(square.getAttribute('aria-disabled')).toBe('true');
    square.focus();
    await userEvent.keyboard('{ArrowLeft}+0');
    await fireEvent.wheel(square, { deltaY: -100 });
    expect(screen.getByTestId('drawing').style.transform).toBe('translate(0%, 0%) scale(1)');
    await axeFindsNothing();
  });
});
