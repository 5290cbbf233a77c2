/** Pasting on the page of the logo. */
import Logo from './Logo.svelte';
import { requests, shows, view } from './testing';
import type { StartView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { fireEvent, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
// The preview has tests of its own.
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => undefined }));

const code = '<svg viewBox="0 0 1 1"/>';
const picture = new File(['x'], 'clipboard.png', { type: 'image/png' });
const unread = 'The pasted text isn’t SVG. Paste SVG code or a picture.';

function paste(text: string, files: File[] = [], on: Element = document.body): Promise<boolean> {
  const clipboardData = { getData: () => text, files };
  return fireEvent.paste(on, { clipboardData });
}
const names = () => requests('logo_set').map((request) => (request as { file_name: string }).file_name);
const settled = () => new Promise((resume) => setTimeout(resume, 20));

beforeEach(async () => {
  desk = new Desk();
  desk.app.start = { is_read_only: false, max_logo_bytes: 100 } as StartView;
  await shows(Logo, desk, view());
});

it('takes SVG code, and a picture', async () => {
  expect(await paste(code)).toBe(false);
  await vi.waitFor(() => expect(names()).toEqual(['pasted.svg']));
  await paste('', [picture]);
  await vi.waitFor(() => expect(names()).toEqual(['pasted.svg', 'clipboard.png']));
  await paste(code, [], screen.getByRole('slider', { name: 'Zoom' }));
  await vi.waitFor(() => expect(names()).toHaveLength(3));
});

it('says of other text that it is not SVG, and of none nothing', async () => {
  await paste('  \n');
  expect(desk.status.news).toBeNull();
  await paste('Harbour');
  expect([desk.status.news?.text, desk.status.error]).toEqual([unread, null]);
  await settled();
  expect(names()).toEqual([]);
});

it.each(['input', 'textarea'])('leaves to a field what is pasted into it: %s', async (tag) => {
  const field = document.createElement(tag);
  document.body.append(field);
  expect(await paste(code, [], field)).toBe(true);
  await paste('Harbour', [], field);
  await settled();
  expect([names(), desk.status.news]).toEqual([[], null]);
  field.remove();
});

it.each(['dialog', 'alertdialog', 'menu'])('leaves the logo alone while a %s is open', async (role) => {
  const over = document.createElement('div');
  over.setAttribute('role', role);
  document.body.append(over);
  expect(await paste(code, [], over)).toBe(true);
  await paste('Harbour');
  await settled();
  expect([names(), desk.status.news]).toEqual([[], null]);
  over.remove();
  await paste(code);
  await vi.waitFor(() => expect(names()).toHaveLength(1));
});

it('leaves the logo alone while the palette is opened, and in a view-only window', async () => {
  desk.layout.isPaletteOpen = true;
  await paste(code);
  desk.layout.isPaletteOpen = false;
  desk.app.start = { is_read_only: true, max_logo_bytes: 100 } as StartView;
  await paste(code);
  await settled();
  expect(names()).toEqual([]);
});
