/**
 * Edits on their way to the disk: taken at once, written one after another, each to the partner it was
 * made for. What was typed is never overwritten by an answer that is older.
 */
import { asError, backend } from '$lib/backend';
import type { EnvironmentName, PartnerView, WireError } from '$lib/backend';

export type SaveState = 'saved' | 'saving' | 'failed';

/** How soon what could not be written is tried again. */
const RETRY_MS = 2000;
/** Whoever closes the window is asked about edits that have waited longer than this. */
const SLOW_MS = 300;

export interface Edit {
  partner_id: string;
  environment: EnvironmentName | null;
  field: string;
  value: unknown;
}

export class EditQueue {
  private pending = $state.raw<readonly Edit[]>([]);
  private writing = $state(false);
  /** Why the last attempt failed, until one succeeds. */
  why = $state.raw<WireError | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private held = false;

  constructor(
    private readonly taken: (partner: PartnerView) => void,
    private readonly failed: (error: WireError) => void,
  ) {}

  /** What was typed last into a field, or `kept` when all of it is on the disk. */
  latest<T>(partner_id: string, field: string, kept: T): T {
    const edit = this.pending.findLast((one) => one.partner_id === partner_id && one.field === field);
    return edit ? (edit.value as T) : kept;
  }

  /** How it stands with a partner. */
  stateOf(partner_id: string): SaveState {
    if (!this.pending.some((edit) => edit.partner_id === partner_id)) return 'saved';
    return this.why ? 'failed' : 'saving';
  }

  add(edit: Edit): void {
    const others = this.pending.filter(
      (one) => one.partner_id !== edit.partner_id || one.field !== edit.field,
    );
    this.pending = [...others, edit];
    void this.write();
  }

  retry(): void {
    void this.write();
  }

  /** Waits until nothing is being written. */
  async settle(): Promise<void> {
    while (this.writing) await new Promise((resume) => setTimeout(resume, 5));
  }

  private async write(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    const slow = setTimeout(() => this.hold(true), SLOW_MS);
    try {
      for (let edit = this.pending[0]; edit; edit = this.pending[0]) {
        this.taken(await this.writeOne(edit));
        this.drop(edit);
        this.why = null;
      }
    } catch (thrown) {
      const error = asError(thrown);
      // What the disk does not take is kept and tried again; what the core does not take never will be.
      if (error.retryable || error.code.startsWith('store.')) {
        this.why = error;
        // The cause may go by itself: a file that was held, a disk with room again.
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.write(), RETRY_MS);
      } else {
        // What can never be written must not stand in the way of what follows.
        if (this.pending[0]) this.drop(this.pending[0]);
        this.why = null;
        this.failed(error);
        if (this.pending.length > 0) this.timer = setTimeout(() => void this.write(), 0);
      }
    } finally {
      clearTimeout(slow);
      this.writing = false;
      this.hold(this.why !== null);
    }
  }

  /** Whoever closes the window is asked while edits wait. */
  private hold(waiting: boolean): void {
    if (waiting === this.held) return;
    this.held = waiting;
    void backend.call('edits_waiting', { waiting }).catch(() => undefined);
  }

  /** What was typed meanwhile took the edit's place and goes next. */
  private drop(edit: Edit): void {
    this.pending = this.pending.filter((one) => one !== edit);
  }

  /** The company ID belongs to the connection; all else is a field of the record. */
  private writeOne({ partner_id, environment, field, value }: Edit): Promise<PartnerView> {
    if (field === 'company_id' && environment) {
      return backend.call('connection_set', { partner_id, environment, company_id: String(value) });
    }
    return backend.call('partner_edit', { partner_id, field, value });
  }
}
