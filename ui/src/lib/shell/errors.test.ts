/** What the page shows of an error: the log's reference for a fault of the app, and for nothing else. */
import Blocked from './Blocked.svelte';
import ErrorNote from '$lib/parts/ErrorNote.svelte';
import type { WireError } from '$lib/backend';
import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from '$lib/state/desk.svelte';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const error = (more: Partial<WireError>): WireError => ({
  code: 'store.failed',
  message: 'Your data couldn’t be read or saved',
  fields: [],
  hint: null,
  retryable: true,
  request_id: '3f9a12bc',
  ...more,
});

describe('an error', () => {
  beforeEach(() => {
    desk = new Desk();
  });

  it('names its lines in the log when it is a fault of the app', () => {
    desk.status.error = error({ is_internal: true });
    render(ErrorNote);
    expect(screen.getByTestId('error').textContent).toContain('Your data couldn’t be read or saved');
    expect(screen.getByTestId('error-reference').textContent.trim()).toBe('Reference: 3f9a12bc');
  });

  it('names them also when the data cannot be opened', () => {
    render(Blocked, { error: error({ code: 'store.damaged', is_internal: true }) });
    expect(screen.getByTestId('error-reference').textContent.trim()).toBe('Reference: 3f9a12bc');
  });

  it('names none when it was to be expected', () => {
    desk.status.error = error({ code: 'keychain.locked', message: 'Your keychain is locked' });
    render(ErrorNote);
    expect(screen.getByTestId('error').textContent).not.toContain('3f9a12bc');
    expect(screen.queryByTestId('error-reference')).toBeNull();
  });
});
