/** The switcher of partners: finding one, and coming to it on the page that is shown. */
import { opens, page, soon } from '../../gallery/testing';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';

// Each opens the whole window.
vi.setConfig({ testTimeout: 30_000 });

const user = userEvent.setup();
const trigger = () => screen.getByTitle(t('ui.sidebar.switch'));
// jsdom lays nothing out, and what has no place beside its button is hidden.
const dialog = () => screen.findByRole('dialog', { hidden: true });
const field = async () => within(await dialog()).getByRole<HTMLInputElement>('combobox', { hidden: true });
const options = async () => within(await dialog()).getAllByRole('option', { hidden: true });
/** What an option says; its keys are for the eye alone. */
const nameOf = (option: HTMLElement): string => {
  const shown = option.cloneNode(true) as HTMLElement;
  shown.querySelector('kbd')?.remove();
  return shown.textContent.trim();
};
const names = async () => (await options()).map(nameOf);
const marked = () =>
  document.querySelector('[role=dialog] [role=option][aria-selected=true]')?.textContent.trim();
const closes = () => soon(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull());

/** With the keyboard alone, as far as the cursor in the field. */
async function openList(): Promise<void> {
  trigger().focus();
  await user.keyboard('{Enter}');
  const search = await field();
  await soon(() => expect(document.activeElement).toBe(search));
}

describe('the switcher among many partners', () => {
  it('finds partners by name and codename as they are typed', async () => {
    await opens('many', 'details');
    await openList();
    await user.keyboard('DRIFT-');
    expect(await names()).toEqual(['Drift Checksdrift-checks']);
    await user.clear(await field());
    await user.keyboard('checks');
    expect(await names()).toHaveLength(8);
  });

  it('says when no partner has that name', async () => {
    await opens('many', 'details');
    await openList();
    await user.keyboard('zzz');
    const said = await within(await dialog()).findByRole('status', { hidden: true });
    expect(said.textContent).toBe(t('ui.partners.not_found'));
    expect(screen.queryByRole('option', { hidden: true })).toBeNull();
  });

  it('opens what the arrows chose with Enter, and stays on the page', async () => {
    const host = await opens('many', 'logo');
    await openList();
    await user.keyboard('checks{ArrowDown}');
    await soon(() => expect(marked()).toContain('Beacon Checks'));
    await user.keyboard('{Enter}');
    await closes();
    await soon(() => expect(trigger().textContent).toContain('beacon-checks'));
    expect(page().getByRole('heading', { level: 1 }).textContent).toBe(t('ui.place.logo'));
    expect(host.requests('route_set').at(-1)).toMatchObject({ route: 'logo' });
  });

  it('leads from a page of the app to what comes next for the partner', async () => {
    const host = await opens('many', 'details');
    await user.click(document.querySelector('[data-place=activity]') as HTMLElement);
    await page().findByRole('heading', { level: 1, name: t('ui.place.activity') });
    await openList();
    await user.keyboard('beacon{Enter}');
    await soon(() => expect(trigger().textContent).toContain('beacon-checks'));
    await soon(() => expect(host.requests('route_set').at(-1)).toMatchObject({ route: 'addresses' }));
  });

  it('marks the partner in front with more than a color, and begins there', async () => {
    await opens('many', 'details');
    await openList();
    const current = (await options()).filter((option) => option.getAttribute('aria-current') === 'true');
    expect(current.map((option) => option.textContent.trim())).toEqual(['Harbour Testsharbour-tests']);
    expect(current[0]?.querySelector('svg')).not.toBeNull();
    expect(marked()).toContain('Harbour Tests');
  });

  it('closes with Escape, gives the focus back, and opens empty again', async () => {
    await opens('many', 'details');
    await openList();
    await user.keyboard('drift{Escape}');
    await closes();
    expect(document.activeElement).toBe(trigger());
    expect(trigger().getAttribute('aria-expanded')).toBe('false');
    await openList();
    expect((await field()).value).toBe('');
    expect(await names()).toHaveLength(11);
  });

  it('closes with Tab, and leaves the focus where the next Tab goes on from', async () => {
    await opens('many', 'details');
    await openList();
    await user.keyboard('{Tab}');
    await closes();
    expect(document.activeElement).toBe(trigger());
  });

  it('closes with a second press on its button', async () => {
    await opens('many', 'details');
    await user.click(trigger());
    await dialog();
    await user.click(trigger());
    await closes();
  });

  it('has no fault of accessibility', async () => {
    await opens('many', 'details');
    await openList();
    const { violations } = await axe.run(await dialog(), { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
});

describe('the switcher among few partners', () => {
  it('takes arrows and no letters', async () => {
    await opens('faults', 'details');
    await openList();
    await user.keyboard('zzz{ArrowDown}');
    expect(await names()).toEqual(['Harbour Testsharbour-tests', t('ui.sidebar.all'), t('ui.partners.new')]);
    await soon(() => expect(marked()).toBe(t('ui.sidebar.all')));
    await user.keyboard('{Enter}');
    await soon(() =>
      expect(page().getByRole('heading', { level: 1 }).textContent).toBe(t('ui.place.partners')),
    );
  });

  it('adds no partner in a view-only window', async () => {
    await opens('view-only', 'details');
    await openList();
    const add = (await options()).find((option) => nameOf(option) === t('ui.partners.new'));
    expect(add?.getAttribute('aria-disabled')).toBe('true');
  });
});

it('the menu beside it offers what can be done with the partner in front', async () => {
  await opens('faults', 'details');
  const more = await screen.findByRole('button', { name: t('ui.partners.menu', { name: 'Harbour Tests' }) });
  more.focus();
  await user.keyboard('{Enter}');
  const items = await screen.findAllByRole('menuitem', { hidden: true });
  expect(items.map((item) => item.textContent.trim())).toEqual([
    t('ui.partner.export'),
    t('ui.contract.menu'),
    t('ui.partner.duplicate'),
    t('ui.partner.remove'),
  ]);
});
