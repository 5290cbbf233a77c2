/** Every sentence of the page, from the one catalogue. A key that does not exist does not compile. */
import type catalogue from '$text/en.json';
import english from '$text/en.json';

export type TextKey = Extract<keyof typeof catalogue, `ui.${string}`>;

const texts: Record<string, string> = english;

/** The sentence of `key` with `{names}` filled in. */
export function t(key: TextKey, args: Record<string, string | number> = {}): string {
  return fill(texts[key] ?? key, args);
}

/** A text with `{names}` filled in. */
export function fill(text: string, args: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
}

/** The sentence for a number: `key.one` for 1, else `key.many`. */
export function counted(key: string, count: number): string {
  return t(`${key}.${count === 1 ? 'one' : 'many'}` as TextKey, { count });
}
