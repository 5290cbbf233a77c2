/** The candidate fields: moving, writing one as JSON, and what becomes of a change that cannot be saved. */
import Inputs from './Inputs.svelte';
import { InputRows } from './rows.svelte';
import { backend, type Commands, type PartnerView, type WireError } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => ({}) }));

const input = (kind: string, raw: object = {}) => ({
  kind,
  label: kind,
  required: false,
  is_known: true,
  is_readable: true,
  raw: { kind, required: false, ...raw },
});

beforeEach(() => {
  vi.restoreAllMocks();
  desk = new Desk();
  desk.partner.view = {
    id: 'p',
    revision: 1,
    title: 'Harbour',
    inputs: [input('email'), input('phone'), input('admin')],
    input_kinds: [],
    problems: [],
    tasks: [],
  } as unknown as PartnerView;
});

type Answers = Partial<{
  [K in keyof Commands]: (request: Commands[K]['request']) => Promise<Commands[K]['response']>;
}>;

/** Answers commands; one that is not listed never answers. Returns what was asked for. */
function answers(table: Answers = {}): { name: string; request: unknown }[] {
  const calls: { name: string; request: unknown }[] = [];
  vi.spyOn(backend, 'call').mockImplementation(((name: keyof Commands, request: never) => {
    calls.push({ name, request });
    return table[name]?.(request) ?? new Promise(() => undefined);
  }) as typeof backend.call);
  return calls;
}

const kinds = () =>
  [...document.querySelectorAll('[data-testid=inputs] li small')].map((small) => small.textContent);
const sent = (calls: { name: string; request: unknown }[]) =>
  calls
    .filter((call) => call.name === 'partner_edit')
    .map((call) => (call.request as { value: { kind: string }[] }).value.map((raw) => raw.kind));

describe('a change of the candidate fields that is refused', () => {
  it('stays in the table, which says why, and the next one is sent with it', async () => {
    const call = vi.spyOn(backend, 'call');
    call.mockRejectedValueOnce({
      code: 'command.request',
      message: 'This is too long',
      hint: null,
      fields: [],
      retryable: false,
      request_id: null,
    } satisfies WireError);
    render(Inputs);
    const ticks = () => [...document.querySelectorAll<HTMLInputElement>('[data-testid=inputs] input')];
    await userEvent.click(ticks()[0] as HTMLInputElement);
    await desk.edits.settle();
    await vi.waitFor(() =>
      expect(document.getElementById('field-inputs')?.textContent).toContain('This is too long'),
    );
    expect(ticks().map((tick) => tick.checked)).toEqual([true, false, false]);
    // The answer never comes: what was pressed stands meanwhile.
    call.mockReturnValue(new Promise(() => undefined));
    await userEvent.click(ticks()[1] as HTMLInputElement);
    expect(screen.queryByText('This is too long')).toBeNull();
    expect(call).toHaveBeenLastCalledWith('partner_edit', {
      partner_id: 'p',
      field: 'inputs',
      value: [
        { kind: 'email', required: true },
        { kind: 'phone', required: true },
        { kind: 'admin', required: false },
      ],
    });
  });
});

describe('moving a candidate field', () => {
  it('works with Alt and an arrow from any control of its row, says so, and keeps the cursor on it', async () => {
    const calls = answers();
    render(Inputs);
    screen.getByRole('button', { name: 'Remove admin' }).focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(kinds()).toEqual(['email', 'admin', 'phone']);
    expect(screen.getByText('admin moved to position 2 of 3').getAttribute('role')).toBe('status');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move admin up' }));
    await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}');
    expect(kinds()).toEqual(['admin', 'email', 'phone']);
    expect(sent(calls)).toEqual([['email', 'admin', 'phone']]);
  });

  it('shows the order while a row is dragged, and writes it once, when it is let go elsewhere', () => {
    const calls = answers();
    const rows = new InputRows(desk);
    const [first, second, third] = rows.rows;
    if (!first || !second || !third) throw new Error('there are three fields');
    rows.drag([second, first, third]);
    expect(rows.rows.map((row) => row.input.kind)).toEqual(['phone', 'email', 'admin']);
    expect(sent(calls)).toEqual([]);
    rows.drop([second, third, first]);
    expect(sent(calls)).toEqual([['phone', 'admin', 'email']]);
    rows.drop([...rows.rows]);
    expect(sent(calls)).toHaveLength(1);
  });

  it('does not write over what has changed while a row was dragged, and presses nothing meanwhile', () => {
    const calls = answers();
    const rows = new InputRows(desk);
    const [first, second, third] = rows.rows;
    if (!first || !second || !third) throw new Error('there are three fields');
    rows.drag([second, first, third]);
    rows.remove(0);
    rows.require(0, true);
    expect(rows.move(0, 1)).toBe(false);
    expect(sent(calls)).toEqual([]);
    desk.edits.set('inputs', [input('email').raw]);
    rows.drop([second, third, first]);
    expect(rows.inputs.map((one) => one.kind)).toEqual(['email']);
    expect(sent(calls)).toEqual([['email']]);
  });

  it('has a handle for the mouse alone: the keyboard never lands on it', () => {
    answers();
    render(Inputs);
    const handles = [...document.querySelectorAll<HTMLElement>('.handle')];
    expect(handles.map((handle) => handle.tabIndex)).toEqual([-1, -1, -1]);
    expect(handles.every((handle) => !handle.hasAttribute('role'))).toBe(true);
  });
});

describe('a candidate field as JSON', () => {
  const linkedin = { ...input('linkedin', { name: 'profile' }), is_known: false };
  const fault = 'Add a “kind”. Recruitee uses it to choose the form control.';
  const core: Answers = {
    input_check: ({ text }) => {
      const raw = JSON.parse(text) as { kind: string };
      return Promise.resolve(raw.kind ? { input: linkedin, fault: null } : { input: null, fault });
    },
  };
  const area = () => screen.getByRole('textbox', { name: 'Field as JSON' });
  async function write(text: string): Promise<void> {
    await userEvent.clear(area());
    await userEvent.click(area());
    await userEvent.paste(text);
  }

  it('of another kind is read by the core and added; a fault is told at the text, and goes when fixed', async () => {
    const calls = answers(core);
    render(Inputs);
    await userEvent.click(screen.getByTestId('add-input'));
    await userEvent.click(screen.getByRole('button', { name: 'Add a field' }));
    const told = await screen.findByText(fault);
    expect(told.closest('[role=alert]')?.id).toBe('input-json-fault');
    expect(document.activeElement).toBe(area());
    expect(area().getAttribute('aria-invalid')).toBe('true');
    await write('{"kind": "linkedin", "name": "profile", "required": false}');
    await vi.waitFor(() => expect(screen.queryByText(fault)).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: 'Add a field' }));
    await vi.waitFor(() => expect(kinds()).toEqual(['email', 'phone', 'admin', 'linkedin']));
    expect(sent(calls)).toEqual([['email', 'phone', 'admin', 'linkedin']]);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('replaces the field that it was opened for, also when others have moved meanwhile', async () => {
    answers(core);
    render(Inputs);
    await userEvent.click(screen.getByRole('button', { name: 'Edit phone as JSON' }));
    expect((area() as HTMLTextAreaElement).value).toContain('"phone"');
    await userEvent.click(screen.getByRole('button', { name: 'Move admin up' }));
    await write('{"kind": "linkedin"}');
    await userEvent.click(screen.getByRole('button', { name: 'Save field' }));
    await vi.waitFor(() => expect(kinds()).toEqual(['email', 'admin', 'linkedin']));
  });

  it('is not written over a field that was changed or removed meanwhile: the person is told', async () => {
    const calls = answers(core);
    render(Inputs);
    await userEvent.click(screen.getByRole('button', { name: 'Edit phone as JSON' }));
    // Undone, or merged from the server.
    desk.edits.set('inputs', [input('email').raw, input('admin').raw]);
    await write('{"kind": "linkedin"}');
    await userEvent.click(screen.getByRole('button', { name: 'Save field' }));
    expect(
      (await screen.findByText(/This field changed while you were editing/)).closest('[role=alert]'),
    ).toBeTruthy();
    expect(kinds()).toEqual(['email', 'admin']);
    expect(sent(calls)).toHaveLength(1);
  });

  it('is the one that is changed and removed in its row, and only one is open at a time', async () => {
    answers(core);
    render(Inputs);
    await userEvent.click(screen.getByRole('button', { name: 'Edit phone as JSON' }));
    const others = screen.getAllByRole('button', { name: /as JSON$/ });
    expect(others.map((one) => one.getAttribute('aria-disabled'))).toEqual(['true', 'true', 'true']);
    await userEvent.click(screen.getAllByRole('checkbox')[1] as HTMLElement);
    await write('{"kind": "linkedin"}');
    await userEvent.click(screen.getByRole('button', { name: 'Save field' }));
    await vi.waitFor(() => expect(kinds()).toEqual(['email', 'linkedin', 'admin']));
    await userEvent.click(screen.getByRole('button', { name: 'Edit admin as JSON' }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove admin' }));
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText('admin removed').getAttribute('role')).toBe('status');
  });

  it('is saved once, and not at all when the answer comes after it was left', async () => {
    let answer: (check: { input: typeof linkedin; fault: null }) => void = () => undefined;
    const calls = answers({ input_check: () => new Promise((resolve) => (answer = resolve)) });
    render(Inputs);
    await userEvent.click(screen.getByTestId('add-input'));
    const save = screen.getByRole('button', { name: 'Add a field' });
    await userEvent.click(save);
    await userEvent.click(save);
    expect(calls.filter((call) => call.name === 'input_check')).toHaveLength(1);
    await userEvent.keyboard('{Escape}');
    answer({ input: linkedin, fault: null });
    await Promise.resolve();
    expect(kinds()).toEqual(['email', 'phone', 'admin']);
    expect(sent(calls)).toEqual([]);
  });

  it('is left with Escape, nothing changed, the cursor where it was', async () => {
    const calls = answers(core);
    render(Inputs);
    await userEvent.click(screen.getByRole('button', { name: 'Edit phone as JSON' }));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(sent(calls)).toEqual([]);
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit phone as JSON' })),
    );
  });
});
