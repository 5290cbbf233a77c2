/** Every error with its real sentences: codes from the bindings, texts from the catalogue. */
import type { ErrorCode, WireError } from '../bindings.gen/commands';
import { Refusal } from './host';
import { has, sentence } from './texts';
import bindings from '../bindings.gen/commands.ts?raw';

const union = /export type ErrorCode = ([^;]+);/.exec(bindings)?.[1] ?? '';
export const codes = [...union.matchAll(/"([^"]+)"/g)].map((found) => found[1] as ErrorCode);

/** An error as the core makes it, without faults at fields. */
export function errorOf(code: ErrorCode, more: Partial<WireError> = {}): WireError {
  const hint = `error.${code}.hint`;
  return {
    code,
    message: sentence(`error.${code}`),
    fields: [],
    hint: has(hint) ? sentence(hint) : null,
    retryable: false,
    request_id: null,
    ...more,
  };
}

export const refuse = (code: ErrorCode, more: Partial<WireError> = {}): Refusal =>
  new Refusal(errorOf(code, more));
