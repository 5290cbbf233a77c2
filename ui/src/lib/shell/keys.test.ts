/** The keys of the window, wherever the cursor is. */
import type { PartnerView } from '$lib/backend';
import { answer, asked, forget, listen, requests, settled } from '$lib/late-core';
import Shortcuts from '$lib/shell/Shortcuts.svelte';
import ShortcutSheet from '$lib/shell/ShortcutSheet.svelte';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const pages = ['details', 'logo', 'connection', 'addresses', 'inputs', 'article', 'save', 'readiness'];
const view = {
  id: 'p',
  revision: 1,
  problems: [],
  origins: [],
  tasks: pages.map((page) => ({ page, tone: 'plain' })),
} as unknown as PartnerView;

const user = userEvent.setup();
const press = async (keys: string): Promise<void> => {
  await user.keyboard(keys);
  await settled();
};
const places = () => requests('route_set').map((request) => (request as { route: string }).route);

beforeEach(() => {
  document.body.replaceChildren();
  listen();
  desk = new Desk();
  desk.partner.view = view;
  render(Shortcuts);
});

describe('a key with Ctrl', () => {
  it.each([
    ['s', 'save'],
    [',', 'settings'],
    ['1', 'details'],
    ['3', 'connection'],
    ['8', 'readiness'],
  ])('%s opens %s', async (key, route) => {
    await press(`{Control>}${key}{/Control}`);
    expect(places()).toEqual([route]);
  });

  it('N adds a partner, and not in a view-only window', async () => {
    await press('{Control>}n{/Control}');
    expect(asked('partner_create')).toHaveLength(1);
    forget();
    desk.app.start = { is_read_only: true } as never;
    await press('{Control>}n{/Control}');
    expect(asked('partner_create')).toHaveLength(0);
  });

  it('9 does nothing where there is no ninth page', async () => {
    await press('{Control>}9{/Control}');
    expect(places()).toEqual([]);
  });

  it('F goes to the search of the page, or else opens the palette', async () => {
    await press('{Control>}f{/Control}');
    expect(desk.layout.isPaletteOpen).toBe(true);
    desk.layout.isPaletteOpen = false;
    document.body.insertAdjacentHTML('beforeend', '<input id="search" aria-label="Search">');
    await press('{Control>}f{/Control}');
    expect(document.activeElement?.id).toBe('search');
    expect(desk.layout.isPaletteOpen).toBe(false);
  });
});

describe('a key alone', () => {
  it('/ and ? are text where text is written', async () => {
    document.body.insertAdjacentHTML('beforeend', '<input aria-label="Name">');
    const field = screen.getByRole('textbox', { name: 'Name' });
    field.focus();
    await press('/?');
    expect((field as HTMLInputElement).value).toBe('/?');
    expect([desk.layout.isPaletteOpen, desk.layout.areKeysOpen]).toEqual([false, false]);
  });

  it('F1 opens the list of shortcuts, also from a field', async () => {
    document.body.insertAdjacentHTML('beforeend', '<input aria-label="Name">');
    screen.getByRole('textbox', { name: 'Name' }).focus();
    await press('{F1}');
    expect(desk.layout.areKeysOpen).toBe(true);
  });

  it('does nothing behind a dialog', async () => {
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
    await press('/{F1}?{Alt>}{ArrowLeft}{/Alt}{Control>}s{/Control}');
    expect([places(), desk.layout.isPaletteOpen, desk.layout.areKeysOpen]).toEqual([[], false, false]);
  });

  it('Escape stops the run that is on the page, and no run behind another page', async () => {
    desk.navigation.route = 'readiness';
    void desk.readiness.check();
    await settled();
    await press('{Escape}');
    expect(asked('readiness_cancel')).toHaveLength(1);
    forget();
    desk.navigation.route = 'logo';
    await press('{Escape}');
    expect(asked('readiness_cancel')).toHaveLength(0);
  });
});

it('Escape that closes a question does not stop the run that asked it', async () => {
  desk.navigation.route = 'readiness';
  void desk.readiness.check();
  await settled();
  document.body.insertAdjacentHTML('beforeend', '<div role="alertdialog"><button>No</button></div>');
  const question = screen.getByRole('alertdialog');
  question.addEventListener('keydown', () => question.remove());
  screen.getByRole('button', { name: 'No' }).focus();
  await press('{Escape}');
  expect(document.contains(question)).toBe(false);
  expect(asked('readiness_cancel')).toHaveLength(0);
});

it('is taken while a dialog goes, and not while it is open', async () => {
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog" data-state="open"></div>');
  await press('{Control>}s{/Control}');
  expect(places()).toEqual([]);
  screen.getByRole('dialog').dataset['state'] = 'closed';
  await press('{Control>}s{/Control}');
  expect(places()).toEqual(['save']);
});

describe('Alt with an arrow', () => {
  it('leads back, and forward again', async () => {
    await press('{Control>}1{/Control}');
    await press('{Control>}3{/Control}');
    forget();
    await press('{Alt>}{ArrowLeft}{/Alt}');
    await press('{Alt>}{ArrowRight}{/Alt}');
    expect(places()).toEqual(['details', 'connection']);
  });

  it('leads back to the partner that was open before', async () => {
    desk.navigation.route = 'details';
    void desk.partner.show({ ...view, id: 'q' }, 'logo');
    await settled();
    forget();
    await press('{Alt>}{ArrowLeft}{/Alt}');
    await answer('partner_open', view);
    await settled();
    expect([desk.partner.id, places()]).toEqual(['p', ['details']]);
  });
});

it('the list of shortcuts can be read and has no fault of accessibility', async () => {
  desk.layout.areKeysOpen = true;
  render(ShortcutSheet);
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(sheet.textContent).toContain('New partner');
  const { violations } = await axe.run(sheet, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map((violation) => violation.id)).toEqual([]);
  await press('{Escape}');
  expect(desk.layout.areKeysOpen).toBe(false);
});
