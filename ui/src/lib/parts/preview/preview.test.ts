/** The pane: its filters, what is typed, and names that would do harm as markup. */
import Preview from './Preview.svelte';
import { filters, type Filter } from './state.svelte';
import { hostileNames, sample } from './testing';
import { backend, type PartnerView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { t } from '$lib/text';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const partner = (changes: object = {}) =>
  ({ id: 'p', revision: 1, ...sample(), ...changes }) as unknown as PartnerView;
const sections = () =>
  [...document.querySelectorAll<HTMLElement>('[data-place]')].map((place) => place.dataset.place);
const pressed = () => screen.getAllByRole('button', { pressed: true }).map((one) => one.textContent);

beforeEach(() => {
  desk = new Desk();
  desk.partner.view = partner();
});

describe('the filters', () => {
  const all: [Filter, string, string[]][] = [
    ['all', 'All', ['card', 'listing', 'consent', 'token', 'menu', 'profile', 'send', 'report']],
    ['listing', 'Listing', ['card', 'card', 'listing']],
    ['turn_on', 'Turn on', ['consent', 'token']],
    ['send', 'Send', ['menu', 'profile', 'send']],
    ['results', 'Results', ['report']],
  ];

  it.each(all)('begin with %s when asked to', (start, label, places) => {
    render(Preview, { start });
    expect(sections()).toEqual(places);
    expect(pressed()).toEqual([label]);
  });

  it.each(all)('show the screens of %s when pressed', async (_, label, places) => {
    render(Preview);
    await userEvent.click(screen.getByRole('button', { name: label }));
    expect(sections()).toEqual(places);
    expect(pressed()).toEqual([label]);
  });

  it('are one group, and the screens scroll in a region that has the focus with Tab', () => {
    render(Preview);
    const group = screen.getByRole('group', { name: 'Screens to show' });
    expect(group.querySelectorAll('button').length).toBe(filters.length);
    const region = screen.getByRole('region', { name: 'What the customer sees' });
    expect(region).toBe(screen.getByTestId('preview'));
    expect(region.tabIndex).toBe(0);
  });

  it('show the card once more without a logo', () => {
    render(Preview, { start: 'listing' });
    const without = screen.getByRole('region', { name: /no logo/ });
    expect(without.querySelector('img')).toBeNull();
    expect(document.querySelectorAll('img').length).toBe(2);
  });
});

describe('the pane', () => {
  it('shows nothing without a partner', () => {
    desk.partner.view = null;
    render(Preview);
    expect(document.body.textContent).toBe('');
  });

  it('follows what is typed before it is saved', () => {
    desk.edits.queue.latest = ((_: string, field: string, kept: unknown) =>
      ({ name: '  Typed name ', description: 'Typed description' })[field] ??
      kept) as Desk['edits']['queue']['latest'];
    render(Preview, { start: 'listing' });
    expect(screen.getAllByText('Typed name').length).toBe(3);
    expect(screen.getAllByText('Typed description').length).toBe(3);
  });

  it('has a name to show where none was entered', () => {
    desk.partner.view = partner({ name: '   ', description: '' });
    render(Preview, { start: 'turn_on' });
    expect(screen.getAllByText('Your partner').length).toBe(2);
    expect(screen.getByText('Your description')).toBeTruthy();
  });

  it('begins each filter at the top, and still shows the error after another one', async () => {
    render(Preview, { start: 'send' });
    const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
    await press('Show an error');
    expect(screen.getByText('There was a problem with the Northwind API')).toBeTruthy();
    screen.getByTestId('preview').scrollTop = 40;
    await press('Results');
    expect(screen.getByTestId('preview').scrollTop).toBe(0);
    await press('Send');
    expect(screen.getByText('There was a problem with the Northwind API')).toBeTruthy();
    expect(screen.getByTestId('preview').textContent).toContain('"report_id": "bb83dc83');
  });

  it('closes in a narrow window', async () => {
    desk.layout.isPreviewOpen = true;
    render(Preview);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(desk.layout.isPreviewOpen).toBe(false);
  });

  it('has the name in every label as soon as it is typed, before the core has it', () => {
    vi.spyOn(backend, 'call').mockReturnValue(new Promise(() => undefined));
    const { preview } = sample({
      dialog_title: 'Send {name} test',
      menu_item: 'Send {name} test',
      standard_error: 'There was a problem with the {name} API',
    });
    desk.partner.view = partner({ name: 'Old', preview });
    render(Preview, { start: 'send' });
    expect(screen.getAllByText('Send Old test')).toHaveLength(2);
    // A name with braces is no placeholder.
    desk.edits.set('name', 'New {name}');
    flushSync();
    expect(screen.getAllByText('Send New {name} test')).toHaveLength(2);
    screen.getByRole('button', { name: 'Show an error' }).click();
    flushSync();
    expect(screen.getByText('There was a problem with the New {name} API')).toBeTruthy();
  });

  it('says whose words it shows while no kind is chosen', () => {
    desk.partner.view = partner({ ...sample(), kind: '' });
    render(Preview);
    expect(screen.getByTestId('preview-no-kind').textContent).toBe(t('ui.preview.no_kind'));
    desk.partner.view = partner({ ...sample(), kind: 'reference_check' });
    flushSync();
    expect(screen.queryByTestId('preview-no-kind')).toBeNull();
  });

  it('shows what the core says of the partner next', () => {
    render(Preview, { start: 'send' });
    desk.partner.view = partner(sample({ dialog_title: 'Send Harbour test', tests: null }));
    flushSync();
    expect(screen.getByText('Send Harbour test')).toBeTruthy();
    expect(screen.getByText('Partner Desk hasn’t received a list from your service yet.')).toBeTruthy();
  });
});

describe('a name that is markup, turns the text around, or is very long', () => {
  it.each(hostileNames)('is shown as text: %s', (name) => {
    const { preview } = sample({
      menu_item: name,
      dialog_title: name,
      action: name,
      category: name,
      list_label: name,
      own_error: name,
      standard_error: name,
      body: name,
      fields: [{ label: name, value: name, is_choice: false, required: true }],
      token: { answer: 'failed', own_error: name, at: 0, is_current: true },
      tests: { names: [name], count: 1, at: 0, is_current: true },
    });
    desk.partner.view = partner({ name, description: name, preview });
    render(Preview);
    // The card and the listing have the logo; nothing else is a picture.
    const pictures = [...document.querySelectorAll('img')];
    expect(pictures.map((picture) => picture.getAttribute('src'))).toEqual(['blob:test', 'blob:test']);
    expect(document.querySelectorAll('[onerror], script').length).toBe(0);
    for (const section of document.querySelectorAll('[data-place]')) {
      expect(section.textContent).toContain(name);
    }
    expect(screen.getAllByText(name).length).toBeGreaterThan(10);
  });
});

describe('axe', () => {
  it.each(filters)('finds nothing with %s', async (start) => {
    desk.partner.view = partner(sample({}, 'reference_check'));
    render(Preview, { start });
    const toggle = screen.queryByRole('button', { name: 'Show an error' });
    if (toggle) await userEvent.click(toggle);
    // jsdom draws nothing, so contrast is judged in the real window.
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
