/** What the page knows, against a host that answers slowly and in the order it likes. */
import type { PartnerView, ProblemView, WireError } from '$lib/backend';
import { backend } from '$lib/backend';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (name: string): PartnerView =>
  ({ id: 'p', name, title: name, problems: [], tasks: [] }) as unknown as PartnerView;

beforeEach(() => vi.restoreAllMocks());

describe('edits', () => {
  it('are written one after another, and what is typed meanwhile is never overwritten', async () => {
    const written: unknown[] = [];
    const waiting: (() => void)[] = [];
    vi.spyOn(backend, 'call').mockImplementation((async (_: string, request: { value: string }) => {
      written.push(request.value);
      await new Promise<void>((go) => waiting.push(go));
      return partner(request.value);
    }) as never);
    const desk = new Desk();
    desk.partner.view = partner('');
    desk.edits.set('name', 'H');
    desk.edits.set('name', 'Ha');
    desk.edits.set('name', 'Har');
    expect(desk.edits.saveState).toBe('saving');
    expect(desk.edits.value('name', desk.partner.view.name)).toBe('Har');
    waiting.shift()?.();
    await vi.waitFor(() => expect(written).toEqual(['H', 'Har']));
    expect(desk.edits.value('name', desk.partner.view.name)).toBe('Har');
    waiting.shift()?.();
    await vi.waitFor(() => expect(desk.edits.saveState).toBe('saved'));
    expect(desk.partner.view.name).toBe('Har');
  });

  it('are kept and said when they cannot be written, and written when asked again', async () => {
    const call = vi.spyOn(backend, 'call');
    call.mockRejectedValueOnce({
      code: 'store.full',
      message: 'The disk is full',
      fields: [],
      hint: null,
      retryable: true,
      request_id: null,
    } satisfies WireError);
    const desk = new Desk();
    desk.partner.view = partner('');
    desk.edits.set('name', 'Harbour');
    await vi.waitFor(() => expect(desk.edits.saveState).toBe('failed'));
    expect(desk.edits.queue.why?.code).toBe('store.full');
    expect(call).toHaveBeenCalledWith('edits_waiting', { waiting: true });
    expect(desk.edits.value('name', '')).toBe('Harbour');
    call.mockResolvedValueOnce(partner('Harbour') as never);
    desk.edits.retry();
    await vi.waitFor(() => expect(desk.edits.saveState).toBe('saved'));
  });
});

describe('problems', () => {
  const http = {
    field: 'urls.tests',
    code: 'url.http',
    message: 'm',
    summary: 's',
    blocks: true,
    on_leave: true,
    suggestion: null,
  } satisfies ProblemView;
  const missing: ProblemView = { ...http, field: 'name', code: 'name.missing', on_leave: false };

  it('are not told before the person has had a chance', () => {
    const desk = new Desk();
    desk.partner.view = { ...partner(''), problems: [http, missing] };
    expect(desk.problems.of('urls.tests')).toBeUndefined();
    desk.edits.leave('urls.tests');
    desk.edits.leave('name');
    expect(desk.problems.of('urls.tests')?.code).toBe('url.http');
    expect(desk.problems.of('name')).toBeUndefined();
    desk.problems.allSaid = true;
    expect(desk.problems.of('name')?.code).toBe('name.missing');
  });
});
