/** The parts of a form, each with what a person does to it. */
import DropZone from './DropZone.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import Field from './Field.svelte';
import SecretField from './SecretField.svelte';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

const words = {
  paste: 'Paste token',
  save: 'Save',
  replace: 'Replace',
  forget: 'Forget',
  cancel: 'Cancel',
  show: 'Show',
  hide: 'Hide',
  wait: 'Wait',
};
const input = createRawSnippet<[{ id: string; describedby: string | undefined; invalid: boolean }]>(
  (given) => ({
    render: () =>
      `<input id="${given().id}" aria-describedby="${given().describedby ?? ''}" aria-invalid="${given().invalid}">`,
  }),
);

async function faults(): Promise<string[]> {
  // jsdom draws nothing, so contrast is judged in the real window.
  const result = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return result.violations.map((violation) => violation.id);
}

describe('Field', () => {
  it('announces hint and fault with the input and offers what mends it', async () => {
    const mend = vi.fn();
    render(Field, {
      name: 'urls.tests',
      label: 'Test list URL',
      hint: 'A hint',
      fault: {
        message: 'Starts with https',
        blocks: true,
        suggestion: { label: 'Change', value: 'https://x' },
      },
      onsuggestion: mend,
      children: input,
    });
    const box = screen.getByLabelText('Test list URL');
    expect(box.getAttribute('aria-describedby')).toBe('field-urls.tests-hint field-urls.tests-fault');
    expect(document.getElementById('field-urls.tests-fault')?.textContent).toContain('Starts with https');
    await userEvent.click(screen.getByText('Change'));
    expect(mend).toHaveBeenCalledWith('https://x');
    expect(await faults()).toEqual([]);
  });
});

describe('SecretField', () => {
  const empty = {
    id: 'token',
    kept: null,
    words,
    onpaste: async () => true,
    onsave: async () => true,
    onforget: vi.fn(),
  };
  const box = () => document.getElementById('token') as HTMLInputElement;

  it('hides what is typed and shows it on request', async () => {
    const save = vi.fn(async () => true);
    render(SecretField, { ...empty, onsave: save });
    expect(box().type).toBe('password');
    await userEvent.type(box(), 'my-token');
    await userEvent.click(screen.getByLabelText('Show'));
    expect(box().type).toBe('text');
    await userEvent.click(screen.getByText('Save'));
    expect(save).toHaveBeenCalledWith('my-token');
    expect(box().type).toBe('password');
  });

  it('lets go of what is typed the moment it is handed over, whatever comes of it', async () => {
    let answer: (done: boolean) => void = () => undefined;
    const save = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
    render(SecretField, { ...empty, onsave: save });
    await userEvent.type(box(), 'my-token{Enter}');
    expect(box().value).toBe('');
    answer(false);
    await vi.waitFor(() => expect(screen.getByText('Paste token')).toBeTruthy());
    expect(document.documentElement.outerHTML).not.toContain('my-token');
  });

  it('asks for the clipboard without reading it, by its button and by pasting into the field', async () => {
    const paste = vi.fn(async () => false);
    const around = vi.fn();
    document.body.addEventListener('paste', around);
    render(SecretField, { ...empty, onpaste: paste });
    await userEvent.click(screen.getByText('Paste token'));
    await userEvent.click(box());
    await userEvent.paste('secret-in-the-clipboard');
    expect(paste).toHaveBeenCalledTimes(2);
    expect(box().value).toBe('');
    expect(around).not.toHaveBeenCalled();
    document.body.removeEventListener('paste', around);
  });

  it('says why none can be put in yet, and asks for nothing', async () => {
    const paste = vi.fn(async () => true);
    render(SecretField, { ...empty, blocked: 'First the company ID', onpaste: paste });
    expect(screen.getByText('First the company ID')).toBeTruthy();
    await userEvent.click(screen.getByText('Paste token'));
    await userEvent.type(box(), 'my-token{Enter}');
    expect(box().value).toBe('');
    expect(paste).not.toHaveBeenCalled();
  });

  it('shows the last four, the place and the facts of a kept secret, and nothing to read it with', async () => {
    render(SecretField, {
      ...empty,
      kept: { last_four: '7Kd2', place: 'GNOME Keyring, Login', facts: 'Put in today.' },
    });
    expect(screen.getByText('7Kd2')).toBeTruthy();
    expect(screen.getByText('GNOME Keyring, Login')).toBeTruthy();
    expect(screen.getByText('Put in today.')).toBeTruthy();
    expect(document.querySelector('input')).toBeNull();
    await userEvent.click(screen.getByText('Replace'));
    expect(document.activeElement).toBe(box());
    await userEvent.click(screen.getByText('Cancel'));
    expect(screen.getByText('7Kd2')).toBeTruthy();
    expect(await faults()).toEqual([]);
  });
});

describe('ErrorSummary', () => {
  it('takes the focus and leads to each field', async () => {
    const choose = vi.fn();
    render(ErrorSummary, {
      title: 'There is 1 answer to mend',
      faults: [{ field: 'name', summary: 'Name: enter it' }],
      onchoose: choose,
    });
    expect(document.activeElement).toBe(screen.getByTestId('error-summary'));
    await userEvent.click(screen.getByText('Name: enter it'));
    expect(choose).toHaveBeenCalledWith('name');
  });
});

describe('DropZone', () => {
  it('takes a file that is dropped and one that is chosen', async () => {
    const take = vi.fn();
    const nothing = createRawSnippet(() => ({ render: () => '<span></span>' }));
    render(DropZone, {
      id: 'logo',
      label: 'Choose a file',
      accept: '.png',
      busy: false,
      ontake: take,
      children: nothing,
      facts: nothing,
    });
    const file = new File(['x'], 'logo.png', { type: 'image/png' });
    await fireEvent.drop(screen.getByTestId('drop'), { dataTransfer: { files: [file] } });
    await userEvent.upload(screen.getByTestId('logo-file'), file);
    expect(take.mock.calls.map((call) => (call[0] as File).name)).toEqual(['logo.png', 'logo.png']);
    expect(await faults()).toEqual([]);
  });
});
