/** What is wrong at the fields of the partner in front, and when it is time to say so. */
import type { Desk } from './desk.svelte';
import type { DraftField, Fault, PageField } from './fields';

export class Problems {
  /** Fields that were left once, and whether everything may be said. */
  left = $state.raw<readonly DraftField[]>([]);
  allSaid = $state(false);

  constructor(private readonly desk: Desk) {}

  leave(field: DraftField): void {
    if (!this.left.includes(field)) this.left = [...this.left, field];
  }

  /** Another partner comes to the front. */
  forget(): void {
    this.left = [];
    this.allSaid = false;
  }

  /** The problem to be shown at a field, if it is time to show one. */
  of(field: PageField): Fault | undefined {
    const said = this.refusal(field);
    if (said) {
      return {
        code: null,
        message: said,
        summary: said,
        blocks: true,
        on_leave: false,
        suggestion: null,
      };
    }
    const found = this.desk.partner.view?.problems.filter((problem) => problem.field === field) ?? [];
    return found.find(
      (problem) => this.allSaid || (problem.on_leave && this.left.some((one) => one === field)),
    );
  }

  /** Why the core or the server refused what is in a field. */
  private refusal(field: PageField): string | undefined {
    const refusal = this.desk.edits.refusals.find((one) => one.edit.field === field)?.error;
    const named = refusal?.fields.find((fault) => fault.field === field)?.message;
    return named ?? refusal?.message ?? this.desk.status.refused[field];
  }
}
