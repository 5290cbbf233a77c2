/** The reference page of a check, and what a call shows: answers that come late, and long texts. */
import Reference from './Reference.svelte';
import type { ExchangeView } from '$lib/backend';
import { answer, asked, listen, settled } from '$lib/late-core';
import Exchange from '$lib/parts/Exchange.svelte';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const page = (id: string) => ({
  id,
  title: `Title of ${id}`,
  level_label: 'Required',
  basis: 'Docs',
  basis_link: null,
  means: 'm',
  why: 'w',
  passes: 'p',
  example_fails: 'f',
  versions: [],
});

beforeEach(() => {
  listen();
  desk = new Desk();
});

it('is that of the check that is shown, whatever order the answers come in', async () => {
  const shown = render(Reference, { open: true, checkId: 'A' });
  await settled();
  await shown.rerender({ open: true, checkId: 'B' });
  await settled();
  expect(asked('check_reference')).toHaveLength(2);
  await answer('check_reference', page('B'), 1);
  await answer('check_reference', page('A'), 0);
  expect(screen.getByTestId('reference').textContent).toContain('Title of B');
});

it('takes the focus where it scrolls', async () => {
  render(Reference, { open: true, checkId: 'A' });
  await settled();
  await answer('check_reference', page('A'));
  const reading = screen.getByRole('region', { name: 'Title of A' });
  reading.focus();
  expect(document.activeElement).toBe(reading);
});

it('lets the keyboard reach request and response, which may be long', async () => {
  const exchange = {
    request: 'GET /',
    response: '200',
    duration_ms: 1,
    phases: [],
  } as unknown as ExchangeView;
  render(Exchange, { exchange, heading: 'Request' });
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Request' }));
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Response' }));
});
