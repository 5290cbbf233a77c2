/** What the palette finds for what was typed: the best first. */
import type { Entry } from './entries';
import { computeCommandScore } from 'bits-ui';

/** Another word for an entry counts less than its whole name, and more than the start of one, which has 0.99. */
const OTHER_WORD = 0.995;
/** Letters that are only scattered over a text are no match. */
const LEAST = 0.1;

/** How well an entry fits, from 0, no match, to 1. */
function score({ name, also }: Entry, typed: string): number {
  const best = Math.max(
    computeCommandScore(name, typed),
    ...also.map((word) => OTHER_WORD * computeCommandScore(word, typed)),
  );
  return best < LEAST ? 0 : best;
}

/** The entries that fit, the best first; those that fit alike stay in their order. */
export function best(entries: readonly Entry[], typed: string): Entry[] {
  return entries
    .map((entry) => ({ entry, fit: score(entry, typed) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit)
    .map(({ entry }) => entry);
}
