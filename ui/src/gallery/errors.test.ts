/** Every error as the page shows it: the sentence of the core, beside what was done. */
import { states } from './states';
import { opensWith } from './testing';
import type { ErrorCode } from '$lib/backend';
import { codes, errorOf } from '$lib/backend/fake/errors';
import { screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const errors = states.filter((state) => state.group === 'errors');

it('has a state in the gallery for each code', () => {
  const named = errors.map((state) => state.name);
  expect(named).toEqual(expect.arrayContaining(codes.map((code) => `activity-error-${code}`)));
  expect(codes.length).toBeGreaterThan(100);
});

it.each(errors.map((state) => [state.name, state] as const))('%s', async (name, state) => {
  await opensWith(state.answers(), state.route);
  const code = name.replace(/^(activity-error|blocked)-/, '');
  // What the person has stopped is news, and no error.
  const where = document.querySelector(`[data-code="${code}"]`) ?? screen.getByTestId('news');
  expect(where.textContent).toContain(errorOf(code as ErrorCode).message);
});
