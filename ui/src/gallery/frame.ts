/**
 * One state, alone in its window: `frame.html?state=NAME&theme=dark`. The page is the app's own, over a fake host, at
 * the time of the recording. `data-opened` on the root tells that it is there; a fault is written over the page.
 */
import { states } from './states';
import { install } from './host';
import { found, take } from './steps';
import { takeUnanswered } from '$lib/backend/fake/host';
import { recordedAt } from '$lib/backend/fake/recording';
import type { Theme } from '$lib/backend';

const root = document.documentElement;

function stopClock(at: number): void {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given: [] | [number]) {
      super(...(given.length > 0 ? (given as [number]) : ([at] as [number])));
    }
    static override now(): number {
      return at;
    }
  } as DateConstructor;
}

/** Over the page, so that it is seen by people and in pictures. */
function shout(text: string): void {
  const note = document.createElement('pre');
  note.textContent = text;
  note.setAttribute('role', 'alert');
  note.style.cssText =
    'position: fixed; inset: 0 0 auto; z-index: 99; padding: 1rem; background: #b00; color: #fff';
  document.body.append(note);
  root.dataset['fault'] = text;
}

async function open(): Promise<void> {
  const given = new URLSearchParams(location.search);
  const state = states.find((one) => one.name === given.get('state'));
  if (!state) throw new Error('There is no such state');
  stopClock(recordedAt);
  install(state.answers(), { route: state.route, theme: (given.get('theme') ?? 'system') as Theme });
  await import('../main');
  await found('heading', () => document.querySelector('main h1'));
  await take(state.steps);
}

/** What the page asks later is told too. */
setInterval(() => {
  const names = takeUnanswered();
  if (names.length > 0) shout(`No answer to ${names.join(', ')}`);
}, 100);

await open().catch((thrown: unknown) => shout(String(thrown)));
root.dataset['opened'] = 'true';
