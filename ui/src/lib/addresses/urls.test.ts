/** What becomes of a URL that was typed or pasted, and what the person is told of it. */
import Addresses from './Addresses.svelte';
import { backend, type PartnerView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
vi.mock('$lib/parts/preview/Preview.svelte', () => ({ default: () => ({}) }));

const partner = (tests: string, changed?: string): PartnerView =>
  ({
    id: 'p',
    title: 'Harbour',
    environment: null,
    validate_token: '',
    tests,
    send_candidate: '',
    help_article: '',
    problems: [],
    tasks: [],
    origins: [],
    url_notes: changed ? [{ field: 'urls.tests', message: changed }] : [],
  }) as unknown as PartnerView;

const REPAIRED = 'https://api.harbour.com/';
const NOTE = 'Changed to https://api.harbour.com/: corrected the slashes after the colon';
let calls: { name: string; request: Record<string, unknown> }[] = [];

beforeEach(() => {
  vi.restoreAllMocks();
  calls = [];
  let kept = '';
  vi.spyOn(backend, 'call').mockImplementation((async (name: string, request: Record<string, unknown>) => {
    calls.push({ name, request });
    if (name === 'partner_edit') {
      kept = request.field === 'urls.tests' ? String(request.value) : kept;
      return partner(kept);
    }
    if (name === 'url_normalize' && kept === request.text) kept = REPAIRED;
    if (name === 'url_normalize') return partner(kept, kept === REPAIRED ? NOTE : undefined);
    if (name === 'partner_undo') return { partner: partner('https:/api.harbour.com'), news: 'Undone' };
    return {};
  }) as never);
  desk = new Desk();
  desk.partner.view = partner('');
});

const box = () => document.getElementById('field-urls.tests') as HTMLInputElement;
const note = () => screen.getByTestId('changed-tests');
const asked = () => calls.filter((call) => call.name === 'url_normalize').map((call) => call.request.text);

describe('a URL field', () => {
  it('is given its form when it is left, not while it is typed, and says what was changed', async () => {
    render(Addresses);
    await userEvent.type(box(), 'https:/api.harbour.com');
    await desk.edits.settle();
    expect(asked()).toEqual([]);
    expect(box().value).toBe('https:/api.harbour.com');
    box().blur();
    await desk.edits.settle();
    await tick();
    expect(asked()).toEqual(['https:/api.harbour.com']);
    expect(box().value).toBe(REPAIRED);
    expect(note().getAttribute('role')).toBe('status');
    expect(note().textContent).toContain(NOTE);
  });

  it('keeps what undo brought back, also when it is left again', async () => {
    render(Addresses);
    await userEvent.type(box(), 'https:/api.harbour.com');
    box().blur();
    await desk.edits.settle();
    await tick();
    await userEvent.click(screen.getByText('Undo'));
    await vi.waitFor(() => expect(box().value).toBe('https:/api.harbour.com'));
    expect(note().textContent.trim()).toBe('');
    box().focus();
    box().blur();
    await desk.edits.settle();
    expect(asked()).toHaveLength(1);
  });

  it('keeps its note while the person goes on in another field, without an undo that would undo that', async () => {
    render(Addresses);
    await userEvent.type(box(), 'https:/api.harbour.com');
    box().blur();
    await desk.edits.settle();
    await userEvent.type(document.getElementById('field-urls.send_candidate') as HTMLInputElement, 'h');
    await desk.edits.settle();
    await tick();
    expect(note().textContent).toContain(NOTE);
    expect(note().querySelector('button')).toBeNull();
    await userEvent.type(box(), 'x');
    expect(note().textContent.trim()).toBe('');
  });

  it('is not rewritten under the cursor of somebody who came back to it', async () => {
    render(Addresses);
    await userEvent.type(box(), 'https:/api.harbour.com');
    box().blur();
    box().focus();
    await desk.edits.settle();
    expect(asked()).toEqual([]);
    box().blur();
    await desk.edits.settle();
    expect(asked()).toHaveLength(1);
  });

  it('takes a whole URL that is pasted at once, and a part of one when it is left', async () => {
    render(Addresses);
    const paste = async (text: string, whole: string) => {
      await fireEvent.paste(box(), { clipboardData: { getData: () => text } });
      await fireEvent.input(box(), { target: { value: whole } });
      await new Promise((resume) => setTimeout(resume, 1));
      await desk.edits.settle();
    };
    box().focus();
    await paste('https:/b.com', 'https:/b.com/and-more');
    expect(asked()).toEqual([]);
    await paste('https:/api.harbour.com', 'https:/api.harbour.com');
    expect(asked()).toEqual(['https:/api.harbour.com']);
    await vi.waitFor(() => expect(box().value).toBe(REPAIRED));
  });

  it('takes a doubled URL as one, and URLs on several lines as several', async () => {
    render(Addresses);
    const paste = (text: string) => fireEvent.paste(box(), { clipboardData: { getData: () => text } });
    await paste('https://https://api.harbour.com');
    await paste('https:/a.com\nhttps:/b.com');
    await desk.edits.settle();
    await vi.waitFor(() =>
      expect(calls.filter((call) => call.name === 'urls_paste').map((call) => call.request.text)).toEqual([
        'https:/a.com\nhttps:/b.com',
      ]),
    );
  });
});
