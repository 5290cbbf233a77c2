/** Every state of the gallery opens: with a heading, an answer to everything it asks, and nothing for axe. */
import { states, type State } from './states';
import { take } from './steps';
import { axeFindsNothing, opensWith } from './testing';
import type { ErrorCode } from '$lib/backend';
import { codes, errorOf } from '$lib/backend/fake/errors';
import { screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';

// axe looks at the whole page.
vi.setConfig({ testTimeout: 30_000 });

const [errors, pages] = [true, false].map((isError) =>
  states.filter((state) => (state.group === 'errors') === isError),
) as [State[], State[]];

it('has a name of its own', () => {
  expect(new Set(states.map((state) => state.name)).size).toBe(states.length);
});

it.each(pages.map((state) => [state.name, state] as const))('%s', async (_, state) => {
  await opensWith(state.answers(), state.route);
  await take(state.steps);
  expect(document.querySelector('main h1')?.textContent).not.toBe('');
  await axeFindsNothing(pages.find((one) => one.group === state.group) === state);
});

describe('an error', () => {
  it('of every code is among them', () => {
    const named = errors.map((state) => state.name);
    expect(named).toEqual(expect.arrayContaining(codes.map((code) => `activity-error-${code}`)));
    expect(codes.length).toBeGreaterThan(100);
  });

  it.each(errors.map((state) => [state.name, state] as const))('%s', async (name, state) => {
    await opensWith(state.answers(), state.route);
    const code = name.replace(/^(activity-error|blocked)-/, '');
    const where = document.querySelector(`[data-code="${code}"]`) ?? screen.getByTestId('news');
    expect(where.textContent).toContain(errorOf(code as ErrorCode).message);
  });
});
