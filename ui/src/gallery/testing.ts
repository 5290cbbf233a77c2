/** For tests: the whole page, opened over a scenario. */
import App from '../App.svelte';
import { install } from './host';
import { found } from './steps';
import type { Route } from '$lib/backend';
import type { Answers, FakeHost } from '$lib/backend/fake/host';
import { recordedAt } from '$lib/backend/fake/recording';
import { scenarios, type ScenarioName } from '$lib/backend/fake/scenarios';
import { render } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, vi } from 'vitest';

export const pause = (ms = 0): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Opens the page where these answers have it, at the time of the recording. */
export async function opensWith(answers: Answers, route: Route): Promise<FakeHost> {
  vi.useFakeTimers({ now: recordedAt, toFake: ['Date'] });
  const host = install(answers, { route });
  render(App);
  await found('heading', () => document.querySelector('main h1'));
  // The start ends after the first picture.
  await vi.waitFor(() => expect(host.requests('window_painted')).toHaveLength(1), { interval: 5 });
  await pause();
  return host;
}

/** Opens a page in a scenario, with some of its answers changed. */
export const opens = (scenario: ScenarioName, route: Route, changed: Answers = {}): Promise<FakeHost> =>
  opensWith({ ...scenarios[scenario](), ...changed }, route);

/** jsdom lays nothing out: what depends on that is judged in the real window. */
const ofLayout = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

export async function axeFindsNothing(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: Object.fromEntries(ofLayout.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
    preload: false,
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
