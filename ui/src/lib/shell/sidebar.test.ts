/** The sidebar of a partner. */
import { opens, page, soon } from '../../gallery/testing';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

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

describe('in a narrow window', () => {
  const app = () => document.querySelector('.app')?.classList;
  const toggle = () => screen.getByRole('button', { name: t('ui.sidebar.show') });

  it('Escape closes the task list, and gives the focus back to its button', async () => {
    await opens('faults', 'details');
    await userEvent.click(toggle());
    expect([app()?.contains('sidebar-open'), toggle().getAttribute('aria-expanded')]).toEqual([true, 'true']);
    sidebar().getByRole('link', { name: /Logo/ }).focus();
    await userEvent.keyboard('{Escape}');
    expect(app()?.contains('sidebar-open')).toBe(false);
    expect(document.activeElement).toBe(toggle());
  });

  it('Escape closes the preview, and gives the focus back to its button', async () => {
    await opens('faults', 'details');
    const show = page().getByRole('button', { name: t('ui.preview') });
    await userEvent.click(show);
    expect(app()?.contains('preview-open')).toBe(true);
    page()
      .getByRole('textbox', { name: t('ui.details.name') })
      .focus();
    await userEvent.keyboard('{Escape}');
    expect(app()?.contains('preview-open')).toBe(false);
    expect(document.activeElement).toBe(show);
  });

  it('the preview gives the focus back when its own button closes it', async () => {
    await opens('faults', 'details');
    const show = page().getByRole('button', { name: t('ui.preview') });
    await userEvent.click(show);
    const pane = within(document.querySelector('aside.preview') as HTMLElement);
    await userEvent.click(pane.getByText(t('ui.close')));
    expect(app()?.contains('preview-open')).toBe(false);
    expect(document.activeElement).toBe(show);
  });

  it('Escape in a menu closes the menu alone', async () => {
    await opens('faults', 'details');
    await userEvent.click(toggle());
    const more = await screen.findByRole('button', {
      name: t('ui.partners.menu', { name: 'Harbour Tests' }),
    });
    more.focus();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(document.activeElement?.closest('[role=menu]')).not.toBeNull());
    await userEvent.keyboard('{Escape}');
    await soon(() => expect(document.querySelector('[role=menu]')).toBeNull());
    expect(app()?.contains('sidebar-open')).toBe(true);
  });

  it('the rail says the state of a page in words, where it shows a mark', async () => {
    await opens('faults', 'details');
    const marked = [...document.querySelectorAll('nav .mark')].map((mark) => mark.closest('a')?.title);
    expect(marked).toHaveLength(4);
    for (const title of marked) expect(title).toMatch(/: (\d+ (fail|to save)|To do)/);
  });
});
