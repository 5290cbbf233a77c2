/**
 * Edits on their way to the disk: taken at once, written one after another, each to the partner it was
 * made for. What was typed is never overwritten by an older answer, and trouble with one partner does not
 * stop the edits of another.
 */
import { asError, backend } from '$lib/backend';
import type { EditField } from './fields';
import type { ErrorCode, WireError } from '$lib/backend';

/** `failed` is tried again, `refused` is not: the person changes it or discards it. */
export type SaveState = 'saved' | 'saving' | 'failed' | 'refused';

/** How soon an edit that failed is tried again. The pause doubles with each attempt, up to the longest. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** Closing the window asks about edits that have waited longer than this. */
const SLOW_MS = 300;
/** The partner is no longer on this computer. */
const GONE: ErrorCode = 'store.not_found';

export interface Edit {
  partner_id: string;
  /** The partner's name, for the sentence that tells of an edit when another partner is in front. */
  title: string;
  field: EditField;
  value: unknown;
  /** Hands the value to the core, and takes in what comes back. */
  write: () => Promise<void>;
}

/** An edit that can never be written as it is. What was typed stays in its field. */
export interface Refusal {
  edit: Edit;
  error: WireError;
}

/** How the writing of one partner's edits goes. */
interface Lane {
  going: Promise<void> | null;
  retry: ReturnType<typeof setTimeout> | undefined;
  pause: number;
  isSlow: boolean;
}

export class EditQueue {
  private pending = $state.raw<readonly Edit[]>([]);
  private refusals = $state.raw<readonly Refusal[]>([]);
  /** Why a partner's edits could not be written, until they are. */
  private troubles = $state.raw<Readonly<Record<string, WireError>>>({});
  private readonly lanes: Record<string, Lane> = {};
  private held = false;

  constructor(private readonly refused: (refusals: readonly Refusal[]) => void) {}

  /** What was typed last into a field, or `kept` when all of it is on the disk. */
  latest<T>(partner_id: string, field: EditField, kept: T): T {
    const isHere = (edit: Edit) => edit.partner_id === partner_id && edit.field === field;
    const edit = this.pending.findLast(isHere) ?? this.refusals.find((one) => isHere(one.edit))?.edit;
    return edit ? (edit.value as T) : kept;
  }

  /** How it stands with a partner. */
  stateOf(partner_id: string): SaveState {
    if (this.whyOf(partner_id)) return 'failed';
    if (this.pending.some((edit) => edit.partner_id === partner_id)) return 'saving';
    return this.refusalsOf(partner_id).length > 0 ? 'refused' : 'saved';
  }

  /** Why the edits of a partner wait. */
  whyOf(partner_id: string): WireError | null {
    return this.troubles[partner_id] ?? null;
  }

  /** Why edits wait, of whichever partner. */
  get why(): WireError | null {
    return Object.values(this.troubles)[0] ?? null;
  }

  refusalsOf(partner_id: string): readonly Refusal[] {
    return this.refusals.filter((one) => one.edit.partner_id === partner_id);
  }

  add(edit: Edit): void {
    const isOther = (one: Edit) => one.partner_id !== edit.partner_id || one.field !== edit.field;
    this.pending = [...this.pending.filter(isOther), edit];
    this.refusals = this.refusals.filter((one) => isOther(one.edit));
    this.report();
    this.write(edit.partner_id);
  }

  /** Lets go of what was refused: the field shows what is on the disk. */
  discard(refusals: readonly Refusal[]): void {
    this.refusals = this.refusals.filter((one) => !refusals.includes(one));
    this.report();
  }

  /** Tries everything that waits now. */
  retry(): void {
    for (const partner_id of Object.keys(this.lanes)) this.write(partner_id);
  }

  /** Waits until nothing is being written for this partner, or for any. */
  async settle(partner_id?: string): Promise<void> {
    const lanes = Object.entries(this.lanes).filter(([id]) => partner_id === undefined || id === partner_id);
    await Promise.all(lanes.map(([, lane]) => lane.going));
  }

  private lane(partner_id: string): Lane {
    return (this.lanes[partner_id] ??= {
      going: null,
      retry: undefined,
      pause: FIRST_PAUSE_MS,
      isSlow: false,
    });
  }

  private next(partner_id: string): Edit | undefined {
    return this.pending.find((one) => one.partner_id === partner_id);
  }

  private write(partner_id: string): void {
    const lane = this.lane(partner_id);
    if (lane.going || !this.next(partner_id)) return;
    clearTimeout(lane.retry);
    lane.going = this.writeAll(partner_id, lane);
  }

  private async writeAll(partner_id: string, lane: Lane): Promise<void> {
    const slow = setTimeout(() => {
      lane.isSlow = true;
      this.report();
    }, SLOW_MS);
    for (let edit = this.next(partner_id); edit; edit = this.next(partner_id)) {
      const error = await this.writeOne(edit);
      if (error?.retryable) {
        this.troubles = { ...this.troubles, [partner_id]: error };
        lane.retry = setTimeout(() => {
          lane.pause = Math.min(lane.pause * 2, LONGEST_PAUSE_MS);
          this.write(partner_id);
        }, lane.pause);
        break;
      }
      this.troubles = Object.fromEntries(Object.entries(this.troubles).filter(([id]) => id !== partner_id));
      lane.pause = FIRST_PAUSE_MS;
      if (!error) this.drop([edit]);
      else if (error.code !== GONE) this.refuse([edit], error);
      else
        this.refuse(
          this.pending.filter((one) => one.partner_id === partner_id),
          error,
        );
    }
    clearTimeout(slow);
    lane.isSlow = false;
    lane.going = null;
    this.report();
  }

  /** Closing the window asks while edits wait, or are kept by their fields alone. */
  private report(): void {
    const waiting =
      Object.keys(this.troubles).length > 0 ||
      Object.values(this.lanes).some((lane) => lane.isSlow) ||
      this.refusals.some((one) => one.error.code !== GONE);
    if (waiting === this.held) return;
    this.held = waiting;
    void backend.call('edits_waiting', { waiting }).catch(() => undefined);
  }

  /** Takes out these very edits: what was typed meanwhile has taken their place and goes next. */
  private drop(edits: readonly Edit[]): readonly Edit[] {
    const dropped = this.pending.filter((one) => edits.includes(one));
    this.pending = this.pending.filter((one) => !edits.includes(one));
    return dropped;
  }

  /** Ends what can never be written. Of what was typed over meanwhile there is nothing to tell. */
  private refuse(edits: readonly Edit[], error: WireError): void {
    const refusals = this.drop(edits).map((edit) => ({ edit, error }));
    if (refusals.length === 0) return;
    this.refusals = [...this.refusals, ...refusals];
    this.refused(refusals);
  }

  private async writeOne(edit: Edit): Promise<WireError | null> {
    try {
      await edit.write();
      return null;
    } catch (thrown) {
      return asError(thrown);
    }
  }
}
