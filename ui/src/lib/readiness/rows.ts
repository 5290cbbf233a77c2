import { isComposing } from '$lib/shortcuts';

/** Moves along the rows of a list with the arrow keys, and tells which one was reached. */
export function moveAlong(event: KeyboardEvent, reach: (row: HTMLElement) => void): void {
  if (isComposing(event)) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const list = event.currentTarget as HTMLElement;
  const rows = [...list.querySelectorAll<HTMLElement>('.vrow[data-check], .vrow[data-run]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.focus();
  if (next) reach(next);
}
