/** Does what leads to a state, as a person would: in an ordinary browser, in pictures and in tests. */
import type { Step } from './states';
import userEvent from '@testing-library/user-event';

/** How long something may take to appear. */
const PATIENCE_MS = 10_000;

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Waits for what `find` finds. */
export async function found(what: string, find: () => Element | null | undefined): Promise<Element> {
  for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await pause(10)) {
    const element = find();
    if (element) return element;
  }
  throw new Error(`There is no ${what}`);
}

const named = (name: string): Element | undefined =>
  [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === name);

export async function take(steps: readonly Step[]): Promise<void> {
  const user = userEvent.setup();
  for (const step of steps) {
    if ('keys' in step) await user.keyboard(step.keys);
    else if ('button' in step)
      await user.click(await found(`button ${step.button}`, () => named(step.button)));
    else await user.click(await found(step.click, () => document.querySelector(step.click)));
    await pause(0);
  }
}
