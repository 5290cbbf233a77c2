/** Where something that has keys is offered, its keys are shown. */
import { opens, page } from '../../gallery/testing';
import { keysOf, type Keyed } from '$lib/shortcuts';
import { t } from '$lib/text';
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';

// Each opens the whole window.
vi.setConfig({ testTimeout: 30_000 });

/** Opens a menu by keyboard; what it offers, with its keys as they are shown and as they are said. */
async function offered(opener: HTMLElement, role: 'menuitem' | 'option'): Promise<string[]> {
  opener.focus();
  await userEvent.keyboard('{Enter}');
  const items = await screen.findAllByRole(role, { hidden: true });
  return items
    .filter((item) => item.querySelector('kbd'))
    .map((item) => `${item.textContent.trim()} ${item.getAttribute('aria-keyshortcuts')}`);
}

it('the switcher shows the keys of a new partner', async () => {
  await opens('faults', 'details');
  expect(await offered(screen.getByTitle(t('ui.sidebar.switch')), 'option')).toEqual([
    `${t('ui.partners.new')}Ctrl N Control+N`,
  ]);
});

it('the menu of a row shows the key that removes its partner', async () => {
  await opens('faults', 'partners');
  expect(await offered(await screen.findByTestId('row-menu'), 'menuitem')).toEqual([
    `${t('ui.partner.remove')}Delete Delete`,
  ]);
});

it.each<[string, Parameters<typeof opens>[1], Keyed, string]>([
  ['runs the checks', 'readiness', 'run', t('ui.readiness.run')],
  ['adds a partner', 'partners', 'new', t('ui.partners.new')],
  ['leads to Review and save', 'article', 'save', t('ui.place.save')],
])('the button that %s names its keys', async (_, route, what, name) => {
  await opens('faults', route);
  const button = await page().findByTitle(`${name} (${keysOf(what)})`);
  expect(button.tagName).toBe('BUTTON');
  expect(button.getAttribute('aria-keyshortcuts')).toMatch(/^Control\+/);
});

it('a task of the sidebar names the keys that lead there', async () => {
  await opens('faults', 'details');
  const said = [...document.querySelectorAll<HTMLElement>('nav [aria-keyshortcuts]')].map(
    ({ dataset, title, ariaKeyShortcuts }) =>
      `${dataset.place} ${/\(.*\)$/.exec(title)?.[0]} ${ariaKeyShortcuts ?? ''}`.trim(),
  );
  expect(said).toContain('connection (Ctrl 3) Control+3');
  expect(said).toContain('save (Ctrl S) Control+S');
  expect(said).toContain('settings (Ctrl ,) Control+,');
});
