/** Sentences of the core. The page carries its own ones only, so these are read from the whole catalogue. */
import catalogue from '../../../../../text/en.json?raw';

const texts = JSON.parse(catalogue) as Record<string, string>;

/** What stands in the places of a sentence that names no value for them. */
const usual: Record<string, string> = {
  codename: 'harbour-tests',
  column: '7',
  count: '20,000',
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

export const has = (key: string): boolean => key in texts;

export function sentence(key: string): string {
  const text = texts[key];
  if (text === undefined) throw new Error(`No text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => usual[name] ?? name);
}
