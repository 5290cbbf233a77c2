/** The page of the URLs in each of its states, in the whole window. */
import { opens, page, press, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { later, never } from '$lib/backend/fake/host';
import { recorded, required } from '$lib/backend/fake/recording';
import type { TryOutcome } from '$lib/backend';
import { t } from '$lib/text';
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const partner = required(recorded('faults'), 'partner_open');
const outcome = (sentence: string): TryOutcome => ({
  ...({ good: false, sentence } as TryOutcome),
  partner,
});
const field = (key: 'tests' | 'validate_token') =>
  document.getElementById(`field-urls.${key}`) as HTMLInputElement;
const tried = (key: string) => screen.getByTestId(`tried-${key}`);

describe('a token of the sample service', () => {
  const without = required(recorded('draft'), 'tokens_view');

  it.each([
    [true, 'where a URL leads to that service'],
    [false, 'and nowhere else'],
  ])('is offered (%s) %s', async (takes_sample_token) => {
    const partner_open = { ...partner, takes_sample_token };
    await opens('faults', 'addresses', { partner_open, tokens_view: without });
    await screen.findByTestId('paste-field-customer_token');
    expect(screen.queryByTestId('practice-customer') !== null).toBe(takes_sample_token);
  });
});

describe('a URL', () => {
  it('is tried, and its result is announced beside its name', async () => {
    const host = await opens('faults', 'addresses', { url_try: outcome('It answered 500.') });
    await userEvent.click(screen.getByTestId('try-tests'));
    await soon(() => expect(tried('tests').textContent).toContain('It answered 500.'));
    expect(tried('tests').getAttribute('role')).toBe('status');
    expect(host.requests('url_try')).toEqual([{ partner_id: partner.id, url: 'tests' }]);
  });

  it('has no result of what it was before, however late that comes', async () => {
    const coming = later<TryOutcome>();
    await opens('editing', 'addresses', { url_try: coming.answer });
    await userEvent.click(screen.getByTestId('try-tests'));
    await userEvent.type(field('tests'), '2');
    coming.come(outcome('It answered 500.'));
    await soon(() => expect(tried('tests').querySelector('[data-testid=busy]')).toBeNull());
    expect(tried('tests').textContent.trim()).toBe('');
  });

  it('is tried for as long as the person waits', async () => {
    const host = await opens('faults', 'addresses', { url_try: never, work_cancel: {} });
    await userEvent.click(screen.getByTestId('try-tests'));
    await userEvent.click(await screen.findByTestId('cancel'));
    expect(host.requests('work_cancel')).toMatchObject([{ work: 'try', url: 'tests' }]);
    expect(screen.getByTestId('try-tests').getAttribute('aria-disabled')).toBe('true');
  });

  it('to which candidates are sent is tried in a rehearsal only', async () => {
    const host = await opens('faults', 'addresses');
    const button = screen.getByTestId('try-send_candidate');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.title).toBe(t('ui.addresses.in_rehearsal'));
    await userEvent.click(button);
    expect(host.requests('url_try')).toEqual([]);
  });
});

describe('a problem', () => {
  const problem = required(recorded('draft'), 'partner_open').problems.find(
    (one) => one.field === 'urls.tests' && one.on_leave,
  );

  it('of a URL is told when its field was left, and read out with it', async () => {
    await opens('draft', 'addresses', { url_normalize: required(recorded('draft'), 'partner_open') });
    expect(field('tests').getAttribute('aria-invalid')).not.toBe('true');
    await userEvent.click(field('tests'));
    await userEvent.tab();
    await soon(() => expect(field('tests').getAttribute('aria-invalid')).toBe('true'));
    const describing = (field('tests').getAttribute('aria-describedby') ?? '').split(' ');
    const said = describing.map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(said).toContain(problem?.message);
  });
});

describe('the request for the developer', () => {
  it('is copied, and that is said', async () => {
    const host = await opens('faults', 'addresses', {
      developer_request: { text: 'Tell us' },
      text_copy: {},
    });
    await press(t('ui.addresses.request'));
    await soon(() =>
      expect(screen.getByTestId('news').textContent).toContain(t('ui.addresses.request_copied')),
    );
    expect(host.requests('text_copy')).toEqual([{ text: 'Tell us' }]);
  });

  it('that cannot be copied is told as an error', async () => {
    const refused = { developer_request: { text: 'Tell us' }, text_copy: refuse('clipboard.failed') };
    await opens('faults', 'addresses', refused);
    await press(t('ui.addresses.request'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('clipboard.failed');
  });
});

describe('a view-only window', () => {
  it('shows every URL and changes none', async () => {
    await opens('view-only', 'addresses');
    const fields = page().getAllByRole<HTMLInputElement>('textbox');
    expect(fields.map((one) => one.value)).toEqual(
      expect.arrayContaining([partner.tests, partner.send_candidate]),
    );
    expect(fields.every((one) => one.matches(':disabled'))).toBe(true);
  });
});
