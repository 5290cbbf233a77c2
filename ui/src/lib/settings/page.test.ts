/** The settings, in the whole window. */
import { opens, page, press, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { recorded, required } from '$lib/backend/fake/recording';
import { t } from '$lib/text';
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const theme = (name: 'light' | 'dark') => screen.getByTestId(`theme-${name}`);

describe('the theme', () => {
  it('changes at once, and its button is the pressed one', async () => {
    await opens('empty', 'settings', { settings_set: (settings) => settings });
    await userEvent.click(theme('dark'));
    await soon(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    expect([theme('dark'), theme('light')].map((one) => one.getAttribute('aria-pressed'))).toEqual([
      'true',
      'false',
    ]);
  });

  it('stays as it was when it cannot be kept', async () => {
    await opens('empty', 'settings', { settings_set: refuse('store.read_only') });
    const before = document.documentElement.dataset['theme'];
    await userEvent.click(theme('light'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('store.read_only');
    expect(document.documentElement.dataset['theme']).toBe(before);
    expect(theme('light').getAttribute('aria-pressed')).toBe('false');
  });
});

describe('the size of the text', () => {
  it('changes by buttons and by keys, and is announced', async () => {
    const host = await opens('empty', 'settings', { settings_set: (settings) => settings });
    const sizes = () =>
      page()
        .getAllByRole('status')
        .map((one) => one.textContent);
    await press(t('ui.settings.larger'));
    await soon(() => expect(sizes()).toContain('110 %'));
    await userEvent.keyboard('{Control>}-{/Control}');
    await soon(() => expect(sizes()).toContain('100 %'));
    expect(host.requests('settings_set')).toMatchObject([{ zoom: 1.1 }, { zoom: 1 }]);
  });
});

describe('erasing everything', () => {
  it('is asked for in a dialog that Escape closes, back to its button', async () => {
    const host = await opens('faults', 'settings');
    await userEvent.click(screen.getByTestId('erase'));
    const dialog = await screen.findByRole('alertdialog');
    await soon(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await userEvent.keyboard('{Escape}');
    await soon(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await soon(() => expect(document.activeElement).toBe(screen.getByTestId('erase')));
    expect(host.requests('erase_all')).toEqual([]);
  });

  it('ends at the first run', async () => {
    const host = await opens('faults', 'settings', { erase_all: {} });
    host.change({ partners_list: required(recorded('empty'), 'partners_list') });
    await userEvent.click(screen.getByTestId('erase'));
    await userEvent.click(await screen.findByTestId('confirm'));
    await soon(() => expect(screen.getByTestId('open-example')).toBeTruthy());
    await soon(() => expect(screen.getByTestId('news').textContent).toContain(t('ui.settings.erased')));
  });

  it('that fails leaves the page, and says why', async () => {
    await opens('faults', 'settings', { erase_all: refuse('store.locked') });
    await userEvent.click(screen.getByTestId('erase'));
    await userEvent.click(await screen.findByTestId('confirm'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('store.locked');
    expect(page().getByRole('heading', { level: 1 }).textContent).toBe(t('ui.place.settings'));
  });
});
