/** What leaves the app from its settings, and only when the person has seen it. */
import Settings from './Settings.svelte';
import { backend } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

describe('a report of a problem', () => {
  beforeEach(() => {
    vi.restoreAllMocks();
    desk = new Desk();
  });

  it('is shown first, and copied as the person has changed it', async () => {
    const copied: unknown[] = [];
    vi.spyOn(backend, 'call').mockImplementation(((name: string, request: unknown) => {
      if (name === 'text_copy') copied.push(request);
      return Promise.resolve(name === 'problem_report' ? { text: 'What I did:\nLatest lines' } : {});
    }) as never);
    render(Settings);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Report a problem' }));
    const report = await screen.findByRole('textbox');
    expect(report).toHaveProperty('value', 'What I did:\nLatest lines');
    expect(copied).toEqual([]);
    await user.type(report, ' of the log');
    await user.click(screen.getByTestId('copy-report'));
    expect(copied).toEqual([{ text: 'What I did:\nLatest lines of the log' }]);
    await vi.waitFor(() => expect(screen.queryByTestId('problem-report')).toBeNull());
  });
});
