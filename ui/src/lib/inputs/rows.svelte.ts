/** The candidate fields as rows that can be moved: what was pressed last counts, also before it is on the disk. */
import type { InputView } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import { t } from '$lib/text';

/** A row while the list is shown; its number is its place in the list that was there before it was dragged. */
export interface Row {
  id: number;
  input: InputView;
}

const textOf = (raw: unknown): string => JSON.stringify(raw);

export class InputRows {
  /** The order while a row is dragged. */
  private dragged = $state.raw<readonly Row[] | null>(null);
  /** Fields that the core has read, and that are not on the disk yet. */
  private readonly read: InputView[] = [];
  /** The fields as they were when the drag began: what has changed since then is not written over. */
  private before = '';
  /** What was done last, for people who don't see it. */
  told = $state('');
  /** Whose fields these are, whoever is in front by the time an answer comes. */
  private readonly partner_id: string | undefined;

  constructor(private readonly desk: Desk) {
    this.partner_id = desk.partner.id;
  }

  get inputs(): readonly InputView[] {
    const kept = this.desk.partner.view?.inputs ?? [];
    const queued = this.desk.edits.latest<unknown[] | null>('inputs', null);
    return queued ? queued.map((raw) => this.view(raw)) : kept;
  }

  get rows(): Row[] {
    return this.dragged ? [...this.dragged] : this.inputs.map((input, id) => ({ id, input }));
  }

  /** The order while a row is dragged, and when it is let go. */
  drag(rows: readonly Row[]): void {
    if (!this.dragged) this.before = this.text;
    this.dragged = rows;
  }
  drop(rows: readonly Row[]): void {
    const isAsBefore = this.before === this.text;
    this.dragged = null;
    if (isAsBefore && rows.some((row, place) => row.id !== place)) this.write(rows.map((row) => row.input));
  }
  /** While a row is dragged the places are those of the drag, and nothing is pressed. */
  get isDragged(): boolean {
    return this.dragged !== null;
  }
  private get text(): string {
    return textOf(this.inputs.map((input) => input.raw));
  }

  /** Moves a field; `false` where there is no such place. */
  move(from: number, to: number): boolean {
    const next = [...this.inputs];
    if (this.isDragged || to < 0 || to >= next.length) return false;
    const [input] = next.splice(from, 1);
    if (!input) return false;
    next.splice(to, 0, input);
    this.write(next);
    this.told = t('ui.inputs.moved', { label: input.label, place: to + 1, count: next.length });
    return true;
  }

  /** Where a field stands that stood at `last`: of two that are the same, the one there; `null` when it has gone. */
  placeOf(input: InputView, last: number): number | null {
    const isIt = (other: InputView | undefined) => other && textOf(other.raw) === textOf(input.raw);
    if (isIt(this.inputs[last])) return last;
    const place = this.inputs.findIndex(isIt);
    return place < 0 ? null : place;
  }

  require(place: number, required: boolean): void {
    if (this.isDragged) return;
    const change = (input: InputView) => ({
      ...input,
      required,
      raw: { ...(input.raw as object), required },
    });
    this.write(this.inputs.map((input, at) => (at === place ? change(input) : input)));
  }

  remove(place: number): void {
    const input = this.inputs[place];
    if (this.isDragged || !input) return;
    this.write(this.inputs.filter((_, at) => at !== place));
    this.told = t('ui.inputs.told.removed', { label: input.label });
  }

  add(input: InputView): void {
    this.read.push(input);
    this.write([...this.inputs, input]);
    this.told = t('ui.inputs.told.added', { label: input.label });
  }

  replace(place: number, input: InputView): void {
    this.read.push(input);
    this.write(this.inputs.map((other, at) => (at === place ? input : other)));
  }

  private write(next: readonly InputView[]): void {
    this.desk.edits.set(
      'inputs',
      next.map((input) => input.raw),
      this.partner_id,
    );
  }

  private view(raw: unknown): InputView {
    const partner = this.desk.partner.view;
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
