/** Every button that the gallery shows is pressed once on each page, and something has the focus afterwards. */
import { states, type State } from './states';
import { take } from './steps';
import { opensWith, pause } from './testing';
import { takeUnanswered } from '$lib/backend/fake/host';
import type { Route } from '$lib/backend';
import { cleanup } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const PRESSED = 'main button, main summary, [role=dialog] button, [role=alertdialog] button';
/** What was pressed before on a page, in whichever of its states. */
const pressed = new Map<Route, Set<string>>();

/** Near enough to its name to tell it apart, and quickly found. */
const nameOf = (element: HTMLElement) => element.getAttribute('aria-label') ?? element.textContent.trim();
const title = () => document.querySelector('main h1')?.textContent;

/** The first thing on the page, or open over it, that was not pressed yet; of several of one name, the first and last. */
function next(before: Set<string>): [string, HTMLElement] | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(PRESSED)].filter((one) => !one.matches(':disabled'));
  const named = all.map((element) => [nameOf(element), element] as const);
  for (const [name, element] of named) {
    const alike = named.filter(([other]) => other === name);
    const own = alike.length > 1 && alike.at(-1)?.[1] === element ? `${name}, the last` : name;
    if (!before.has(own)) return [own, element];
  }
  return undefined;
}

/** What was asked is answered, and a dialog has taken the focus or given it back. */
async function settled(): Promise<void> {
  await pause(5);
  await new Promise(requestAnimationFrame);
  await pause(20);
}

async function open(state: State): Promise<void> {
  await opensWith(state.answers(), state.route);
  await take(state.steps);
  await settled();
}

/** Presses what was not pressed before. Gives back what left the focus nowhere. */
async function walk(state: State): Promise<string[]> {
  const user = userEvent.setup();
  const before = pressed.get(state.route) ?? new Set();
  pressed.set(state.route, before);
  await open(state);
  const place = title();
  const lost: string[] = [];
  const look = (what: string) => {
    if (document.activeElement === document.body) lost.push(what);
  };
  look('opening it');
  for (let found = next(before); found; found = next(before)) {
    const [name, element] = found;
    before.add(name);
    element.focus();
    if (document.activeElement !== element) continue;
    await user.keyboard('{Enter}');
    await settled();
    look(name);
    if (document.querySelector('[role=menu]')) {
      await user.keyboard('{Escape}');
      await settled();
      look(`${name}, and closing its menu`);
    }
    if (title() !== place) {
      cleanup();
      await open(state);
    }
  }
  return lost;
}

/** Errors differ in their sentence alone; a narrow window has the same buttons. */
const walked = states.filter(({ group, size }) => group !== 'errors' && !size);

it.each(walked.map((state) => [state.name, state] as const))(
  'the focus is always on something: %s',
  async (_, state) => {
    const lost = await walk(state);
    // What is refused has a place for the focus too.
    takeUnanswered();
    expect(lost).toEqual([]);
  },
);
