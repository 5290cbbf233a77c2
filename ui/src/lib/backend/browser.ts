/** A plain browser as host: shows the built page with answers that a server has, for measuring. */
import type { Backend } from './index';
import type { Commands, WireError } from './bindings.gen/commands';

let recorded: Promise<Record<string, unknown>> | undefined;

async function answers(): Promise<Record<string, unknown>> {
  recorded ??= fetch('/recorded.json').then((answer) => answer.json() as Promise<Record<string, unknown>>);
  return recorded;
}

export const browser: Backend = {
  async call<K extends keyof Commands>(name: K) {
    if (name === 'window_painted') navigator.sendBeacon('/painted');
    const found = (await answers())[name];
    if (found !== undefined) return found as Commands[K]['response'];
    const error: WireError = {
      code: 'command.unknown',
      message: name,
      fields: [],
      hint: null,
      retryable: false,
      request_id: null,
    };
    throw error;
  },
  listen: () => Promise.resolve(() => undefined),
};
