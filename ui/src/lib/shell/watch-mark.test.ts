/** What the watch found, where partners are listed and in the sidebar. */
import Sidebar from './Sidebar.svelte';
import PartnerRow from '$lib/partners/PartnerRow.svelte';
import type { PartnerSummary, PartnerView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const meter = { required: 30, pass: 30, fail: 0, open: 0 };
const summary = (watch: string): PartnerSummary => ({
  id: 'p',
  title: 'Harbour',
  codename: 'harbour',
  kind: 'Assessment',
  logo: '',
  environment: 'rc',
  state: 'Promoted',
  note: 'No changes',
  note_is_todo: false,
  watch,
  meter,
  changed_at: Date.UTC(2020, 10, 5, 12),
  is_example: false,
});
const partner = {
  id: 'p',
  title: 'Harbour',
  codename: 'harbour',
  logo: '',
  environment: 'rc',
  company_id: '',
  tasks: [{ page: 'promotion', group: 'go_live', state: '', tone: 'plain', count: null }],
  meter,
  meter_note: '',
} as unknown as PartnerView;

async function isClean(): Promise<void> {
  // jsdom draws nothing, so contrast is judged in the real window.
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations).toEqual([]);
}

beforeEach(() => (desk = new Desk()));

describe('a row of the list', () => {
  it('says what the watch found, once, also to a screen reader', async () => {
    render(PartnerRow, { partner: summary('2 findings') });
    const row = screen.getByRole('link', { name: /Harbour.*Promoted.*Watch: 2 findings/ });
    expect(within(row).getByText('2 findings').getAttribute('aria-hidden')).toBe('true');
    await isClean();
  });

  it('has no mark where nothing was found', () => {
    render(PartnerRow, { partner: summary('') });
    expect(screen.queryByTestId('watch-mark')).toBeNull();
  });
});

describe('the sidebar', () => {
  it('marks the page that tells of it', async () => {
    desk.partner.view = partner;
    desk.partners.all = [{ ...summary('1 finding'), id: 'q' }, summary('A certificate expires soon')];
    render(Sidebar);
    const row = screen.getByRole('link', { name: 'Promotion Watch: A certificate expires soon' });
    // In the rail its name is the title.
    expect(row.title).toBe('Promotion: Watch: A certificate expires soon (Ctrl 1)');
    expect(screen.getAllByTestId('watch-mark')).toHaveLength(1);
    await isClean();
  });

  it('has no sign where nothing was found', () => {
    desk.partner.view = partner;
    desk.partners.all = [summary('')];
    render(Sidebar);
    expect(screen.getByRole('link', { name: 'Promotion' })).toBeTruthy();
    expect(screen.queryByTestId('watch-mark')).toBeNull();
  });
});
