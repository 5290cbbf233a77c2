/** The one door to the core. Two hosts stand behind it: the shell, and a plain browser. */
import type { Commands, Event, WireError } from './bindings.gen/commands';
import { browser } from './browser';
import { tauri } from './tauri';

export type * from './bindings.gen/commands';
export type Name = keyof Commands;

export interface Backend {
  /** Carries out a command. Rejects with a `WireError`. */
  call<K extends Name>(name: K, request: Commands[K]['request']): Promise<Commands[K]['response']>;
  /** Tells what the core says without being asked. */
  listen(hear: (event: Event) => void): Promise<() => void>;
}

export const backend: Backend = '__TAURI_INTERNALS__' in window ? tauri : browser;

/** Whatever was thrown, as an error of ours. */
export function asError(thrown: unknown): WireError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    return thrown as WireError;
  }
  return {
    code: 'command.broke',
    message: String(thrown),
    fields: [],
    hint: null,
    // Nothing is known of it, so nothing is given up for it.
    retryable: true,
    request_id: null,
  };
}
