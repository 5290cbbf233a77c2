/** The history of a draft, against a core that answers late and in another order. */
import History from './History.svelte';
import type { PartnerView } from '$lib/backend';
import { answer, asked, listen, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const partner = (id: string, undo: string | null = null): PartnerView =>
  ({
    id,
    title: id,
    revision: 1,
    saved_at: 1,
    undo,
    redo: null,
    problems: [],
    tasks: [],
  }) as unknown as PartnerView;
const revision = (sequence: number) => ({
  sequence,
  at: 0,
  field: `Change ${sequence}`,
  before: '',
  after: '',
});
const page = (...sequences: number[]) => ({
  revisions: sequences.map(revision),
  has_more: true,
  began_at: null,
});
const text = (text: string) => ({ form: 'text', text });
const row = (after: string) => ({ field: 'name', label: 'Name', remote: text(''), draft: text(after) });
const shown = () => screen.getByTestId('revisions').textContent;

beforeEach(async () => {
  listen();
  desk = new Desk();
  desk.partner.view = partner('p');
  render(History);
  await settled();
});

describe('the list of changes', () => {
  it('is that of the last question, whatever order the answers come in', async () => {
    desk.partner.view = partner('p', 'name');
    await settled();
    expect(asked('draft_history')).toHaveLength(2);
    await answer('draft_history', page(2, 1), 1);
    await answer('draft_history', page(1), 0);
    expect(shown()).toContain('Change 2');
  });
});

describe('a change that is opened again', () => {
  it('shows the answer to the last question, not to the one before', async () => {
    await answer('draft_history', page(1));
    const button = () => screen.getAllByRole('button')[0] as HTMLElement;
    await userEvent.click(button());
    await userEvent.click(button());
    await userEvent.click(button());
    expect(asked('draft_revision')).toHaveLength(2);
    await answer('draft_revision', [row('Newer')], 1);
    await answer('draft_revision', [row('Older')], 0);
    expect(shown()).toContain('Newer');
    expect(shown()).not.toContain('Older');
  });
});

describe('the way back to a change', () => {
  it('says nothing of a partner that is no longer in front', async () => {
    await answer('draft_history', page(1));
    await userEvent.click(screen.getAllByRole('button')[0] as HTMLElement);
    await answer('draft_revision', [row('Newer')]);
    await userEvent.click(screen.getByTestId('return'));
    await settled();
    desk.partner.view = partner('q');
    await tick();
    await answer('draft_return', { partner: partner('p'), news: 'Went back' });
    expect(desk.status.news).toBeNull();
  });
});
