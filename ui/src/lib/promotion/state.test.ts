/** What the page knows of the way to promotion, against a core that answers late or not at all. */
import { PromotionState } from './state.svelte';
import { check, error, partner, view } from './testing';
import type { PromotionView, StartView } from '$lib/backend';
import { all, answer, asked, forget, listen, refuse, requests, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { beforeEach, describe, expect, it } from 'vitest';

let desk: Desk;
let state: PromotionState;

async function shows(promotion: PromotionView): Promise<void> {
  const reading = state.read();
  await settled();
  await answer('promotion_view', promotion);
  await reading;
  forget();
}
const confirmed = (person: string) => check({ confirmed: { at: 1, person } });

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = partner();
  state = desk.states.of(PromotionState, 'p');
});

describe('a view', () => {
  it('never replaces one that was made later, nor one of another partner', async () => {
    void state.read();
    void state.read();
    void state.read();
    await settled();
    await answer('promotion_view', view('asked', { revision: 5 }), 1);
    await answer('promotion_view', view('not_asked', { revision: 4 }), 0);
    await answer('promotion_view', view('promoted', { revision: 9, partner_id: 'q' }), 2);
    expect([state.view?.stage, state.view?.revision]).toEqual(['asked', 5]);
  });
});

describe('the name', () => {
  it('is shown as typed and written as the draft is, the last one', async () => {
    await shows(view());
    state.setPerson('A');
    state.setPerson('An');
    state.setPerson('Ana');
    expect([state.person, desk.edits.saveState]).toEqual(['Ana', 'saving']);
    await settled();
    await answer('person_set', view('not_asked', { revision: 2, person: 'A' }));
    expect(state.person).toBe('Ana');
    await answer('person_set', view('not_asked', { revision: 3, person: 'Ana' }), 1);
    expect(requests('person_set')).toEqual([
      { partner_id: 'p', name: 'A' },
      { partner_id: 'p', name: 'Ana' },
    ]);
    expect([state.person, desk.edits.saveState]).toEqual(['Ana', 'saved']);
  });
});

describe('what is confirmed', () => {
  it('is ticked at once, and goes with the name that was typed before', async () => {
    await shows(view());
    state.setPerson('Ana');
    void state.confirm('FORM-1', true);
    expect(state.isConfirmed(check())).toBe(true);
    await settled();
    expect(asked('check_confirm')).toHaveLength(0);
    await answer('person_set', view('not_asked', { revision: 2, person: 'Ana' }));
    expect(requests('check_confirm')).toEqual([{ partner_id: 'p', check_id: 'FORM-1', confirmed: true }]);
    await answer('check_confirm', {});
    await answer('promotion_view', view('not_asked', { revision: 3, to_confirm: [confirmed('Ana')] }));
    expect(state.view?.to_confirm[0]?.confirmed?.person).toBe('Ana');
    // The list of tasks tells of it too.
    expect(asked('partner_open')).toHaveLength(1);
  });

  it('is not ticked when it could not be noted, and why is said', async () => {
    await shows(view());
    void state.confirm('FORM-1', true);
    await settled();
    refuse('check_confirm', error());
    await settled();
    expect(state.isConfirmed(check())).toBe(false);
    expect(desk.status.error?.message).toBe('The disk is full');
  });

  it('ends as the last press says, one word after the other', async () => {
    await shows(view());
    void state.confirm('FORM-1', true);
    void state.confirm('FORM-1', false);
    await settled();
    expect(requests('check_confirm')).toHaveLength(1);
    await answer('check_confirm', {});
    await answer('promotion_view', view('not_asked', { revision: 2, to_confirm: [confirmed('')] }));
    expect(state.isConfirmed(confirmed(''))).toBe(false);
    await answer('check_confirm', {}, 1);
    await answer('promotion_view', view('not_asked', { revision: 3 }), 1);
    expect(requests('check_confirm').map((one) => (one as { confirmed: boolean }).confirmed)).toEqual([
      true,
      false,
    ]);
    expect(state.isConfirmed(check())).toBe(false);
  });
});

describe('what is said', () => {
  it('is said once, and taken back', async () => {
    await shows(view());
    void state.say('asked', true);
    void state.say('asked', true);
    await settled();
    expect(requests('promotion_say')).toEqual([{ partner_id: 'p', word: 'asked', said: true }]);
    await answer('promotion_say', view('asked', { revision: 2 }));
    expect([state.view?.stage, state.busy]).toEqual(['asked', null]);
    expect(asked('partner_open')).toHaveLength(1);
    void state.say('asked', false);
    await settled();
    expect(requests('promotion_say')[1]).toEqual({ partner_id: 'p', word: 'asked', said: false });
  });
});

describe('the pack and the message', () => {
  it('hold what was typed, and the news are told', async () => {
    await shows(view());
    state.setPerson('Ana');
    void state.savePack();
    await settled();
    expect(asked('pack_save')).toHaveLength(0);
    await answer('person_set', view('not_asked', { revision: 2, person: 'Ana' }));
    const before = asked('promotion_view').length;
    await answer('pack_save', { text: 'Saved to pack.zip' });
    await settled();
    expect([desk.status.news?.text, state.busy]).toEqual(['Saved to pack.zip', null]);
    // The timeline tells of it.
    expect(asked('promotion_view')).toHaveLength(before + 1);
    void state.savePack();
    await settled();
    // Nothing is said when the person canceled.
    await answer('pack_save', { text: '' }, 1);
    expect(desk.status.news?.text).toBe('Saved to pack.zip');
    void state.openMail();
    await settled();
    await answer('message_send', {});
    expect(desk.status.news?.text).toBe('Message opened in your email app. Attach the evidence pack.');
  });

  it('say why they cannot be made', async () => {
    await shows(view());
    void state.copyMessage();
    await settled();
    refuse('message_copy', error());
    await settled();
    expect([desk.status.error?.message, state.busy]).toEqual(['The disk is full', null]);
  });
});

it('changes nothing in a view-only window', async () => {
  desk.app.start = { is_read_only: true } as StartView;
  await shows(view());
  state.setPerson('Ana');
  void state.confirm('FORM-1', true);
  void state.say('asked', true);
  await settled();
  expect(all()).toEqual([]);
});
