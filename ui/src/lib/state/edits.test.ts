/** What is typed, undone and redone, against a core that answers when it is told to. */
import { all, answer, asked, listen, refuse, requests, settled } from '$lib/late-core';
import type { PartnerView, WireError } from '$lib/backend';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (id: string, revision = 1, more: Partial<PartnerView> = {}) =>
  ({
    id,
    title: id,
    name: '',
    revision,
    environment: 'sandbox',
    problems: [],
    tasks: [],
    origins: [],
    ...more,
  }) as unknown as PartnerView;
const undone = (revision: number) => ({ partner: partner('p', revision), news: 'Name undone' });

let desk: Desk;
const front = (id: string, revision = 1) => (desk.partner.view = desk.partner.take(partner(id, revision)));

beforeEach(() => {
  listen();
  desk = new Desk();
  front('p');
});

describe('a field that is typed into', () => {
  it('shows what was typed until the core has it, whatever older view comes meanwhile', async () => {
    desk.edits.set('name', 'Har');
    desk.edits.set('name', 'Harbour');
    await answer('partner_edit', partner('p', 2, { name: 'Har' }));
    expect(desk.edits.value('name', desk.partner.view?.name ?? '')).toBe('Harbour');
    await answer('partner_edit', partner('p', 3, { name: 'Harbour' }), 1);
    desk.partner.take(partner('p', 2, { name: 'Har' }));
    expect(desk.edits.value('name', desk.partner.view?.name ?? '')).toBe('Harbour');
    expect(desk.edits.saveState).toBe('saved');
  });

  it('belongs to the partner that it was shown for, also when another is in front', async () => {
    front('q');
    desk.edits.set('name', 'Harbour', 'p');
    expect(requests('partner_edit')).toEqual([{ partner_id: 'p', field: 'name', value: 'Harbour' }]);
    expect([desk.edits.value('name', 'of q'), desk.edits.saveState]).toEqual(['of q', 'saved']);
    await answer('partner_edit', partner('p', 2, { name: 'Harbour' }));
    expect([desk.partner.id, desk.partner.newest('p')?.name]).toEqual(['q', 'Harbour']);
  });

  it('writes nothing for a partner that isn’t known', () => {
    desk.edits.set('name', 'Harbour', 'gone');
    expect(all()).toEqual([]);
  });

  it('hands the company ID to the connection, and only where an environment is chosen', () => {
    desk.edits.set('company_id', '42');
    expect(requests('connection_set')).toEqual([
      { partner_id: 'p', environment: 'sandbox', company_id: '42' },
    ]);
    desk.partner.view = desk.partner.take(partner('r', 1, { environment: null }));
    desk.edits.set('company_id', '43');
    expect([desk.edits.saveState, desk.edits.value('company_id', 'none')]).toEqual(['saved', 'none']);
    expect(asked('connection_set')).toHaveLength(1);
    expect(asked('partner_edit')).toHaveLength(0);
  });
});

describe('undo', () => {
  it('waits for what was typed before it', async () => {
    desk.edits.set('name', 'Harbour');
    void desk.edits.travel('partner_undo');
    await settled();
    expect(asked('partner_undo')).toHaveLength(0);
    await answer('partner_edit', partner('p', 2));
    await answer('partner_undo', undone(3));
    expect([desk.partner.view?.revision, desk.status.news?.text]).toEqual([3, 'Name undone']);
  });

  it('waits for a text that is being composed', async () => {
    const field = document.createElement('input');
    desk.edits.compositions.begin(field);
    void desk.edits.travel('partner_undo');
    await settled();
    expect(asked('partner_undo')).toHaveLength(0);
    desk.edits.compositions.end(field);
    await settled();
    expect(asked('partner_undo')).toHaveLength(1);
  });

  it('does nothing to a partner that came to the front while it waited', async () => {
    const field = document.createElement('input');
    desk.edits.compositions.begin(field);
    void desk.edits.travel('partner_undo');
    front('q');
    desk.edits.compositions.end(field);
    await settled();
    expect(asked('partner_undo')).toHaveLength(0);
  });

  it('does not come over an edit that was made after it, though its answer comes later', async () => {
    void desk.edits.travel('partner_undo');
    await settled();
    desk.edits.set('name', 'Harbour');
    await answer('partner_edit', partner('p', 3, { name: 'Harbour' }));
    await answer('partner_undo', undone(2));
    expect([desk.partner.view?.revision, desk.partner.view?.name]).toEqual([3, 'Harbour']);
  });

  it('is not told when another partner is in front by then', async () => {
    void desk.edits.travel('partner_undo');
    await settled();
    front('q');
    await answer('partner_undo', undone(2));
    expect([desk.partner.id, desk.status.news]).toEqual(['q', null]);
    expect(desk.partner.newest('p')?.revision).toBe(2);
  });

  it('that is refused leaves the partner and says why', async () => {
    void desk.edits.travel('partner_redo');
    await settled();
    refuse('partner_redo', { code: 'store.full', message: 'Full', fields: [] } as unknown as WireError);
    await settled();
    expect([desk.partner.view?.revision, desk.status.error?.message]).toEqual([1, 'Full']);
  });

  it('takes the error of what was done before from the page', async () => {
    desk.status.fail({ code: 'store.full', message: 'Full', fields: [] } as unknown as WireError);
    void desk.edits.travel('partner_undo');
    await settled();
    expect(desk.status.error).toBeNull();
  });

  it('takes back the latest news where no partner is in front', async () => {
    desk.partner.view = null;
    const undo = vi.fn();
    desk.status.news = { text: 'Harbour was removed', undo };
    await desk.edits.travel('partner_undo');
    expect(undo).toHaveBeenCalledOnce();
    expect(all()).toEqual([]);
  });

  it('reads verdicts anew that are shown: they may be of the draft from before', async () => {
    desk.readiness.run = { partner_id: 'p', groups: [] } as never;
    void desk.edits.travel('partner_undo');
    await settled();
    await answer('partner_undo', undone(2));
    expect(asked('readiness_view')).toHaveLength(1);
  });
});

describe('a URL field', () => {
  it('gets its form when it is left, after the edit is on the disk, and only if it was typed into', async () => {
    desk.edits.leave('urls.tests');
    await settled();
    expect(asked('url_normalize')).toHaveLength(0);
    desk.edits.set('urls.tests', 'HTTPS://Harbour.example');
    desk.edits.leave('urls.tests');
    await settled();
    expect(asked('url_normalize')).toHaveLength(0);
    await answer('partner_edit', partner('p', 2));
    expect(requests('url_normalize')).toEqual([
      { partner_id: 'p', field: 'urls.tests', text: 'HTTPS://Harbour.example' },
    ]);
    const done = vi.fn();
    void desk.edits.settle().then(done);
    await settled();
    expect(done).not.toHaveBeenCalled();
    await answer('url_normalize', partner('p', 3));
    expect(done).toHaveBeenCalled();
    expect(desk.problems.left).toEqual(['urls.tests']);
  });
});
