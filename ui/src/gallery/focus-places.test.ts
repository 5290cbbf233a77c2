/** Where the focus goes after what is done most, in the whole window. */
import { button, opens, page, press, soon } from './testing';
import { refuse } from '$lib/backend/fake/errors';
import { recorded, required } from '$lib/backend/fake/recording';
import type { ScenarioName } from '$lib/backend/fake/scenarios';
import type { Route } from '$lib/backend';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const focused = () => document.activeElement as HTMLElement;
const heading = () => page().getByRole('heading', { level: 1 });
const { partners } = required(recorded('draft'), 'partners_list');
const partner = required(recorded('draft'), 'partner_open');

describe('the focus', () => {
  it.each<[ScenarioName, Route]>([
    ['faults', 'details'],
    ['faults', 'readiness'],
    ['draft', 'partners'],
    ['faults', 'settings'],
  ])('is on the heading when the app opens with %s on %s', async (scenario, route) => {
    await opens(scenario, route);
    await soon(() => expect(focused()).toBe(heading()));
  });

  it('is on the heading of a page that was gone to', async () => {
    await opens('faults', 'details');
    await press(t('ui.next', { page: t('ui.place.logo') }));
    await soon(() => expect(heading().textContent).toBe(t('ui.place.logo')));
    expect(focused()).toBe(heading());
  });

  it('is on the first field of a new partner', async () => {
    await opens('draft', 'partners', { partner_create: partner });
    await press(t('ui.partners.new'));
    await soon(() => expect(focused().getAttribute('name')).toBe('kind'));
  });

  it('is on the heading of a partner that was imported from a file', async () => {
    await opens('draft', 'partners', { partner_import: partner });
    await press(t('ui.partners.import'));
    const file = new File(['{}'], 'acme.partner.json');
    await userEvent.upload(await screen.findByTestId('import-file'), file);
    await soon(() => expect(heading().textContent).toBe(t('ui.place.details')));
    await soon(() => expect(focused()).toBe(heading()));
  });

  it('is on the next partner after one was removed, and on that one when it is restored', async () => {
    let list = partners;
    await opens('draft', 'partners', {
      partners_list: () => ({ partners: list }),
      partner_remove: ({ partner_id }) => {
        list = partners.filter((one) => one.id !== partner_id);
        return {};
      },
      partner_restore: () => {
        list = partners;
        return partner;
      },
    });
    const rows = () => screen.getAllByTestId('partner-row');
    await soon(() => expect(rows()).toHaveLength(partners.length));
    const at = rows().findIndex((row) => row.dataset['partner'] !== partner.id);
    const removed = rows()[at];
    removed?.focus();
    await userEvent.keyboard('{Delete}');
    await soon(() => expect(rows()).toHaveLength(partners.length - 1));
    await soon(() => expect(focused()).toBe(rows()[Math.min(at, partners.length - 2)]));
    const bar = within(document.querySelector('footer.statusbar') as HTMLElement);
    // The first one stands with the sentence; the other is that of the draft.
    const [undo] = await bar.findAllByRole('button', { name: t('ui.undo') });
    if (undo) await userEvent.click(undo);
    await soon(() => expect(focused().dataset['partner']).toBe(removed?.dataset['partner']));
  });

  it('is on the field of a token that was removed', async () => {
    const tokens = required(recorded('faults'), 'tokens_view');
    const personal = { ...tokens.personal, state: 'absent' as const };
    const token_remove = {
      partner: required(recorded('faults'), 'partner_open'),
      tokens: { ...tokens, personal },
      works: null,
      sentence: '',
    };
    await opens('faults', 'connection', { token_remove });
    await userEvent.click(await screen.findByTestId('forget-field-personal_token'));
    await userEvent.click(await screen.findByTestId('confirm'));
    await soon(() => expect(focused().id).toBe('field-personal_token'));
  });

  it('is on the choice of another logo after the logo was removed', async () => {
    await opens('editing', 'logo');
    await press(t('ui.logo.remove'));
    await soon(() => expect(focused().id).toBe('field-logo'));
  });

  it('goes back to the button that had failed when its error is closed', async () => {
    await opens('faults', 'readiness', { readiness_export: refuse('store.full') });
    const save = button(t('ui.readiness.save_report'));
    await userEvent.click(save);
    const close = await screen.findByRole('button', { name: t('ui.close') });
    close.focus();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(focused()).toBe(save));
  });

  it('goes back to what opened a question that was canceled', async () => {
    await opens('revertible', 'save');
    await userEvent.click(await screen.findByTestId('revert-open'));
    await soon(() => expect(page().getByRole('button', { name: t('ui.cancel') })).toBeTruthy());
    await press(t('ui.cancel'));
    await soon(() => expect(focused().dataset['testid']).toBe('revert-open'));
  });
});
