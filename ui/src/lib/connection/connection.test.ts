/** The page of the connection in each of its states, in the whole window. */
import { button, namesAlongTab, opens, page, press, soon } from '../../gallery/testing';
import { errorOf, refuse } from '$lib/backend/fake/errors';
import { never } from '$lib/backend/fake/host';
import { recorded, required } from '$lib/backend/fake/recording';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const partner = required(recorded('faults'), 'partner_open');
const tokens = required(recorded('faults'), 'tokens_view');
const environment = (name: 'rc' | 'sandbox') =>
  page().getByRole<HTMLInputElement>('radio', { name: new RegExp(`^${t(`ui.env.${name}`)}`) });
const company = () => page().getByRole<HTMLInputElement>('textbox', { name: t('ui.connection.company') });

describe('Tab', () => {
  it('goes from where the partner is registered to its keys, and on to the next page', async () => {
    await opens('faults', 'connection');
    await screen.findByTestId('kept-field-personal_token');
    const names = await namesAlongTab();
    expect(names[0]).toMatch(new RegExp(`^${t('ui.env.sandbox')}`));
    const places = [
      t('ui.connection.company'),
      t('ui.connection.again'),
      t('ui.next', { page: t('ui.place.addresses') }),
    ].map((name) => names.indexOf(name));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });
});

describe('the environment', () => {
  it('stays where it was when the other one is refused', async () => {
    await opens('faults', 'connection', { connection_set: refuse('codename.locked') });
    await userEvent.click(environment('rc'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('codename.locked');
    await soon(() => expect(environment('sandbox').checked).toBe(true));
  });

  it('has tokens of its own, which are read when it is chosen', async () => {
    const next = { ...partner, environment: 'rc' as const, revision: 99 };
    const host = await opens('faults', 'connection', { connection_set: next });
    const before = host.requests('tokens_view').length;
    await userEvent.click(environment('rc'));
    await soon(() => expect(host.requests('tokens_view').length).toBeGreaterThan(before));
    expect(host.requests('connection_set')).toMatchObject([{ environment: 'rc', company_id: null }]);
    expect(screen.queryByTestId('practice-token')).toBeNull();
  });
});

describe('where company ID and token are found', () => {
  const way = () => screen.queryByText(t('ui.find.one'));

  it('is told step by step on RC alone: the Sandbox fills in both', async () => {
    await opens('faults', 'connection');
    expect(way()).toBeNull();
    expect(screen.getByTestId('find-none').textContent).toContain(t('ui.connection.practice'));
  });

  it('is told on RC', async () => {
    await opens('faults', 'connection', { partner_open: { ...partner, environment: 'rc' } });
    expect(way()).toBeTruthy();
    expect(screen.queryByTestId('find-none')).toBeNull();
  });

  it('asks for an environment first where none is chosen', async () => {
    await opens('faults', 'connection', { partner_open: { ...partner, environment: null } });
    expect(screen.getByTestId('find-none').textContent.trim()).toBe(t('ui.find.choose'));
  });
});

describe('the company', () => {
  it('is refused at its field', async () => {
    const code = 'company_id.not_a_number';
    const { message } = errorOf(code);
    const refusal = refuse(code, { fields: [{ field: 'company_id', code, message }] });
    await opens('faults', 'connection', { connection_set: refusal, edits_waiting: {} });
    await userEvent.type(company(), 'x');
    await soon(() => expect(company().getAttribute('aria-invalid')).toBe('true'));
    const describing = (company().getAttribute('aria-describedby') ?? '').split(' ');
    const said = describing.map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(said).toContain(message);
    expect(company().value).toBe(`${partner.company_id}x`);
  });
});

describe('a token', () => {
  it('is shown by its last four characters, and a new one has the cursor', async () => {
    await opens('faults', 'connection');
    const kept = await screen.findByTestId('kept-field-personal_token');
    expect(kept.textContent).toContain(tokens.personal.last_four);
    await userEvent.click(screen.getByTestId('replace-field-personal_token'));
    const field = page().getByLabelText<HTMLInputElement>(t('ui.connection.token'));
    expect(document.activeElement).toBe(field);
    expect(field.type).toBe('password');
  });

  it('is removed only after a question', async () => {
    const host = await opens('faults', 'connection', { token_remove: refuse('keychain.locked') });
    await userEvent.click(await screen.findByTestId('forget-field-personal_token'));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(host.requests('token_remove')).toEqual([]);
    await userEvent.click(dialog.getByTestId('confirm'));
    await soon(() => expect(host.requests('token_remove')).toMatchObject([{ token: 'personal' }]));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('keychain.locked');
  });

  it('is verified while the person can stop that', async () => {
    const host = await opens('faults', 'connection', { token_verify: never, work_cancel: {} });
    await soon(() => expect(screen.getByTestId('kept-field-personal_token')).toBeTruthy());
    await press(t('ui.connection.again'));
    await userEvent.click(await screen.findByTestId('cancel'));
    expect(host.requests('work_cancel')).toMatchObject([{ work: 'verify' }]);
  });

  it('that is rejected is told as that', async () => {
    const sentence = 'The token was rejected.';
    await opens('faults', 'connection', { token_verify: { partner, tokens, works: false, sentence } });
    await screen.findByTestId('kept-field-personal_token');
    await press(t('ui.connection.again'));
    expect((await screen.findByTestId('verified')).textContent).toContain(sentence);
  });
});

describe('a locked keychain', () => {
  it('says what to do step by step, and is asked again', async () => {
    const host = await opens('keychain-locked', 'connection');
    const notice = within(await screen.findByTestId('keychain-notice'));
    expect(notice.getAllByRole('listitem').length).toBeGreaterThan(1);
    await userEvent.click(notice.getByRole('button', { name: t('ui.keychain.again') }));
    await soon(() =>
      expect(screen.queryAllByTestId('keychain-notice').map((one) => one.dataset['code'])).not.toContain(
        'keychain.locked',
      ),
    );
    expect(host.requests('keychain_try_again')).toHaveLength(1);
  });
});

describe('a view-only window', () => {
  it('changes neither the environment nor a token', async () => {
    await opens('view-only', 'connection');
    await screen.findByTestId('kept-field-personal_token');
    expect(environment('rc').matches(':disabled')).toBe(true);
    expect(company().matches(':disabled')).toBe(true);
    expect(screen.getByTestId('replace-field-personal_token').matches(':disabled')).toBe(true);
    expect(button(t('ui.next', { page: t('ui.place.addresses') })).matches(':disabled')).toBe(false);
  });
});
