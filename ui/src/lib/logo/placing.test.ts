/** Placing the drawing by hand: what is shown at once, and what is sent of it. */
import { clamped, Placing, REST, transformOf, type Placed } from './placing.svelte';
import { view } from './testing';
import type { LogoPlacement } from '$lib/backend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const place = (changes: Partial<LogoPlacement> = {}): LogoPlacement => ({
  padding: null,
  zoom: 1,
  shift_x: 0,
  shift_y: 0,
  ...changes,
});
const limits = view().limits;

/** A core that answers when a test says so. */
function core() {
  let kept: Placed = { placement: place(), limits };
  const sent: { placement: LogoPlacement; answer: () => void; fail: () => void }[] = [];
  const placing = new Placing(
    () => kept,
    (placement) =>
      new Promise((resolve) => {
        const answer = () => {
          kept = { placement, limits };
          resolve();
        };
        sent.push({ placement, answer, fail: resolve });
      }),
  );
  return { placing, sent };
}
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what a person wants', () => {
  it('is shown at once and sent once, when they rest', async () => {
    const { placing, sent } = core();
    placing.set({ shift_x: 0.1 });
    vi.advanceTimersByTime(REST - 1);
    placing.set({ shift_x: 0.2 });
    placing.set({ zoom: 2 });
    expect(placing.shown).toEqual(place({ shift_x: 0.2, zoom: 2 }));
    await vi.advanceTimersByTimeAsync(REST - 1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.map((one) => one.placement)).toEqual([place({ shift_x: 0.2, zoom: 2 })]);
    await vi.advanceTimersByTimeAsync(10 * REST);
    expect(sent).toHaveLength(1);
  });

  it('stays in sight while an older answer comes', async () => {
    const { placing, sent } = core();
    placing.set({ shift_x: 0.1 });
    placing.flush();
    placing.set({ shift_x: 0.3 });
    placing.flush();
    sent[0]?.answer();
    await settled();
    expect([placing.shown.shift_x, placing.isMoving]).toEqual([0.3, true]);
    sent[1]?.answer();
    await settled();
    expect([placing.shown.shift_x, placing.isMoving]).toEqual([0.3, false]);
  });

  it('gives way to where the drawing is when it could not be done', async () => {
    const { placing, sent } = core();
    placing.set({ zoom: 3 });
    placing.flush();
    sent[0]?.fail();
    await settled();
    expect([placing.shown, placing.isMoving]).toEqual([place(), false]);
  });

  it('is not sent when it is what is there', () => {
    const { placing, sent } = core();
    placing.set({ shift_x: 0.1 });
    placing.reset();
    placing.flush();
    expect([sent, placing.isMoving]).toEqual([[], false]);
  });

  it('is sent when it leads back from what is under way', () => {
    const { placing, sent } = core();
    placing.set({ shift_x: 0.1 });
    placing.flush();
    placing.reset();
    placing.flush();
    expect(sent.map((one) => one.placement.shift_x)).toEqual([0.1, 0]);
  });

  it('is forgotten with the logo that it was about', async () => {
    const { placing, sent } = core();
    placing.set({ shift_x: 0.1 });
    placing.drop();
    await vi.advanceTimersByTimeAsync(2 * REST);
    expect([sent, placing.shown]).toEqual([[], place()]);
  });
});

describe('a drawing that is held', () => {
  it('is moved from where it was taken, and sent when it is let go', async () => {
    const { placing, sent } = core();
    placing.grab();
    placing.pull(0.1, 0);
    placing.pull(0.25, -0.5);
    await vi.advanceTimersByTimeAsync(2 * REST);
    expect([placing.shown, sent]).toEqual([place({ shift_x: 0.25, shift_y: -0.5 }), []]);
    placing.release();
    expect(sent.map((one) => one.placement)).toEqual([place({ shift_x: 0.25, shift_y: -0.5 })]);
  });

  it('is taken back without a word to the core', async () => {
    const { placing, sent } = core();
    placing.grab();
    placing.pull(0.25, 0);
    placing.takeBack();
    placing.pull(0.5, 0);
    await vi.advanceTimersByTimeAsync(2 * REST);
    expect([placing.shown, sent]).toEqual([place(), []]);
  });

  it('goes back to what was wanted before it was taken, which is sent', () => {
    const { placing, sent } = core();
    placing.set({ zoom: 2 });
    placing.grab();
    placing.pull(0.25, 0);
    placing.takeBack();
    expect(sent.map((one) => one.placement)).toEqual([place({ zoom: 2 })]);
  });
});

describe('rules', () => {
  /** The same numbers each time. */
  function* numbers(): Generator<number, never> {
    for (let seed = 1; ; seed = (seed * 16_807) % 2_147_483_647) yield seed / 2_147_483_647;
  }
  const random = numbers();
  const between = (least: number, most: number) => least + random.next().value * (most - least);
  const any = (padding: boolean): LogoPlacement => ({
    padding: padding ? between(0, 0.4) : null,
    zoom: between(0.25, 8),
    shift_x: between(-1, 1),
    shift_y: between(-1, 1),
  });

  it('keeps a placement within the limits, and a placement within them as it is', () => {
    const wild = clamped({ padding: 9, zoom: 99, shift_x: -3, shift_y: 1.5 }, limits);
    expect(wild).toEqual({ padding: 0.4, zoom: 8, shift_x: -1, shift_y: 1 });
    expect(clamped(place({ zoom: 0.01, padding: -1 }), limits)).toEqual(place({ zoom: 0.25, padding: 0 }));
    expect(clamped(place({ shift_x: 0.1 + 0.2 }), limits)).toEqual(place({ shift_x: 0.3 }));
  });

  /** Where the core shows a point, in shares of the side; the frame's middle is 0 and its side 1. */
  function seen(point: number, { padding, zoom }: LogoPlacement, shift: number): number {
    const side = (padding === null ? 1 : 0.7 / (1 - 2 * padding)) / zoom;
    const start = -side / 2 - shift * side;
    return (point - start) / side;
  }
  /** Where the page shows it: the middle is the origin of the transform. */
  function moved(at: number, transform: string, axis: 'x' | 'y'): number {
    const [, x, y, scale] = /translate\((.*)%, (.*)%\) scale\((.*)\)/.exec(transform) ?? [];
    return 0.5 + (at - 0.5) * Number(scale) + Number(axis === 'x' ? x : y) / 100;
  }

  it.each([true, false])('previews what the core then draws (space chosen: %s)', (padding) => {
    for (let round = 0; round < 500; round++) {
      const [from, to, point] = [any(padding), any(padding), between(-0.5, 0.5)];
      const transform = transformOf(from, to);
      const x = moved(seen(point, from, from.shift_x), transform, 'x');
      expect(x).toBeCloseTo(seen(point, to, to.shift_x), 6);
      const y = moved(seen(point, from, from.shift_y), transform, 'y');
      expect(y).toBeCloseTo(seen(point, to, to.shift_y), 6);
    }
  });

  it('leaves a drawing in its place that stands where it is wanted', () => {
    const there = any(true);
    expect(transformOf(there, there)).toBe('translate(0%, 0%) scale(1)');
  });
});
