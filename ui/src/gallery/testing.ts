/** For tests: the whole page, opened over a scenario. */
import App from '../App.svelte';
import { install } from './host';
import { found } from './steps';
import type { Route } from '$lib/backend';
import type { Answers, FakeHost } from '$lib/backend/fake/host';
import { recordedAt } from '$lib/backend/fake/recording';
import { scenarios, type ScenarioName } from '$lib/backend/fake/scenarios';
import { configure, render, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { computeAccessibleName } from 'dom-accessibility-api';
import { expect, onTestFinished, vi } from 'vitest';

/** A page is read in when it is first shown, which takes a while on a busy machine. */
const PATIENCE_MS = 10_000;
configure({ asyncUtilTimeout: PATIENCE_MS });

/** Waits until it is so. */
export const soon = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 10 });

export const pause = (ms = 0): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Opens the page where these answers have it, at the time of the recording. */
export async function opensWith(answers: Answers, route: Route): Promise<FakeHost> {
  endWithTest();
  vi.useFakeTimers({ now: recordedAt, toFake: ['Date'] });
  const host = install(answers, { route });
  render(App);
  await found('heading', () => document.querySelector('main h1'));
  // The start ends after the first picture.
  await soon(() => expect(host.requests('window_painted')).not.toEqual([]));
  await pause();
  return host;
}

/** What a page would do later ends with its test: edits that wait would be written to the host of the next one. */
function endWithTest(): void {
  const set = globalThis.setTimeout;
  const ids: ReturnType<typeof set>[] = [];
  vi.stubGlobal('setTimeout', (act: () => void, ms?: number) => {
    const id = set(act, ms);
    ids.push(id);
    return id;
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    ids.forEach((id) => clearTimeout(id));
  });
}

/** Opens a page in a scenario, with some of its answers changed. */
export const opens = (scenario: ScenarioName, route: Route, changed: Answers = {}): Promise<FakeHost> =>
  opensWith({ ...scenarios[scenario](), ...changed }, route);

/** What the page shows, without the frame around it. */
export const page = () => within(document.getElementById('main') as HTMLElement);
export const button = (name: string | RegExp): HTMLElement => page().getByRole('button', { name });
export const press = (name: string | RegExp): Promise<void> => userEvent.click(button(name));

/** Goes through the page with Tab, from its title to where the frame begins: what has the focus, by name. */
export async function namesAlongTab(): Promise<string[]> {
  const user = userEvent.setup();
  const names: string[] = [];
  document.querySelector<HTMLElement>('main h1')?.focus();
  for (await user.tab(); document.activeElement?.closest('main'); await user.tab())
    names.push(computeAccessibleName(document.activeElement));
  return names;
}

/** jsdom lays nothing out: what depends on that is judged in the real window. */
const ofLayout = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

/** The same on every page, and judged once for each scenario: it takes longer than the page itself. */
const frame = ['nav', 'footer.statusbar', 'aside.preview'];

export async function axeFindsNothing(isFrameLookedAt = false): Promise<void> {
  const { violations } = await axe.run(
    { include: [['body']], exclude: isFrameLookedAt ? [] : frame.map((part) => [part]) },
    {
      rules: Object.fromEntries(ofLayout.map((rule) => [rule, { enabled: false }])),
      resultTypes: ['violations'],
      preload: false,
    },
  );
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
