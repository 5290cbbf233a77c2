/** Messages of the core. The page carries its own ones only, so these are read from the whole catalog. */
import { bundleOf, messageName } from '$lib/text';

const sources = import.meta.glob<string>('$text/en/**/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const bundle = bundleOf(sources);

/** The values of variables, where a message has them. */
const usual: Record<string, string | number> = {
  codename: 'harbour-tests',
  column: '7',
  count: 3,
  environment: 'the Sandbox',
  field: 'urls',
  ip: '10.0.0.7',
  line: '3',
  message: 'Name has already been taken',
  name: 'harbour.example',
  path: '/home/ada/harbour.partner.json',
  percent: '91',
  reason: 'permission denied',
  seconds: '20',
  side: '8000',
  size: '210 KB',
  status: '502',
  to: 'https://login.example',
};

export const has = (key: string): boolean => bundle.hasMessage(messageName(key));

export function sentence(key: string, values: Record<string, string | number> = {}): string {
  const pattern = bundle.getMessage(messageName(key))?.value;
  if (!pattern) throw new Error(`No message ${key}`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, { ...usual, ...values }, errors);
  // A variable that has no value here is shown by its name.
  return errors.length > 0 ? text.replace(/\{\$(\w+)\}/g, '$1') : text;
}
