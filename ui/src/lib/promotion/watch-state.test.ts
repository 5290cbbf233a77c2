/** What the page knows of a watch, against a core that answers late or not at all. */
import { error, lax, partner, watched } from './testing';
import { WatchState } from './watch-state.svelte';
import type { PartnerView, StartView, WatchView } from '$lib/backend';
import { all, answer, asked, forget, listen, refuse, requests, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { beforeEach, describe, expect, it } from 'vitest';

let desk: Desk;
let state: WatchState;
const moved = (partner_id: string) => desk.events.hear({ kind: 'watch_moved', partner_id });

async function shows(view: WatchView): Promise<void> {
  const reading = state.read();
  await answer('watch_view', view);
  await reading;
  forget();
}

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = partner();
  state = desk.states.of(WatchState, 'p');
});

describe('a view', () => {
  it('never replaces one that was made later, nor one of another partner', async () => {
    void state.read();
    void state.read();
    void state.read();
    await answer('watch_view', watched({ revision: 5, every: 'week' }), 1);
    await answer('watch_view', watched({ revision: 4, is_looking: true }), 0);
    await answer('watch_view', watched({ revision: 9, partner_id: 'q', findings: [lax] }), 2);
    expect([state.view?.revision, state.every, state.isLooking, state.view?.findings]).toEqual([
      5,
      'week',
      false,
      [],
    ]);
  });

  it('is read anew when the watch of its partner moved, while it is shown', async () => {
    await shows(watched());
    moved('p');
    expect(asked('watch_view')).toHaveLength(0);
    const end = state.show();
    moved('q');
    expect(asked('watch_view')).toHaveLength(0);
    moved('p');
    await answer('watch_view', watched({ revision: 2, is_looking: true }));
    expect(state.isLooking).toBe(true);
    moved('p');
    await answer('watch_view', watched({ revision: 3, findings: [lax] }), 1);
    expect([state.isLooking, state.view?.findings]).toEqual([false, [lax]]);
    end();
    moved('p');
    expect(asked('watch_view')).toHaveLength(2);
  });

  it('that can’t be read says why, unless another partner is in front by then', async () => {
    void state.read();
    refuse('watch_view', error());
    await settled();
    expect(desk.status.error?.message).toBe('The disk is full');
    desk.status.error = null;
    forget();
    void state.read();
    desk.partner.view = partner('q');
    refuse('watch_view', error());
    await settled();
    expect(desk.status.error).toBeNull();
  });
});

describe('how often', () => {
  it('is shown as chosen, and the last choice is written', async () => {
    await shows(watched({ every: 'off' }));
    void state.set('six_hours');
    expect(state.every).toBe('six_hours');
    await settled();
    void state.set('day');
    void state.set('week');
    await answer('watch_set', watched({ revision: 2, every: 'six_hours' }));
    expect(state.every).toBe('week');
    await answer('watch_set', watched({ revision: 3, every: 'week' }), 1);
    expect(requests('watch_set')).toEqual([
      { partner_id: 'p', every: 'six_hours' },
      { partner_id: 'p', every: 'week' },
    ]);
    expect([state.every, state.view?.every]).toEqual(['week', 'week']);
  });

  it('is what it was when it could not be kept, and why is said', async () => {
    await shows(watched({ every: 'off' }));
    void state.set('day');
    await settled();
    refuse('watch_set', error());
    await settled();
    expect([state.every, desk.status.error?.message]).toEqual(['off', 'The disk is full']);
  });

  it('is not asked for when nothing was chosen anew', async () => {
    await shows(watched({ every: 'day' }));
    await state.set('day');
    expect(all()).toEqual([]);
  });
});

describe('a look', () => {
  it('is asked for once, and may end after another partner came to the front', async () => {
    await shows(watched());
    void state.look();
    void state.look();
    await settled();
    expect(requests('watch_look')).toEqual([{ partner_id: 'p' }]);
    expect(state.isLooking).toBe(true);
    desk.partner.view = partner('q');
    await answer('watch_look', watched({ revision: 2, findings: [lax] }));
    expect([state.isLooking, state.view?.findings]).toEqual([false, [lax]]);
    expect(desk.states.of(WatchState, 'q').view).toBeNull();
  });

  it('that goes on already is not asked for again', async () => {
    await shows(watched({ is_looking: true }));
    await state.look();
    await state.accept();
    expect(all()).toEqual([]);
  });

  it('asks first where the customer token may go', async () => {
    const origin = { origin: 'https://other.example', is_allowed: false, urls: ['tests'] };
    desk.partner.view = { ...partner(), origins: [origin] } as unknown as PartnerView;
    await shows(watched());
    void state.look();
    await settled();
    expect([asked('watch_look').length, desk.origins.question?.origins.length]).toEqual([0, 1]);
    await desk.origins.answer(false);
    await settled();
    expect(asked('watch_look')).toHaveLength(1);
  });

  it('is not begun for a partner that is no longer in front', async () => {
    await shows(watched());
    void state.look();
    desk.partner.view = partner('q');
    await settled();
    expect([asked('watch_look').length, state.isLooking]).toEqual([0, false]);
  });

  it('says why it failed, unless another partner is in front by then', async () => {
    await shows(watched());
    void state.look();
    await settled();
    refuse('watch_look', error());
    await settled();
    expect([state.isLooking, desk.status.error?.message]).toEqual([false, 'The disk is full']);
    forget();
    void state.look();
    await settled();
    // Pressing again takes the sentence away.
    expect(desk.status.error).toBeNull();
    desk.partner.view = partner('q');
    refuse('watch_look', error());
    await settled();
    expect(desk.status.error).toBeNull();
  });
});

describe('what changed', () => {
  it('is accepted once, and that is said', async () => {
    await shows(watched({ may_accept: true }));
    void state.accept();
    void state.accept();
    await settled();
    await answer('watch_accept', watched({ revision: 2 }));
    expect(requests('watch_accept')).toEqual([{ partner_id: 'p', looked_at: watched({}).looked_at }]);
    expect([state.view?.may_accept, state.busy, desk.status.news?.text]).toEqual([
      false,
      null,
      'Changes accepted',
    ]);
  });
});

describe('the list of partners', () => {
  it('is read anew when a watch moved, once for several that move at once', async () => {
    moved('p');
    moved('q');
    moved('r');
    expect(asked('partners_list')).toHaveLength(1);
    await answer('partners_list', { partners: [{ id: 'p', watch: '' }] });
    expect(asked('partners_list')).toHaveLength(2);
    await answer('partners_list', { partners: [{ id: 'p', watch: '2 findings' }] }, 1);
    expect([asked('partners_list').length, desk.partners.all?.[0]?.watch]).toEqual([2, '2 findings']);
    moved('p');
    expect(asked('partners_list')).toHaveLength(3);
  });
});

it('changes nothing in a view-only window', async () => {
  desk.app.start = { is_read_only: true } as StartView;
  await shows(watched({ may_accept: true }));
  await state.set('week');
  await state.look();
  await state.accept();
  expect(all()).toEqual([]);
  expect(state.every).toBe('day');
});
