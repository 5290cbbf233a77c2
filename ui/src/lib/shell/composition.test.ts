/** Input methods and dead keys, in every text field of the draft as its page shows it. */
import type { PartnerView } from '$lib/backend';
import Addresses from '$lib/addresses/Addresses.svelte';
import { backend } from '$lib/backend';
import Connection from '$lib/connection/Connection.svelte';
import Details from '$lib/details/Details.svelte';
import Inputs from '$lib/inputs/Inputs.svelte';
import { Desk } from '$lib/state/desk.svelte';
import Shortcuts from '$lib/shell/Shortcuts.svelte';
import StatusBar from '$lib/shell/StatusBar.svelte';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => ({}) }));

const inputs = [
  {
    kind: 'email',
    label: 'Email',
    required: false,
    is_known: true,
    is_readable: true,
    raw: { kind: 'email', required: false },
  },
  {
    kind: 'phone',
    label: 'Phone',
    required: false,
    is_known: true,
    is_readable: true,
    raw: { kind: 'phone', required: false },
  },
];
/** What is on the disk, and how often it was changed. */
let disk: Record<string, unknown> = {};
let revision = 0;
const partner = (id = 'p'): PartnerView =>
  ({
    id,
    title: 'Harbour',
    environment: 'sandbox',
    kind: '',
    kinds: [],
    company_id: '',
    name: '',
    codename: '',
    suggested_codename: '',
    description: '',
    card_length: 130,
    validate_token: '',
    tests: '',
    send_candidate: '',
    help_article: '',
    inputs,
    input_kinds: [],
    locked_since: null,
    undo: 'Name',
    saved_at: 0,
    remote_note: '',
    problems: [],
    tasks: [],
    origins: [],
    url_notes: [],
    preview: { too_long: [], dialog_title: 'Send {name} test' },
    revision,
    ...disk,
    ...(disk['inputs']
      ? { inputs: (disk['inputs'] as object[]).map((raw) => ({ ...inputs[0], ...raw, raw })) }
      : {}),
  }) as unknown as PartnerView;

let calls: string[] = [];
const edits = () => calls.filter((call) => call.includes('='));

beforeEach(() => {
  vi.restoreAllMocks();
  calls = [];
  disk = {};
  revision = 1;
  vi.spyOn(backend, 'call').mockImplementation((async (name: string, request: Record<string, unknown>) => {
    const field = name === 'connection_set' ? 'company_id' : request.field;
    if (name === 'partner_edit' || name === 'connection_set') {
      const value = name === 'connection_set' ? request.company_id : request.value;
      calls.push(`${String(request.partner_id)}.${String(field)}=${String(value)}`);
      revision += 1;
      disk = { ...disk, [String(field).replace('urls.', '')]: value };
      return partner(String(request.partner_id));
    }
    calls.push(name);
    if (name === 'url_normalize') return partner();
    if (name !== 'partner_undo' && name !== 'partner_redo') return {};
    revision += 1;
    disk = {};
    return { partner: partner(), news: 'Undone: Name' };
  }) as never);
  desk = new Desk();
  desk.partner.view = desk.partner.take(partner());
});

const kinds = [
  ['a line', Details, 'name'],
  ['the codename', Details, 'codename'],
  ['a text of several lines', Details, 'description'],
  ['a URL', Addresses, 'urls.tests'],
  ['the company ID', Connection, 'company_id'],
] as const;

const box = (field: string) => document.getElementById(`field-${field}`) as HTMLInputElement;
const turn = () => new Promise((resume) => setTimeout(resume, 1));

/** The text as the input method has it now, which the page hears of as of any other change. */
async function compose(element: HTMLInputElement, text: string): Promise<void> {
  await fireEvent.compositionUpdate(element, { data: text });
  element.value = text;
  await fireEvent(element, new InputEvent('input', { isComposing: true, bubbles: true, data: text }));
}
async function begin(element: HTMLInputElement): Promise<void> {
  element.focus();
  await fireEvent.compositionStart(element);
}
/** The end of a composition, as each engine tells it: all of it is one task. */
const engines: Record<string, (element: HTMLInputElement, before: string, text: string) => void> = {
  Chromium: (element, _, text) => {
    element.value = text;
    element.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
    element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }));
  },
  WebKit: (element, before, text) => {
    element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }));
    // What was composed is taken out before the text goes in.
    element.value = before;
    element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteCompositionText' }));
    element.value = text;
    element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromComposition' }));
  },
};
const end = async (engine: string, element: HTMLInputElement, text: string, before = '') => {
  engines[engine]?.(element, before, text);
  await turn();
  await desk.edits.settle();
  await tick();
};

describe.each(kinds)('while a text is composed in %s', (_, page, field) => {
  const key = field.replace('urls.', '');

  it.each(Object.keys(engines))('nothing is sent, and all of it once it is done (%s)', async (engine) => {
    render(page);
    await begin(box(field));
    await compose(box(field), 'に');
    await compose(box(field), 'にほん');
    await turn();
    expect(edits()).toEqual([]);
    await end(engine, box(field), '日本');
    expect(edits()).toEqual([`p.${field}=日本`]);
    expect(box(field).value).toBe('日本');
    // What is typed then goes at once.
    await fireEvent.input(box(field), { target: { value: '日本!' } });
    await desk.edits.settle();
    expect(edits()).toEqual([`p.${field}=日本`, `p.${field}=日本!`]);
  });

  it.each(Object.keys(engines))('an accent of a dead key is one edit (%s)', async (engine) => {
    render(page);
    await fireEvent.input(box(field), { target: { value: 'caf' } });
    await desk.edits.settle();
    await begin(box(field));
    await compose(box(field), 'caf´');
    await end(engine, box(field), 'café', 'caf');
    expect(edits()).toEqual([`p.${field}=caf`, `p.${field}=café`]);
  });

  it('a view that comes back changes neither text nor cursor', async () => {
    render(page);
    await fireEvent.input(box(field), { target: { value: 'ab' } });
    await begin(box(field));
    await compose(box(field), 'aあb');
    box(field).setSelectionRange(2, 2);
    // The answer to what was typed before, and then a change from elsewhere.
    await desk.edits.settle();
    await tick();
    expect([box(field).value, box(field).selectionStart]).toEqual(['aあb', 2]);
    revision += 1;
    disk = { [key]: 'from elsewhere' };
    desk.partner.take(partner());
    await tick();
    expect([box(field).value, box(field).selectionStart]).toEqual(['aあb', 2]);
    await end('WebKit', box(field), 'a亜b', 'ab');
    expect(edits().at(-1)).toBe(`p.${field}=a亜b`);
    expect(box(field).value).toBe('a亜b');
  });

  it('a view that came back is shown when the composition ends with nothing', async () => {
    render(page);
    await begin(box(field));
    await compose(box(field), 'に');
    revision += 1;
    disk = { [key]: 'from elsewhere' };
    desk.partner.take(partner());
    await tick();
    await end('Chromium', box(field), '');
    expect(edits()).toEqual([]);
    expect(box(field).value).toBe('from elsewhere');
  });

  it('leaving the field sends what is there, once', async () => {
    render(page);
    await begin(box(field));
    await compose(box(field), 'にほん');
    box(field).blur();
    expect(desk.edits.value(field, '')).toBe('にほん');
    await fireEvent.compositionEnd(box(field), { data: 'にほん' });
    await turn();
    await desk.edits.settle();
    expect(edits()).toEqual([`p.${field}=にほん`]);
    expect(desk.edits.compositions.isOpen).toBe(false);
  });

  it('the next one may begin the moment that one ends', async () => {
    render(page);
    await begin(box(field));
    await compose(box(field), '한');
    await fireEvent.compositionEnd(box(field), { data: '한' });
    await fireEvent.compositionStart(box(field));
    await compose(box(field), '한ㄱ');
    await turn();
    await desk.edits.settle();
    expect(edits()).toEqual([`p.${field}=한`]);
    await end('Chromium', box(field), '한글');
    expect(edits()).toEqual([`p.${field}=한`, `p.${field}=한글`]);
  });

  it('Ctrl+Z is left to the input method, whether it takes it or not', async () => {
    render(Shortcuts);
    render(page);
    await begin(box(field));
    await compose(box(field), 'に');
    for (const marks of [{ isComposing: true }, { keyCode: 229 }, {}]) {
      const press = { key: 'z', code: 'KeyZ', ctrlKey: true, ...marks };
      // True: nobody has taken the key.
      expect(await fireEvent.keyDown(box(field), press)).toBe(true);
    }
    await turn();
    expect(calls).not.toContain('partner_undo');
    await end('WebKit', box(field), '日');
    expect(calls).not.toContain('partner_undo');
    expect(edits()).toEqual([`p.${field}=日`]);
    expect(box(field).value).toBe('日');
  });

  it('the undo button waits until it is done and on the disk', async () => {
    render(StatusBar);
    render(page);
    await begin(box(field));
    await compose(box(field), 'に');
    // A button does not take the focus on every system.
    screen.getByText('Undo', { selector: '.statusbar button' }).click();
    await turn();
    expect(calls).not.toContain('partner_undo');
    expect(box(field).value).toBe('に');
    await end('WebKit', box(field), '日');
    await vi.waitFor(() => expect(calls).toContain('partner_undo'));
    expect(calls.filter((call) => call.includes('=') || call === 'partner_undo')).toEqual([
      `p.${field}=日`,
      'partner_undo',
    ]);
  });

  it('another partner that comes to the front does not get it', async () => {
    const shown = render(page);
    await begin(box(field));
    await compose(box(field), 'にほん');
    desk.partner.view = desk.partner.take(partner('q'));
    shown.unmount();
    await desk.edits.queue.settle();
    expect(edits()).toEqual([`p.${field}=にほん`]);
    expect(desk.edits.compositions.isOpen).toBe(false);
  });
});

describe('the table of candidate fields, which has no text of its own', () => {
  it('takes what is pressed in it, and leaves keys of an input method alone', async () => {
    render(Shortcuts);
    render(Inputs);
    const check = document.querySelector<HTMLInputElement>('[data-testid=inputs] input') as HTMLInputElement;
    check.focus();
    const press = { key: 'z', code: 'KeyZ', ctrlKey: true };
    expect(await fireEvent.keyDown(check, { ...press, isComposing: true })).toBe(true);
    expect(calls).not.toContain('partner_undo');
    await fireEvent.click(check);
    await desk.edits.settle();
    expect(edits()).toHaveLength(1);
    expect(desk.edits.latest<{ required: boolean }[]>('inputs', [])).toBeDefined();
    expect(await fireEvent.keyDown(check, { ...press, key: 'я' })).toBe(false);
    await vi.waitFor(() => expect(calls).toContain('partner_undo'));
  });
});

describe('the shortcuts of the window', () => {
  const go = (init: KeyboardEventInit) => fireEvent.keyDown(document.body, { ctrlKey: true, ...init });

  it('undo and redo on a Cyrillic layout, by the place of the key', async () => {
    render(Shortcuts);
    await go({ key: 'я', code: 'KeyZ' });
    await vi.waitFor(() => expect(calls).toEqual(['partner_undo']));
    await go({ key: 'Я', code: 'KeyZ', shiftKey: true });
    await vi.waitFor(() => expect(calls).toEqual(['partner_undo', 'partner_redo']));
  });

  it('follow the letter on Dvorak, where another key stands in its place', async () => {
    render(Shortcuts);
    await go({ key: ';', code: 'KeyZ' });
    await go({ key: 't', code: 'KeyK' });
    expect(desk.layout.isPaletteOpen).toBe(false);
    await go({ key: 'k', code: 'KeyV' });
    expect(desk.layout.isPaletteOpen).toBe(true);
    expect(calls).toEqual([]);
  });

  it('are not what AltGr writes', async () => {
    render(Shortcuts);
    expect(await go({ key: 'k', code: 'KeyK', modifierAltGraph: true })).toBe(true);
    expect(await go({ key: 'k', code: 'KeyK', altKey: true })).toBe(true);
    expect(desk.layout.isPaletteOpen).toBe(false);
  });
});
