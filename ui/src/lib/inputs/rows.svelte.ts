/** The candidate fields as rows that can be moved: what was pressed last counts, also before it is on the disk. */
import type { InputView } from '$lib/backend';
import type { Desk } from '$lib/shell/desk.svelte';
import { SHADOW_ITEM_MARKER_PROPERTY_NAME } from 'svelte-dnd-action';

/** A row while the list is shown; its number is its place in the list that was there before it was dragged. */
export interface Row {
  id: number;
  input: InputView;
  [SHADOW_ITEM_MARKER_PROPERTY_NAME]?: boolean;
}

const textOf = (raw: unknown): string => JSON.stringify(raw);

export class InputRows {
  /** The order while a row is dragged. */
  private dragged = $state.raw<readonly Row[] | null>(null);
  /** Fields that the core has read, and that are not on the disk yet. */
  private readonly read: InputView[] = [];
  /** What was moved where, for people who don't see it. */
  moved = $state.raw<{ label: string; place: number; count: number } | null>(null);

  constructor(private readonly desk: Desk) {}

  get inputs(): readonly InputView[] {
    const kept = this.desk.partner?.inputs ?? [];
    const queued = this.desk.latest<unknown[] | null>('inputs', null);
    return queued ? queued.map((raw) => this.view(raw)) : kept;
  }

  get rows(): Row[] {
    return this.dragged ? [...this.dragged] : this.inputs.map((input, id) => ({ id, input }));
  }

  /** The order while a row is dragged, and when it is let go. */
  drag(rows: readonly Row[]): void {
    this.dragged = rows;
  }
  drop(rows: readonly Row[]): void {
    this.dragged = null;
    if (rows.some((row, place) => row.id !== place)) this.write(rows.map((row) => row.input));
  }

  /** Moves a field; `false` where there is no such place. */
  move(from: number, to: number): boolean {
    const next = [...this.inputs];
    if (to < 0 || to >= next.length) return false;
    const [input] = next.splice(from, 1);
    if (!input) return false;
    next.splice(to, 0, input);
    this.write(next);
    this.moved = { label: input.label, place: to + 1, count: next.length };
    return true;
  }

  /** Where a field stands that was here before; `null` when it has gone or changed. */
  placeOf(input: InputView): number | null {
    const place = this.inputs.findIndex((other) => textOf(other.raw) === textOf(input.raw));
    return place < 0 ? null : place;
  }

  require(place: number, required: boolean): void {
    const change = (input: InputView) => ({
      ...input,
      required,
      raw: { ...(input.raw as object), required },
    });
    this.write(this.inputs.map((input, at) => (at === place ? change(input) : input)));
  }

  remove(place: number): void {
    this.write(this.inputs.filter((_, at) => at !== place));
  }

  /** Adds a field, or puts it in the place of another. */
  put(input: InputView, place: number | null = null): void {
    this.read.push(input);
    const all = this.inputs;
    this.write(place === null ? [...all, input] : all.map((other, at) => (at === place ? input : other)));
  }

  private write(next: readonly InputView[]): void {
    this.desk.edit(
      'inputs',
      next.map((input) => input.raw),
    );
  }

  private view(raw: unknown): InputView {
    const partner = this.desk.partner;
    const views = [...(partner?.inputs ?? []), ...this.read, ...(partner?.input_kinds ?? [])];
    const found = views.find((view) => textOf(view.raw) === textOf(raw));
    if (found) return found;
    const { kind, required } = raw as { kind: string; required: boolean };
    const alike = views.find((view) => view.kind === kind);
    return {
      kind,
      label: alike?.label ?? kind,
      required,
      is_known: alike?.is_known ?? false,
      is_readable: true,
      raw,
    };
  }
}
