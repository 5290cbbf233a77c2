/** The history of a draft, in the whole window. */
import { opens, page, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { recorded, required } from '$lib/backend/fake/recording';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const { revisions } = required(recorded('draft'), 'draft_history');
const buttons = () => within(screen.getByTestId('revisions')).getAllByRole('button', { expanded: false });
const change = required(recorded('faults'), 'save_plan').changes[0];
const rows = change ? [change] : [];

describe('the changes', () => {
  it('are a list from the newest on, each a button that opens it', async () => {
    await opens('draft', 'history');
    await soon(() => expect(screen.getAllByTestId('revision')).toHaveLength(revisions.length));
    expect(page().getByRole('list')).toBe(screen.getByTestId('revisions'));
    expect(buttons().map((button) => button.textContent)).toEqual(
      revisions.map((one) => expect.stringContaining(one.field) as string),
    );
  });

  it('of the newest state leave nothing to go back to', async () => {
    await opens('draft', 'history', { draft_revision: [] });
    await soon(() => expect(screen.getAllByTestId('revision')).toHaveLength(revisions.length));
    await userEvent.click(buttons()[0] as HTMLElement);
    expect(await page().findByText(t('ui.history.as_now'))).toBeTruthy();
    expect(screen.queryByTestId('return')).toBeNull();
  });

  it('can be gone back to, which is told', async () => {
    const partner = required(recorded('draft'), 'partner_open');
    const host = await opens('draft', 'history', {
      draft_revision: rows,
      draft_return: { partner: { ...partner, revision: 99 }, news: 'Went back' },
    });
    await soon(() => expect(screen.getAllByTestId('revision')).toHaveLength(revisions.length));
    await userEvent.click(buttons()[1] as HTMLElement);
    await userEvent.click(await screen.findByTestId('return'));
    await soon(() => expect(screen.getByTestId('news').textContent).toContain('Went back'));
    expect(host.requests('draft_return')).toMatchObject([{ sequence: revisions[1]?.sequence }]);
  });

  it('that cannot be gone back to say why, and stay open', async () => {
    await opens('draft', 'history', { draft_revision: rows, draft_return: refuse('store.full') });
    await soon(() => expect(screen.getAllByTestId('revision')).toHaveLength(revisions.length));
    await userEvent.click(buttons()[1] as HTMLElement);
    await userEvent.click(await screen.findByTestId('return'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('store.full');
    expect(screen.getByTestId('return')).toBeTruthy();
  });

  it('that cannot be read are told as an error', async () => {
    await opens('draft', 'history', { draft_history: refuse('store.locked') });
    expect((await screen.findByTestId('error')).dataset['code']).toBe('store.locked');
  });
});
