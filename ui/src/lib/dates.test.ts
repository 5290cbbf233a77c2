/** Times that are shown together. */
import { moment, moments } from './dates';
import { expect, it } from 'vitest';

const now = new Date(2026, 10, 27, 15, 30);
const at = (hour: number, minute: number, second: number, day = 27) =>
  new Date(2026, 10, day, hour, minute, second).getTime();

it('name times to the second only where two of them would read alike', () => {
  const [first, second, alone, before] = [
    at(14, 3, 7),
    at(14, 3, 41),
    at(14, 5, 0),
    at(14, 3, 7, 12),
  ] as const;
  const named = moments([first, second, alone, before], now);
  expect(named(first)).not.toBe(named(second));
  expect(named(first)).toContain('07');
  expect(named(alone)).toBe(moment(alone, now));
  expect(named(before)).toBe(moment(before, now));
});

it('name one time the same way, however often it is shown', () => {
  const named = moments([at(14, 3, 7), at(14, 3, 7)], now);
  expect(named(at(14, 3, 7))).toBe(moment(at(14, 3, 7), now));
});
