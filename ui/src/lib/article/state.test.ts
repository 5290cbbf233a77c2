/** What the page knows of an article, against a core that answers late, in another order, or not at all. */
import { ArticleState } from './state.svelte';
import { edited, error, noFacts, open, partner, section, view } from './testing';
import type { ArticleSection, ArticleView, StartView } from '$lib/backend';
import { all, answer, asked, forget, listen, refuse, requests, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
let state: ArticleState;

async function shows(article: ArticleView): Promise<void> {
  const reading = state.read();
  await settled();
  await answer('article_view', article, asked('article_view').length - 1);
  await reading;
  forget();
}
/** A section as it is shown. */
function one(at = 0): ArticleSection {
  const found = state.view?.sections[at];
  if (!found) throw new Error('there is no such section');
  return found;
}
const body = () => state.text(one()).body;

beforeEach(() => {
  listen();
  desk = new Desk();
  desk.partner.view = partner();
  state = desk.states.of(ArticleState, 'p');
});

describe('a view', () => {
  it('never replaces one that was made later', async () => {
    void state.read();
    void state.read();
    await settled();
    await answer('article_view', open({ revision: 5 }), 1);
    await answer('article_view', view({ revision: 4 }), 0);
    expect([state.view?.revision, state.view?.open]).toEqual([5, 2]);
  });

  it('of another partner is not shown', async () => {
    await shows(view());
    void state.read();
    await settled();
    await answer('article_view', open({ partner_id: 'q', revision: 9 }));
    expect(state.view?.open).toBe(0);
  });

  it('is made from the record as it was typed', async () => {
    desk.edits.set('name', 'Harbour Tests');
    void state.read();
    await settled();
    expect(asked('article_view')).toHaveLength(0);
    await answer('partner_edit', partner('p', 2));
    expect(asked('article_view')).toHaveLength(1);
  });

  it('with another result has the list of tasks read', async () => {
    await shows(open());
    state.setFact('token_place', 'Settings');
    await settled();
    await answer('article_facts', open({ revision: 2 }));
    expect(asked('partner_open')).toHaveLength(0);
    state.setFact('token_place', 'Settings > API keys');
    await settled();
    await answer('article_facts', view({ revision: 3 }), 1);
    expect(asked('partner_open')).toHaveLength(1);
  });
});

describe('what is typed', () => {
  it('is shown at once and written one after another, the last text of each place', async () => {
    await shows(edited());
    state.edit(one(), { body: 'A' });
    state.edit(one(), { body: 'Ab' });
    state.edit(one(), { heading: 'Token' });
    expect(state.text(one())).toEqual({ heading: 'Token', body: 'Ab' });
    expect(desk.edits.saveState).toBe('saving');
    await settled();
    expect(requests('article_section')).toEqual([
      { partner_id: 'p', key: 'token', heading: 'Find your token', body: 'A' },
    ]);
    await answer('article_section', view({ revision: 2, sections: [section({ body: 'A' })] }));
    expect(state.text(one())).toEqual({ heading: 'Token', body: 'Ab' });
    expect(requests('article_section')[1]).toMatchObject({ heading: 'Token', body: 'Ab' });
    const last = section({ heading: 'Token', body: 'Ab', is_edited: true });
    await answer('article_section', view({ revision: 3, sections: [last] }), 1);
    expect(state.text(one())).toMatchObject({ heading: 'Token', body: 'Ab' });
    expect(desk.edits.saveState).toBe('saved');
  });

  it('is not replaced by a view that was asked for before', async () => {
    await shows(view({ revision: 2 }));
    void state.read();
    await settled();
    state.edit(one(), { body: 'Typed' });
    await settled();
    await answer('article_section', edited({ revision: 4, sections: [section({ body: 'Typed' })] }));
    await answer('article_view', view({ revision: 3 }));
    expect(body()).toBe('Typed');
  });

  it('keeps the answers together that were typed one after the other', async () => {
    await shows(view());
    state.setFact('token_place', 'Settings');
    state.setFact('contact', 'help@harbour.example');
    await settled();
    await answer('article_facts', view({ revision: 2, facts: { ...noFacts, token_place: 'Settings' } }));
    const facts = { ...noFacts, token_place: 'Settings', contact: 'help@harbour.example' };
    expect(requests('article_facts')[1]).toEqual({ partner_id: 'p', facts });
    expect(state.fact('contact')).toBe('help@harbour.example');
  });

  it('is kept and tried again when it cannot be written, also when the page is left', async () => {
    await shows(view());
    const leave = state.watch();
    state.edit(one(), { body: 'Typed' });
    await settled();
    vi.useFakeTimers();
    refuse('article_section', error());
    await vi.advanceTimersByTimeAsync(0);
    leave();
    expect(desk.edits.saveState).toBe('failed');
    expect(desk.states.of(ArticleState, 'p').text(one()).body).toBe('Typed');
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    const written = section({ body: 'Typed' });
    await answer('article_section', view({ revision: 2, sections: [written] }), 1);
    expect([body(), desk.edits.saveState]).toEqual(['Typed', 'saved']);
  });

  it('is not written in a view-only window', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    await shows(view());
    state.edit(one(), { body: 'Typed' });
    state.setFact('contact', 'x');
    expect([body(), state.fact('contact')]).toEqual(['Send candidates tests from Harbour.', '']);
    expect(all()).toEqual([]);
  });
});

describe('a section that follows the record again', () => {
  it('is reset, and its former text can be brought back', async () => {
    await shows(edited());
    state.reset(one());
    await settled();
    expect(requests('article_reset')).toEqual([{ partner_id: 'p', key: 'token' }]);
    // Until the core has answered, the text is what it was.
    expect([body(), state.isEdited(one()), state.canUndo(one())]).toEqual(['Ask our team.', false, true]);
    await answer('article_reset', view({ revision: 2, sections: [section()] }));
    expect([body(), state.canUndo(one())]).toEqual(['Go to Settings.', true]);
    state.undoReset(one());
    expect([body(), state.isEdited(one()), state.canUndo(one())]).toEqual(['Ask our team.', true, false]);
    await settled();
    expect(requests('article_section')).toEqual([
      { partner_id: 'p', key: 'token', heading: 'Find your token', body: 'Ask our team.' },
    ]);
  });

  it('gives back what was typed last, though the core never had it', async () => {
    await shows(view());
    state.edit(one(), { body: 'One' });
    state.edit(one(), { body: 'Two' });
    state.reset(one());
    await settled();
    await answer('article_section', edited({ revision: 2 }));
    // What was typed over by the reset is not written any more.
    expect(requests('article_section')).toHaveLength(1);
    await answer('article_reset', view({ revision: 3 }));
    state.undoReset(one());
    expect(body()).toBe('Two');
  });

  it('cannot be brought back once it was edited, or the page was left', async () => {
    await shows(edited());
    const leave = state.watch();
    state.reset(one());
    state.edit(one(), { body: 'New' });
    expect(state.canUndo(one())).toBe(false);
    state.reset(one());
    leave();
    expect(state.canUndo(one())).toBe(false);
  });
});

describe('the files', () => {
  it('are made of what was typed, once, and the news are told', async () => {
    await shows(view());
    state.edit(one(), { body: 'Typed' });
    void state.save();
    void state.save();
    void state.copy();
    await settled();
    expect(asked('article_save')).toHaveLength(0);
    await answer('article_section', edited({ revision: 2 }));
    expect(requests('article_save')).toEqual([{ partner_id: 'p' }]);
    expect([asked('article_copy').length, state.busy]).toEqual([0, 'save']);
    await answer('article_save', { text: 'Article saved' });
    expect([state.busy, desk.status.news?.text]).toEqual([null, 'Article saved']);
    void state.copy();
    await settled();
    // Nothing is said when the person canceled.
    await answer('article_copy', { text: '' });
    expect(desk.status.news?.text).toBe('Article saved');
  });

  it('that cannot be made say why', async () => {
    await shows(view());
    void state.save();
    await settled();
    refuse('article_save', error());
    await settled();
    expect([desk.status.error?.message, state.busy]).toEqual(['The disk is full', null]);
  });
});
