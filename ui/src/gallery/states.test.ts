/** Every state of the gallery opens: with a heading, an answer to everything it asks, and nothing for axe. */
import { states } from './states';
import { take } from './steps';
import { axeFindsNothing, opensWith } from './testing';
import { expect, it, vi } from 'vitest';

// axe looks at the whole page.
vi.setConfig({ testTimeout: 30_000 });

/** Errors have a test of their own. */
const pages = states.filter((state) => state.group !== 'errors');

it('has a name of its own', () => {
  expect(new Set(states.map((state) => state.name)).size).toBe(states.length);
});

it.each(pages.map((state) => [state.name, state] as const))('%s', async (_, state) => {
  await opensWith(state.answers(), state.route);
  await take(state.steps);
  expect(document.querySelector('main h1')?.textContent).not.toBe('');
  await axeFindsNothing(pages.find((one) => one.group === state.group) === state);
});
