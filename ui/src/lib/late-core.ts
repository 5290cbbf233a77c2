/** For tests: a core that answers when, and in the order in which, a test says so. */
import { backend } from '$lib/backend';
import { vi } from 'vitest';

interface Call {
  name: string;
  request: object;
  answer: (value: unknown) => void;
  refuse: (why: unknown) => void;
}

/** What was asked, with the way to answer it. */
let calls: Call[] = [];

/** Begins to listen, in place of what other tests had. */
export function listen(): void {
  vi.restoreAllMocks();
  calls = [];
  vi.spyOn(backend, 'call').mockImplementation(
    (name: string, request: object) =>
      new Promise((answer, refuse) => calls.push({ name, request, answer, refuse })) as never,
  );
}

/** Forgets what was asked so far. */
export function forget(): void {
  calls = [];
}

export const settled = (): Promise<unknown> => new Promise((resume) => setTimeout(resume, 0));
export const all = (): readonly Call[] => calls;
export const asked = (name: string): Call[] => calls.filter((call) => call.name === name);
export const requests = (name: string): object[] => asked(name).map((call) => call.request);

function call(name: string, at: number): Call {
  const found = asked(name)[at];
  if (!found) throw new Error(`${name} was not asked`);
  return found;
}

export async function answer(name: string, value: unknown, at = 0): Promise<void> {
  call(name, at).answer(value);
  await settled();
}

/** Without waiting: a test may have stopped the clock. */
export function refuse(name: string, why: unknown): void {
  call(name, 0).refuse(why);
}
