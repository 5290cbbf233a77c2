/** A table that is wider than its room. */
import Table from './Table.svelte';
import { render, screen } from '@testing-library/svelte';
import { createRawSnippet, flushSync } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';

const children = createRawSnippet(() => ({ render: () => '<tbody><tr><td>1</td></tr></tbody>' }));

/** jsdom draws nothing: the widths are given. */
function shows(width: number, room: number): void {
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(width);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(room);
  render(Table, { label: 'Calls', children });
  flushSync();
}

afterEach(() => vi.restoreAllMocks());

it('scrolls alone, and by keyboard, where it is wider than its room', () => {
  shows(700, 400);
  expect(screen.getByRole('region', { name: 'Calls' }).tabIndex).toBe(0);
});

it('is no stop on the way of Tab where there is room', () => {
  shows(400, 400);
  expect(screen.queryByRole('region')).toBeNull();
});
