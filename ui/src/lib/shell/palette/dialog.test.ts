/** The palette as a dialog: what it keeps, and what it forgets. */
import CommandPalette from '../CommandPalette.svelte';
import type { RunView } from '$lib/backend';
import { answer, asked, listen, settled } from '$lib/late-core';
import '$lib/testing';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

// It is read in when it is first opened, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const view = { id: 'p', title: 'Acme', revision: 1, problems: [], origins: [], tasks: [] };
const run = {
  groups: [{ title: 'Tokens', checks: [{ id: 'TOKEN-2', title: 'Wrong tokens are rejected' }] }],
};
const field = () => screen.getByRole<HTMLInputElement>('combobox');
const chosen = () => document.querySelector('.cmd[data-selected]')?.textContent ?? '';

async function open(): Promise<void> {
  desk.layout.isPaletteOpen = true;
  await screen.findByRole('combobox');
  await settled();
}

beforeEach(() => {
  document.body.replaceChildren();
  listen();
  desk = new Desk();
  render(CommandPalette);
});

describe('the palette', () => {
  it('opens empty each time, with a partner and without', async () => {
    for (const partner of [null, view]) {
      desk.partner.view = partner as never;
      for (const typed of ['settings', 'sandbox']) {
        await open();
        expect(field().value).toBe('');
        await userEvent.type(field(), typed);
        await vi.waitFor(() => expect(chosen().toLowerCase()).toContain(typed));
        desk.layout.isPaletteOpen = false;
        await vi.waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
      }
    }
  });

  it('keeps what is typed while a run goes on', async () => {
    desk.partner.view = view as never;
    desk.readiness.run = run as unknown as RunView;
    await open();
    await userEvent.type(field(), 'logo');
    desk.readiness.run = { ...run } as unknown as RunView;
    await tick();
    expect(field().value).toBe('logo');
  });

  it('finds checks also where no run was read', async () => {
    desk.partner.view = view as never;
    await open();
    await answer('readiness_view', run);
    await userEvent.type(field(), 'token-2');
    await vi.waitFor(() => expect(chosen()).toContain('Wrong tokens are rejected'));
  });

  it('asks for no checks without a partner', async () => {
    await open();
    expect(asked('readiness_view')).toHaveLength(0);
  });
});
