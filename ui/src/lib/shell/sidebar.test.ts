/** The sidebar of a partner. */
import { opens, page } from '../../gallery/testing';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';

// Each opens the whole window.
vi.setConfig({ testTimeout: 30_000 });
const sidebar = () => within(screen.getByRole('navigation'));

it.each(['sandbox', 'settings', 'how'] as const)('leads from a page of a partner to %s', async (place) => {
  await opens('faults', 'details');
  const name = t(`ui.place.${place}`);
  const link = sidebar().getByRole('link', { name });
  expect(link.getAttribute('aria-current')).toBeNull();
  await userEvent.click(link);
  expect(await page().findByRole('heading', { level: 1, name })).toBeTruthy();
  expect(sidebar().getByRole('link', { name }).getAttribute('aria-current')).toBe('page');
});
