/** Keys in the list of partners: arrows, Home and End, the first letters of a name, and Delete. */
import { isComposing, isKeyOf } from '$lib/shortcuts';

/** Letters that come within this time belong to one word. */
const WORD_MS = 700;

export class Along {
  private typed = '';
  private typedAt = 0;

  constructor(private readonly remove: (id: string) => void) {}

  press(event: KeyboardEvent): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = event.currentTarget as HTMLElement;
    const rows = [...list.querySelectorAll<HTMLElement>('[data-partner]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    // A menu or a field in the list has keys of its own.
    if (at < 0) return;
    const next = this.target(event, rows, at);
    if (next === undefined) return;
    event.preventDefault();
    if (isKeyOf('remove', event)) this.remove(rows[at]?.dataset.partner ?? '');
    else next?.focus();
  }

  /** The row that a key leads to; `undefined` for a key that means nothing here. */
  private target(event: KeyboardEvent, rows: HTMLElement[], at: number): HTMLElement | null | undefined {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    };
    if (isKeyOf('remove', event)) return rows[at];
    const to = steps[event.key];
    if (to !== undefined) return rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (!/^[\p{Letter}\p{Number}]$/u.test(event.key)) return undefined;
    const now = event.timeStamp;
    this.typed = now - this.typedAt < WORD_MS ? this.typed + event.key : event.key;
    this.typedAt = now;
    return this.named(rows, at);
  }

  /** The next row whose name begins with what was typed; one letter again goes on to the one after. */
  private named(rows: HTMLElement[], at: number): HTMLElement | null {
    const from = this.typed.length === 1 ? at + 1 : at;
    const order = [...rows.slice(from), ...rows.slice(0, from)];
    const wanted = this.typed.toLocaleLowerCase();
    return order.find((row) => row.dataset.name?.toLocaleLowerCase().startsWith(wanted)) ?? null;
  }
}
