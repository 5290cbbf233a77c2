/** What a URL answered belongs to the URL and the token that it was tried with. */
import Addresses from './Addresses.svelte';
import type { PartnerView, TokensView } from '$lib/backend';
import { answer, asked, forget, listen } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => ({}) }));

const tests = 'https://api.harbour.com/tests';
const partner = (revision: number) =>
  ({
    id: 'p',
    title: 'Harbour',
    revision,
    environment: 'rc',
    validate_token: '',
    tests,
    send_candidate: '',
    help_article: '',
    problems: [],
    tasks: [],
    origins: [],
    url_notes: [],
  }) as unknown as PartnerView;
const tokens = (since: number | null) =>
  ({
    customer: {
      token: 'customer',
      state: since === null ? 'absent' : 'present',
      since,
      last_used: null,
      last_four: '1234',
    },
    notices: [],
  }) as unknown as TokensView;
const outcome = () => screen.getByTestId('tried-tests').textContent.trim();

beforeEach(async () => {
  listen();
  desk = new Desk();
  desk.partner.view = partner(1);
  desk.tokens.view = tokens(100);
  render(Addresses);
  await userEvent.click(screen.getByTestId('try-tests'));
  await answer('url_try', { url: 'tests', good: true, sentence: '5 tests', partner: partner(2) });
});

describe('the result of Try', () => {
  it('is shown while the URL and the token are the ones that were tried', () => {
    expect(outcome()).toBe('5 tests');
  });

  it('goes when another token is put in', async () => {
    desk.tokens.view = tokens(200);
    await vi.waitFor(() => expect(outcome()).toBe(''));
  });

  it('goes when the token is removed', async () => {
    desk.tokens.view = tokens(null);
    await vi.waitFor(() => expect(outcome()).toBe(''));
  });

  it('goes when the URL changes', async () => {
    await userEvent.type(screen.getByRole('textbox', { name: /Test list URL/ }), '2');
    await vi.waitFor(() => expect(outcome()).toBe(''));
  });

  it('is followed by a fresh look at when the token was last used', async () => {
    expect(asked('tokens_view')).toHaveLength(1);
    forget();
  });
});
