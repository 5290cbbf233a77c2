/** The list of partners: order, search, keys, the menu of a row, and the checks of all. */
import Partners from './Partners.svelte';
import type { PartnerSummary } from '$lib/backend';
import { answer, asked, forget, listen, requests, settled } from '$lib/late-core';
import '$lib/testing';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const one = (id: string, title: string, state: string): PartnerSummary =>
  ({
    id,
    title,
    codename: id,
    kind: '',
    logo: '',
    environment: null,
    state,
    note: '',
    note_is_todo: false,
    watch: '',
    meter: { required: 1, pass: 0, fail: 0, open: 1 },
    changed_at: 0,
    is_example: true,
  }) as PartnerSummary;
const rows = () => screen.getAllByTestId('partner-row');
const names = () => rows().map((row) => row.dataset.name);
const here = () => (document.activeElement as HTMLElement).dataset.name;

beforeEach(() => {
  document.body.replaceChildren();
  listen();
  desk = new Desk();
  desk.partners.all = [one('m', 'Mole', 'Draft'), one('a', 'Anchor', 'On RC'), one('b', 'Acorn', 'Draft')];
  render(Partners);
});

describe('the list of partners', () => {
  it('is sorted by the last change, and by name or state when that is chosen', async () => {
    expect(names()).toEqual(['Mole', 'Anchor', 'Acorn']);
    const sort = screen.getByRole('combobox', { name: 'Sort by' });
    await userEvent.selectOptions(sort, 'Name');
    expect(names()).toEqual(['Acorn', 'Anchor', 'Mole']);
    await userEvent.selectOptions(sort, 'State');
    expect(names()).toEqual(['Acorn', 'Mole', 'Anchor']);
  });

  it('shows those whose name or codename holds what is typed', async () => {
    await userEvent.type(screen.getByRole('textbox', { name: 'Search partners' }), 'CHO');
    expect(names()).toEqual(['Anchor']);
  });

  it('is walked with arrows, Home, End and letters', async () => {
    rows()[0]?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(here()).toBe('Anchor');
    await userEvent.keyboard('{End}');
    expect(here()).toBe('Acorn');
    await userEvent.keyboard('{ArrowDown}');
    expect(here()).toBe('Acorn');
    await userEvent.keyboard('{Home}');
    expect(here()).toBe('Mole');
    await userEvent.keyboard('an');
    expect(here()).toBe('Anchor');
  });

  it('removes the row that has the focus with Delete, but not while text is written', async () => {
    await userEvent.type(screen.getByRole('textbox', { name: 'Search partners' }), '{Delete}');
    expect(asked('partner_remove')).toHaveLength(0);
    rows()[1]?.focus();
    await userEvent.keyboard('{Delete}');
    await settled();
    expect(requests('partner_remove')).toEqual([{ partner_id: 'a' }]);
  });

  it('offers in the menu of a row what can be done with it', async () => {
    screen.getByRole('button', { name: 'More for Anchor' }).focus();
    await userEvent.keyboard('{Enter}');
    // Where the menu is placed is laid out by the browser; until then it is hidden.
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('menuitem'));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('Duplicate this partner');
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(requests('partner_duplicate')).toEqual([{ partner_id: 'a' }]);
  });
});

describe('Check all', () => {
  it('checks one partner after the other and says how many are ready', async () => {
    await userEvent.click(screen.getByTestId('check-all'));
    await settled();
    expect(requests('readiness_run')).toEqual([{ partner_id: 'm' }]);
    expect(screen.getByTestId('busy').textContent).toContain('Checking Mole (0 of 3 done)');
    for (const [at, is_ready] of [true, false, true].entries()) {
      await answer('readiness_run', { is_ready }, at);
      await answer('partners_list', { partners: desk.partners.all }, at);
      await settled();
    }
    expect(requests('readiness_run')).toHaveLength(3);
    expect(desk.status.news?.text).toBe('3 partners checked, 2 ready');
  });

  it('stops after the partner that is checked, which is stopped too', async () => {
    await userEvent.click(screen.getByTestId('check-all'));
    await settled();
    await userEvent.click(screen.getByTestId('cancel'));
    expect(requests('readiness_cancel')).toEqual([{ partner_id: 'm' }]);
    forget();
  });
});
