/**
 * The folders of `src/lib` stand in one order, and each uses only those below it: the frame (shell) over pages, over
 * parts, over state, over forms and backend, over the files of `src/lib` itself. A page uses no other page.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const LIB = 'src/lib';
const folders = readdirSync(join(import.meta.dirname, LIB), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Below the pages, from the lowest up. Of forms and backend neither knows the other. */
const order = ['forms', 'backend', 'state', 'parts'];
/** Every other folder is a page. */
export const pages = folders.filter((name) => ![...order, 'shell', 'styles'].includes(name));

const shell = '@tauri-apps/*';
const onlyBackend = 'Only lib/backend speaks to the shell.';

/** An import of one of these folders, however it is written: `$lib/…`, or with as many `../` as it takes. */
function into(names) {
  return String.raw`^(\$lib|\.{1,2}(/\.{1,2})*)/((src/)?lib/)?(${names.join('|')})(/|$)`;
}

/** Bars `files` from these folders, and from the shell unless they are its host. */
function bar(files, names, message, isHost = false) {
  const patterns = [
    ...(names.length > 0 ? [{ regex: into(names), message }] : []),
    ...(isHost ? [] : [{ group: [shell], message: onlyBackend }]),
  ];
  // `no-restricted-imports` doesn't read `import()`.
  const late = [
    ...(names.length > 0 ? [{ pattern: into(names), message }] : []),
    ...(isHost ? [] : [{ pattern: '^@tauri-apps/', message: onlyBackend }]),
  ].map(({ pattern, message }) => ({
    selector: `ImportExpression > Literal[value=/${pattern.replaceAll('/', String.raw`\/`)}/]`,
    message,
  }));
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': ['error', ...late],
    },
  };
}

const above = (name) => [...order.slice(order.indexOf(name) + 1), 'shell', ...pages];

/** Each file falls under exactly one of these: a later one would replace the rule of an earlier one. */
export const borders = [
  bar(['src/*', 'src/gallery/**', `${LIB}/shell/**`], [], ''),
  bar(
    [`${LIB}/*`],
    [...order.filter((name) => name !== 'backend'), 'shell', ...pages],
    'It is used everywhere.',
  ),
  bar([`${LIB}/forms/**`], above('forms'), 'Forms know nothing of partners.'),
  bar([`${LIB}/backend/**`], ['forms', ...above('backend')], 'The backend knows nothing of the page.', true),
  bar([`${LIB}/state/**`], above('state'), 'State is used by parts, pages and shell, and uses none of them.'),
  bar([`${LIB}/parts/**`], above('parts'), 'Parts are used by pages and shell, and use neither.'),
  ...pages.map((page) =>
    bar(
      [`${LIB}/${page}/**`],
      ['shell', ...pages.filter((other) => other !== page)],
      'A page uses no other page: what several use stands in lib/parts or lib/state.',
    ),
  ),
];
