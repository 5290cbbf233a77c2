/** The candidate fields, and what becomes of a change that cannot be saved. */
import Inputs from './Inputs.svelte';
import { backend, type PartnerView, type WireError } from '$lib/backend';
import { Desk } from '$lib/shell/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/shell/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));
vi.mock('$lib/preview/Preview.svelte', () => ({ default: () => ({}) }));

const input = (kind: string) => ({
  kind,
  label: kind,
  required: false,
  is_known: true,
  is_readable: true,
  raw: { kind, required: false },
});

beforeEach(() => {
  vi.restoreAllMocks();
  desk = new Desk();
  desk.partner = {
    id: 'p',
    revision: 1,
    title: 'Harbour',
    inputs: [input('email'), input('phone')],
    input_kinds: [],
    problems: [],
    tasks: [],
  } as unknown as PartnerView;
});

describe('a change of the candidate fields that is refused', () => {
  it('stays in the table, which says why, and the next one is sent with it', async () => {
    const call = vi.spyOn(backend, 'call');
    call.mockRejectedValueOnce({
      code: 'command.request',
      message: 'This is too long',
      hint: null,
      fields: [],
      retryable: false,
      request_id: null,
    } satisfies WireError);
    render(Inputs);
    const ticks = () => [...document.querySelectorAll<HTMLInputElement>('[data-testid=inputs] input')];
    await userEvent.click(ticks()[0] as HTMLInputElement);
    await desk.settle();
    await vi.waitFor(() =>
      expect(document.getElementById('field-inputs')?.textContent).toContain('This is too long'),
    );
    expect(ticks().map((tick) => tick.checked)).toEqual([true, false]);
    // The answer never comes: what was pressed stands meanwhile.
    call.mockReturnValue(new Promise(() => undefined));
    await userEvent.click(ticks()[1] as HTMLInputElement);
    expect(screen.queryByText('This is too long')).toBeNull();
    expect(call).toHaveBeenLastCalledWith('partner_edit', {
      partner_id: 'p',
      field: 'inputs',
      value: [
        { kind: 'email', required: true },
        { kind: 'phone', required: true },
      ],
    });
  });
});
