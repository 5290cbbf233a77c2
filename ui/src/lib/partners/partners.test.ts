/** The list of partners, and the first run. */
import { button, namesAlongTab, opens, page, press, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { recorded, required } from '$lib/backend/fake/recording';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { computeAccessibleName } from 'dom-accessibility-api';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const { partners } = required(recorded('draft'), 'partners_list');
const title = () => page().getByRole('heading', { level: 1 }).textContent;

describe('the first run', () => {
  it('begins at the sample partner, and goes on to the other ways by Tab', async () => {
    await opens('empty', 'partners');
    expect(document.activeElement).toBe(button(t('ui.empty.example.button')));
    expect(await namesAlongTab()).toEqual([
      t('ui.empty.example.button'),
      t('ui.partners.new'),
      t('ui.import.go'),
      t('ui.import.file'),
    ]);
  });

  it('says why the sample partner cannot be opened, and lets it be tried again', async () => {
    const host = await opens('empty', 'partners', { sample_open: refuse('sandbox.not_started') });
    await press(t('ui.empty.example.button'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('sandbox.not_started');
    host.change({ ...recorded('ready'), sample_open: required(recorded('ready'), 'partner_open') });
    await press(t('ui.empty.example.button'));
    await soon(() => expect(screen.getByTestId('headline')).toBeTruthy());
    expect(screen.queryByTestId('error')).toBeNull();
  });
});

describe('the list', () => {
  it('has each partner as one link that says where it stands', async () => {
    await opens('draft', 'partners');
    const names = screen.getAllByTestId('partner-row').map((link) => computeAccessibleName(link));
    expect(names).toEqual(
      partners.map((one) => expect.stringMatching(new RegExp(`^${one.title} .*${one.state}`)) as string),
    );
  });

  it('opens a partner with Enter', async () => {
    const host = await opens('faults', 'partners', { partners_list: { partners } });
    const opened = host.requests('partner_open').length;
    screen.getAllByTestId('partner-row')[1]?.focus();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(host.requests('partner_open')).toHaveLength(opened + 1));
    expect(host.requests('partner_open').at(-1)).toEqual({ partner_id: partners[1]?.id });
    await soon(() => expect(title()).not.toBe(t('ui.place.partners')));
  });

  it('stays, with the reason, where a partner cannot be opened', async () => {
    const host = await opens('faults', 'partners');
    host.change({ partner_open: refuse('store.not_found') });
    await userEvent.click(screen.getAllByTestId('partner-row')[0] as HTMLElement);
    expect((await screen.findByTestId('error')).dataset['code']).toBe('store.not_found');
    expect(title()).toBe(t('ui.place.partners'));
  });

  it('offers no new partner in a view-only window', async () => {
    await opens('view-only', 'partners');
    expect(button(t('ui.partners.new')).matches(':disabled')).toBe(true);
    expect(button(t('ui.partners.import')).matches(':disabled')).toBe(true);
  });

  it('shows what happened to the data until it was read', async () => {
    await opens('rebuilt', 'partners');
    await userEvent.click(within(screen.getByTestId('notice')).getByRole('button', { name: t('ui.close') }));
    expect(screen.queryByTestId('notice')).toBeNull();
  });
});

describe('the import', () => {
  it('is a dialog that Escape closes, back to its button', async () => {
    await opens('faults', 'partners');
    await press(t('ui.partners.import'));
    const dialog = await screen.findByRole('dialog', { name: t('ui.partners.import') });
    expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    await soon(() => expect(screen.queryByRole('dialog')).toBeNull());
    await soon(() => expect(document.activeElement).toBe(button(t('ui.partners.import'))));
  });

  it('stays open with the reason when there is no such partner', async () => {
    await opens('faults', 'partners', { partner_import_rc: refuse('api.not_found') });
    await press(t('ui.partners.import'));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: t('ui.import.codename') }), 'harbour{Enter}');
    expect((await dialog.findByTestId('error')).dataset['code']).toBe('api.not_found');
  });
});
