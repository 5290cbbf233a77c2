/** Edits on their way to the disk, against a host that refuses, fails, hangs, and answers when it is told to. */
import type { FieldError, PartnerView, WireError } from '$lib/backend';
import { backend } from '$lib/backend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';
import type { DraftField } from './fields';

interface Call {
  partner_id: string;
  field: DraftField;
  value: unknown;
  answer: () => Promise<void>;
  fail: (error: Partial<WireError>) => Promise<void>;
}

/** What was sent and has no answer yet, in the order in which it was sent. */
let open: Call[] = [];
let sent: string[] = [];
let waiting: boolean[] = [];
/** Set when every edit is to fail by itself. */
let failing: Partial<WireError> | null = null;
let desk: Desk;

const texts: Record<string, Record<string, unknown>> = {};
const partner = (id: string): PartnerView =>
  ({
    id,
    title: id === 'p' ? 'Harbour' : 'Lighthouse',
    revision: sent.length,
    environment: 'sandbox',
    problems: [],
    tasks: [],
    origins: [],
    name: '',
    ...texts[id],
  }) as unknown as PartnerView;
const failure = (error: Partial<WireError>): WireError => ({
  code: 'store.full',
  message: 'The disk is full',
  fields: [],
  hint: null,
  retryable: true,
  request_id: null,
  ...error,
});
const REFUSED: Partial<WireError> = {
  code: 'codename.locked',
  message: 'The codename is locked',
  retryable: false,
};
const GONE: Partial<WireError> = {
  code: 'store.not_found',
  message: 'This partner is no longer on this computer',
  retryable: false,
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.restoreAllMocks();
  open = [];
  sent = [];
  waiting = [];
  failing = null;
  for (const id of Object.keys(texts)) texts[id] = {};
  vi.spyOn(backend, 'call').mockImplementation(((name: string, request: Record<string, unknown>) => {
    if (name === 'edits_waiting') waiting.push(request.waiting as boolean);
    if (name !== 'partner_edit' && name !== 'connection_set') return Promise.resolve({});
    const {
      partner_id,
      field = 'company_id',
      value = request.company_id,
    } = request as unknown as Call & {
      company_id: string;
    };
    sent.push(`${partner_id}.${field}=${String(value)}`);
    if (failing) return Promise.reject(failure(failing));
    return new Promise((resolve, reject) => {
      const close = () => (open = open.filter((one) => one !== call));
      const call: Call = {
        partner_id,
        field,
        value,
        answer: () => {
          close();
          texts[partner_id] = { ...texts[partner_id], [field]: value };
          resolve(partner(partner_id));
          return vi.advanceTimersByTimeAsync(0).then(() => undefined);
        },
        fail: (error) => {
          close();
          reject(failure(error));
          return vi.advanceTimersByTimeAsync(0).then(() => undefined);
        },
      };
      open.push(call);
    });
  }) as never);
  desk = new Desk();
  desk.partner.view = partner('p');
});
afterEach(() => vi.useRealTimers());

/** Brings another partner to the front. */
const front = (id: string) => (desk.partner.view = desk.partner.take(partner(id)));
const first = (): Call => {
  const call = open[0];
  if (!call) throw new Error('nothing was sent');
  return call;
};

describe('an edit that can never be written', () => {
  it('is the one that is taken out, and not what was typed meanwhile', async () => {
    desk.edits.set('codename', 'harbour');
    desk.edits.set('name', 'Har');
    desk.edits.set('codename', 'harbour-tests');
    desk.edits.set('name', 'Harbour');
    // What was refused was typed over: there is nothing to tell of it, and nothing else goes with it.
    await first().fail(REFUSED);
    expect(desk.edits.refusals).toEqual([]);
    expect(desk.edits.value('name', '')).toBe('Harbour');
    expect(desk.edits.value('codename', '')).toBe('harbour-tests');
    await first().answer();
    await first().answer();
    expect(sent).toEqual(['p.codename=harbour', 'p.codename=harbour-tests', 'p.name=Harbour']);
    expect(desk.edits.saveState).toBe('saved');
  });

  it('is sent once, stays in its field with the error, and does not stop the edits after it', async () => {
    desk.edits.set('codename', 'harbour');
    desk.edits.set('name', 'Harbour');
    await first().fail(REFUSED);
    expect(desk.edits.value('codename', '')).toBe('harbour');
    expect(desk.problems.of('codename')?.message).toBe('The codename is locked');
    expect(desk.problems.of('name')).toBeUndefined();
    await first().answer();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(sent).toEqual(['p.codename=harbour', 'p.name=Harbour']);
    expect(desk.partner.view?.name).toBe('Harbour');
    expect(desk.edits.saveState).toBe('refused');
  });

  it('names its own field when the core does, and is over when the field is typed into again', async () => {
    desk.edits.set('codename', 'H');
    const fields: FieldError[] = [
      { field: 'codename', code: 'codename.characters', message: 'Small letters and digits only' },
    ];
    await first().fail({ ...REFUSED, fields });
    expect(desk.problems.of('codename')?.message).toBe('Small letters and digits only');
    desk.edits.set('codename', 'ha');
    expect(desk.problems.of('codename')).toBeUndefined();
    expect(desk.edits.saveState).toBe('saving');
    await first().answer();
    expect(desk.edits.saveState).toBe('saved');
  });

  it('keeps the window from closing unasked until it is discarded', async () => {
    desk.edits.set('codename', 'harbour');
    await first().fail(REFUSED);
    expect(waiting).toEqual([true]);
    desk.edits.queue.discard(desk.edits.refusals);
    expect(desk.edits.value('codename', 'kept')).toBe('kept');
    expect(desk.edits.saveState).toBe('saved');
    expect(waiting).toEqual([true, false]);
  });

  it('is told with the name of its partner when another one is in front', async () => {
    desk.edits.set('codename', 'harbour');
    front('q');
    await first().fail(REFUSED);
    expect(desk.status.error?.message).toBe('Your change to Harbour wasn’t saved: The codename is locked');
    expect(desk.problems.of('codename')).toBeUndefined();
    front('p');
    expect(desk.problems.of('codename')?.message).toBe('The codename is locked');
    expect(desk.edits.value('codename', '')).toBe('harbour');
  });
});

describe('an edit that fails and may be written later', () => {
  it('is tried again for as long as the app runs, after growing pauses of 30 seconds at most', async () => {
    failing = {};
    desk.edits.set('name', 'Harbour');
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.edits.saveState).toBe('failed');
    expect(desk.edits.queue.why?.message).toBe('The disk is full');
    const pauses: number[] = [];
    for (let attempts = sent.length, at = Date.now(); pauses.length < 8;) {
      await vi.advanceTimersByTimeAsync(500);
      if (sent.length === attempts) continue;
      attempts = sent.length;
      pauses.push((Date.now() - at) / 1000);
      at = Date.now();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    const before = sent.length;
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
    expect(sent.length - before).toBe(24 * 60 * 2);
    expect(desk.edits.value('name', '')).toBe('Harbour');
    failing = null;
    await vi.advanceTimersByTimeAsync(30_000);
    await first().answer();
    expect(desk.edits.saveState).toBe('saved');
    expect(desk.edits.queue.why).toBeNull();
    // A later failure is tried again soon.
    failing = {};
    desk.edits.set('name', 'Harbour Tests');
    await vi.advanceTimersByTimeAsync(0);
    const after = sent.length;
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent.length).toBe(after + 1);
  });

  it('keeps its place before the edits after it, and the window from closing unasked', async () => {
    desk.edits.set('codename', 'harbour');
    desk.edits.set('name', 'Harbour');
    await first().fail({});
    expect(waiting).toEqual([true]);
    await vi.advanceTimersByTimeAsync(1000);
    await first().answer();
    await first().answer();
    expect(sent).toEqual(['p.codename=harbour', 'p.codename=harbour', 'p.name=Harbour']);
    expect(waiting).toEqual([true, false]);
  });

  it('is tried at once when something else is typed, and when the person asks for it', async () => {
    failing = {};
    desk.edits.set('codename', 'harbour');
    await vi.advanceTimersByTimeAsync(0);
    desk.edits.set('name', 'Harbour');
    await vi.advanceTimersByTimeAsync(0);
    desk.edits.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['p.codename=harbour', 'p.codename=harbour', 'p.codename=harbour']);
  });
});

describe('a partner that is gone', () => {
  it('ends all its edits with one sentence, and none of another partner', async () => {
    desk.edits.set('codename', 'harbour');
    desk.edits.set('name', 'Harbour');
    front('q');
    desk.edits.set('name', 'Lighthouse');
    await first().fail(GONE);
    expect(desk.status.error?.message).toBe(
      'Your change to Harbour wasn’t saved: This partner is no longer on this computer',
    );
    expect(desk.edits.queue.stateOf('q')).toBe('saving');
    await first().answer();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(sent).toEqual(['p.codename=harbour', 'q.name=Lighthouse']);
    expect(desk.edits.queue.stateOf('q')).toBe('saved');
    // Nothing can save them any more, so that there is nothing to ask for when the window closes.
    expect(waiting.at(-1) ?? false).toBe(false);
  });

  it('leaves what was typed in its fields while it is in front', async () => {
    desk.edits.set('codename', 'harbour');
    desk.edits.set('name', 'Harbour');
    await first().fail(GONE);
    expect(desk.edits.refusals).toHaveLength(2);
    expect(desk.edits.value('name', '')).toBe('Harbour');
    expect(desk.problems.of('name')?.message).toBe('This partner is no longer on this computer');
  });
});

describe('edits of several partners', () => {
  it('are written in order for each, whatever becomes of those of another', async () => {
    desk.edits.set('codename', 'harbour');
    front('q');
    desk.edits.set('codename', 'light');
    desk.edits.set('name', 'Lighthouse');
    // The first hangs: those of the other partner go on.
    expect(sent).toEqual(['p.codename=harbour', 'q.codename=light']);
    await (open[1] as Call).answer();
    await (open[1] as Call).answer();
    expect(sent).toEqual(['p.codename=harbour', 'q.codename=light', 'q.name=Lighthouse']);
    expect(desk.edits.saveState).toBe('saved');
    await first().fail({});
    expect([desk.edits.queue.stateOf('p'), desk.edits.queue.stateOf('q')]).toEqual(['failed', 'saved']);
    desk.edits.set('name', 'Lighthouse Tests');
    await first().answer();
    expect(desk.edits.saveState).toBe('saved');
    await vi.advanceTimersByTimeAsync(1000);
    await first().answer();
    expect(desk.edits.queue.stateOf('p')).toBe('saved');
  });

  it('do not keep each other waiting: only those of the partner in front are waited for', async () => {
    desk.edits.set('name', 'Harbour');
    front('q');
    const settled = vi.fn();
    void desk.edits.settle().then(settled);
    await vi.advanceTimersByTimeAsync(0);
    expect(settled).toHaveBeenCalled();
  });
});
