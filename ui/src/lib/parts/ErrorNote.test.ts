/** What is told of edits that can never be written. */
import ErrorNote from './ErrorNote.svelte';
import { backend, type PartnerView, type WireError } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const refused = (error: Partial<WireError>): WireError => ({
  code: 'codename.locked',
  message: 'The codename is locked',
  fields: [],
  hint: null,
  retryable: false,
  request_id: null,
  ...error,
});

/** The partner of the page, whose edits are all refused for this reason. */
function shows(error: WireError): void {
  vi.spyOn(backend, 'call').mockImplementation(((name: string) =>
    name === 'partner_edit' ? Promise.reject(error) : Promise.resolve({})) as never);
  desk.partner.view = {
    id: 'p',
    title: 'Harbour',
    problems: [],
    tasks: [],
    origins: [],
  } as unknown as PartnerView;
  render(ErrorNote);
}

beforeEach(() => {
  vi.restoreAllMocks();
  desk = new Desk();
});

describe('an edit that can never be written', () => {
  it('is told until it is discarded', async () => {
    shows(refused({}));
    desk.edits.set('codename', 'harbour');
    const note = await screen.findByTestId('refused');
    expect(note.textContent).toContain('Not saved: The codename is locked');
    await userEvent.click(screen.getByTestId('discard'));
    expect(screen.queryByTestId('refused')).toBeNull();
    expect(desk.edits.value('codename', 'kept')).toBe('kept');
  });

  it('is told once with all others that were refused for the same reason', async () => {
    shows(refused({ code: 'store.not_found', message: 'This partner is no longer on this computer' }));
    desk.edits.set('codename', 'harbour');
    desk.edits.set('name', 'Harbour');
    await vi.waitFor(() => expect(desk.edits.refusals).toHaveLength(2));
    expect(await screen.findAllByTestId('refused')).toHaveLength(1);
  });
});
