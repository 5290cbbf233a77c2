/** When a question is asked again, against a clock that is moved by hand. */
import { Poll } from './poll';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let hidden = false;
let ask: ReturnType<typeof vi.fn<() => Promise<boolean>>>;
let poll: Poll;
let end: () => void;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
function see(isHidden: boolean): void {
  hidden = isHidden;
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers();
  hidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  ask = vi.fn(() => Promise.resolve(true));
  poll = new Poll(ask);
  end = poll.watch();
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a question that is asked again', () => {
  it('waits for its pause each time, and is asked no more when there is nothing to ask', async () => {
    poll.every(1000);
    await pass(999);
    expect(ask).toHaveBeenCalledTimes(0);
    await pass(1);
    expect(ask).toHaveBeenCalledTimes(1);
    await pass(2000);
    expect(ask).toHaveBeenCalledTimes(3);
    poll.every(null);
    await pass(10_000);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('is not put off when the same pause is set meanwhile', async () => {
    poll.every(1000);
    await pass(900);
    poll.every(1000);
    await pass(100);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('is asked while the page is shown, and never after', async () => {
    poll.every(1000);
    end();
    await pass(10_000);
    expect(ask).toHaveBeenCalledTimes(0);
    see(true);
    see(false);
    await pass(10_000);
    expect(ask).toHaveBeenCalledTimes(0);
  });

  it('is not planned anew by an answer that comes after the page has gone', async () => {
    let answer: (value: boolean) => void = () => undefined;
    ask.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    poll.every(1000);
    await pass(1000);
    end();
    answer(true);
    await pass(10_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('rests while the window is out of sight, and goes on when its time has come', async () => {
    poll.every(1000);
    await pass(400);
    see(true);
    await pass(10_000);
    expect(ask).toHaveBeenCalledTimes(0);
    see(false);
    await pass(0);
    expect(ask).toHaveBeenCalledTimes(1);
    // Looking away for a moment does not make it come sooner.
    await pass(400);
    see(true);
    await pass(100);
    see(false);
    await pass(499);
    expect(ask).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('is not asked again before it was answered', async () => {
    ask.mockReturnValueOnce(new Promise(() => undefined));
    poll.every(1000);
    await pass(5000);
    see(true);
    see(false);
    await pass(5000);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('waits twice as long after each failure, up to a minute, and as before once it is answered', async () => {
    ask.mockResolvedValue(false);
    poll.every(15_000);
    await pass(15_000);
    expect(ask).toHaveBeenCalledTimes(1);
    for (const [pause, count] of [
      [30_000, 2],
      [60_000, 3],
      [60_000, 4],
    ] as const) {
      await pass(pause - 1);
      expect(ask).toHaveBeenCalledTimes(count - 1);
      await pass(1);
      expect(ask).toHaveBeenCalledTimes(count);
    }
    ask.mockResolvedValue(true);
    await pass(60_000);
    expect(ask).toHaveBeenCalledTimes(5);
    await pass(15_000);
    expect(ask).toHaveBeenCalledTimes(6);
  });
});
