/** Work that goes on, and how a person stops it. */
import Busy from './Busy.svelte';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';

const button = () => screen.getByRole('button', { name: 'Cancel' });

describe('work that goes on', () => {
  it('is announced, and is stopped once by its button, which says so and keeps the focus', async () => {
    const cancel = vi.fn();
    render(Busy, { text: 'Reading the Sandbox…', oncancel: cancel });
    expect(screen.getByRole('status').textContent).toContain('Reading the Sandbox…');
    await userEvent.click(button());
    expect(screen.getByRole('status').textContent.trim()).toBe('Canceling…');
    expect(button().getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(button());
    await userEvent.click(button());
    expect(cancel).toHaveBeenCalledTimes(1);
    const faults = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(faults.violations).toEqual([]);
  });

  it.each(['{Enter}', ' ', '{Escape}'])('is reached with Tab and stopped with %j', async (keys) => {
    const cancel = vi.fn();
    render(Busy, { text: 'Saving…', oncancel: cancel });
    await userEvent.tab();
    expect(document.activeElement).toBe(button());
    await userEvent.keyboard(keys);
    await userEvent.keyboard('{Escape}');
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it('leaves Escape to whatever else has the focus, and keeps its own from a dialog around it', async () => {
    const cancel = vi.fn();
    const around = vi.fn();
    document.body.addEventListener('keydown', around);
    render(Busy, { text: 'Saving…', oncancel: cancel });
    await userEvent.keyboard('{Escape}');
    expect(cancel).not.toHaveBeenCalled();
    expect(around).toHaveBeenCalledTimes(1);
    button().focus();
    await fireEvent.keyDown(button(), { key: 'Escape', isComposing: true });
    expect(cancel).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(around).toHaveBeenCalledTimes(2);
    document.body.removeEventListener('keydown', around);
  });
});
