/** Every message of the page, from the catalog. A key that does not exist, or that lacks a value, does not compile. */
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { LanguageChoice } from './backend/bindings.gen/commands';
import type { MessageVariables } from './backend/bindings.gen/messages';

type MessageKey = keyof MessageVariables;

/** The keys of messages that have no variables. */
export type TextKey = {
  [K in MessageKey]: [MessageVariables[K]] extends [never] ? K : never;
}[MessageKey];

type Values<K extends MessageKey> = {
  [Name in MessageVariables[K]]: Name extends 'count' ? number : string | number;
};
/** Nothing where the message has no variables. */
type Rest<K extends MessageKey> = [MessageVariables[K]] extends [never] ? [] : [values: Values<K>];

const sources = import.meta.glob<string>(['$text/en/terms.ftl', '$text/en/ui/*.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Files of messages, to be read together. */
export function bundleOf(
  sources: Record<string, string>,
  transform?: (text: string) => string,
): FluentBundle {
  // Marks around each value are for languages that are written in the other direction.
  const bundle = new FluentBundle('en-US', { useIsolating: false, ...(transform && { transform }) });
  for (const source of Object.values(sources)) bundle.addResource(new FluentResource(source));
  return bundle;
}

let bundle = bundleOf(sources);

/** Gives messages in this language from now on. What is already shown stays: call it before anything is. */
export async function speak(language: LanguageChoice): Promise<void> {
  if (language !== 'accented' && language !== 'mirrored') return;
  const { transforms } = await import('./made-up-languages');
  bundle = bundleOf(sources, transforms[language]);
  document.documentElement.dir = language === 'mirrored' ? 'rtl' : 'ltr';
}

/** The name under which a file has the message of a key. */
export const messageName = (key: string): string => key.replaceAll('.', '-');

/** The message of `key` with its variables filled in. `count` is a number, by which a message chooses its plural. */
export function t<K extends MessageKey>(key: K, ...[values]: Rest<K>): string {
  const pattern = bundle.getMessage(messageName(key))?.value;
  return pattern ? bundle.formatPattern(pattern, values as Record<string, string | number>, []) : key;
}

/** A text of the core with `{names}` filled in. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
