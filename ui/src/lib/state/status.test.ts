/** News, errors, and the fields that an error was about. */
import type { WireError } from '$lib/backend';
import { expect, it } from 'vitest';
import { Status } from './status.svelte';

const error = (more: Partial<WireError>): WireError => ({
  code: 'store.failed',
  message: 'It failed',
  fields: [],
  hint: null,
  retryable: true,
  request_id: null,
  ...more,
});
const failing = (why: WireError) => () => Promise.reject(why as unknown as Error);

it('shows why what was asked for failed, until something else is asked for', async () => {
  const status = new Status();
  expect(await status.attempt(failing(error({})))).toBeUndefined();
  expect(status.error?.message).toBe('It failed');
  expect(await status.attempt(() => Promise.resolve(1))).toBe(1);
  expect(status.error).toBeNull();
});

it('keeps what was said while something is read along the way', async () => {
  const status = new Status();
  status.fail(error({}));
  await status.read(() => Promise.resolve());
  expect(status.error?.message).toBe('It failed');
});

it('tells what was canceled as news, not as an error', () => {
  const status = new Status();
  status.fail(error({ code: 'work.canceled', message: 'Canceled' }));
  expect([status.news?.text, status.error]).toEqual(['Canceled', null]);
});

it('holds a refusal of each field until that field is edited', () => {
  const status = new Status();
  const fault = (field: 'name' | 'codename') => ({ field, code: null, message: `Not this ${field}` });
  status.fail(error({ fields: [fault('name')] as unknown as WireError['fields'] }));
  status.fail(error({ fields: [fault('codename')] as unknown as WireError['fields'] }));
  status.clearRefusal('name');
  expect(status.refused).toEqual({ codename: 'Not this codename' });
});
