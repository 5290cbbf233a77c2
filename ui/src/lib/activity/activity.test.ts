/** The page of what was sent, in each of its states. */
import { opens, page, pause, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { later } from '$lib/backend/fake/host';
import { recorded, required } from '$lib/backend/fake/recording';
import type { TokenUsageView } from '$lib/backend';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const { calls } = required(recorded('faults'), 'activity_list');
const partner = required(recorded('faults'), 'partner_open');
const entries = () => within(screen.getByTestId('activity')).getAllByRole('button');
const usage = (count: number): TokenUsageView => ({ ...required(recorded('empty'), 'token_usage'), count });

describe('the requests', () => {
  it('are told to be none before there is one', async () => {
    await opens('empty', 'activity');
    expect(page().getByText(t('ui.activity.none'))).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('are a table with a name to each column, and one opens at a time', async () => {
    await opens('faults', 'activity');
    expect(
      page()
        .getAllByRole('columnheader')
        .map((cell) => cell.textContent),
    ).not.toContain('');
    expect(entries()).toHaveLength(calls.length);
    await userEvent.click(entries()[0] as HTMLElement);
    expect(screen.getByTestId('exchange').textContent).toContain(calls[0]?.exchange.request);
    expect(entries()[0]?.getAttribute('aria-expanded')).toBe('true');
    await userEvent.click(entries()[1] as HTMLElement);
    expect(screen.getByTestId('exchange').textContent).toContain(calls[1]?.exchange.request);
    expect(entries()[0]?.getAttribute('aria-expanded')).toBe('false');
  });

  it('that cannot be read are not told to be none without the reason', async () => {
    await opens('faults', 'activity', { activity_list: refuse('store.locked') });
    expect((await screen.findByTestId('error')).dataset['code']).toBe('store.locked');
  });
});

describe('of a partner that is open', () => {
  const scope = () => page().getByRole<HTMLSelectElement>('combobox', { name: t('ui.activity.partner') });

  it('its own calls are asked for, and those of all on demand', async () => {
    const host = await opens('faults', 'activity');
    await soon(() => expect(host.requests('activity_list').at(-1)).toMatchObject({ partner_id: partner.id }));
    expect(scope().selectedOptions[0]?.textContent).toBe(partner.title);
    await userEvent.selectOptions(scope(), t('ui.sidebar.all'));
    await soon(() => expect(host.requests('activity_list').at(-1)).toMatchObject({ partner_id: null }));
  });

  it('whose, which token and where to stay between the two lists', async () => {
    const host = await opens('faults', 'activity');
    await userEvent.selectOptions(scope(), t('ui.sidebar.all'));
    await userEvent.selectOptions(page().getByRole('combobox', { name: t('ui.activity.token') }), 'customer');
    await userEvent.type(page().getByRole('searchbox', { name: t('ui.ledger.destination') }), 'example');
    await userEvent.click(screen.getByTestId('show-token-usage'));
    const asked = { partner_id: null, token: 'customer', destination: 'example' };
    await soon(() => expect(host.requests('token_usage').at(-1)).toMatchObject(asked));
    await userEvent.click(screen.getByTestId('show-calls'));
    await soon(() => expect(host.requests('activity_list').at(-1)).toMatchObject(asked));
  });

  it('nothing is told of it where nothing was called, and of a filter where nothing fits', async () => {
    const none = { calls: [], count: 0 };
    await opens('faults', 'activity', { activity_list: none });
    const count = () => screen.getByTestId('calls-count').textContent.trim();
    await soon(() => expect(count()).toBe(t('ui.activity.none_here')));
    await userEvent.click(screen.getByTestId('calls-refused'));
    await soon(() => expect(count()).toBe(t('ui.activity.none_fits')));
  });

  it('says that more fit than are shown', async () => {
    await opens('faults', 'activity', { activity_list: { calls: calls.slice(0, 2), count: 700 } });
    await soon(() =>
      expect(screen.getByTestId('calls-count').textContent.trim()).toBe(
        t('ui.activity.some', { shown: 2, count: 700 }),
      ),
    );
  });
});

it('without a partner there is nothing to choose between', async () => {
  const host = await opens('empty', 'activity');
  await soon(() => expect(host.requests('activity_list').at(-1)).toMatchObject({ partner_id: null }));
  expect(screen.queryByTestId('activity-scope')).toBeNull();
});

describe('the use of tokens', () => {
  it('is narrowed by token, and that is what is exported', async () => {
    const host = await opens('faults', 'activity', { token_usage_export: { text: 'Saved' } });
    await userEvent.click(screen.getByTestId('show-token-usage'));
    const token = page().getByRole('combobox', { name: t('ui.activity.token') });
    await userEvent.selectOptions(token, 'customer');
    await soon(() => expect(host.requests('token_usage').at(-1)).toMatchObject({ token: 'customer' }));
    await userEvent.click(screen.getByTestId('token-usage-export'));
    await soon(() => expect(host.requests('token_usage_export')).toMatchObject([{ token: 'customer' }]));
  });

  it('is that of the last question, whatever order the answers come in', async () => {
    const first = later<TokenUsageView>();
    const host = await opens('faults', 'activity');
    await userEvent.click(screen.getByTestId('show-token-usage'));
    await soon(() => expect(screen.getByTestId('token-usage-count').textContent.trim()).not.toBe(''));
    host.change({ token_usage: first.answer });
    await userEvent.click(screen.getByTestId('token-usage-sent'));
    await soon(() => expect(host.requests('token_usage').at(-1)).toMatchObject({ group: 'sent' }));
    host.change({ token_usage: usage(0) });
    await userEvent.click(screen.getByTestId('token-usage-held_back'));
    await soon(() =>
      expect(screen.getByTestId('token-usage-count').textContent.trim()).toBe(t('ui.ledger.none_fits')),
    );
    first.come(required(recorded('faults'), 'token_usage'));
    // Time for what must not be shown.
    await pause(50);
    await soon(() =>
      expect(screen.getByTestId('token-usage-count').textContent.trim()).toBe(t('ui.ledger.none_fits')),
    );
    expect(screen.queryByTestId('token-usage')).toBeNull();
  });
});
