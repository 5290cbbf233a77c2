/** A draft that keeps what is typed, with its undo: for pages on which something is edited. */
import type { Answers } from './host';
import type { InputView, PartnerView, UndoOutcome } from '../bindings.gen/commands';

/** Where texts stand in a view. */
const places: Record<string, keyof PartnerView> = {
  'urls.validate_token': 'validate_token',
  'urls.tests': 'tests',
  'urls.send_candidate': 'send_candidate',
  'urls.help_article': 'help_article',
};

/** Inputs are written as JSON, and shown as what is known of them. */
const inputsOf = ({ inputs, input_kinds }: PartnerView, raws: unknown): InputView[] =>
  (raws as unknown[]).flatMap(
    (raw) =>
      [...inputs, ...input_kinds].find((view) => JSON.stringify(view.raw) === JSON.stringify(raw)) ?? [],
  );

/** Answers to edits of `partner`, undo and redo. It judges nothing: problems stay as they are. */
export function draftOf(partner: PartnerView): Answers {
  const done: PartnerView[] = [];
  let undone: PartnerView[] = [];
  let now = partner;
  const show = (next: PartnerView): PartnerView =>
    (now = { ...next, revision: now.revision + 1, undo: done.length > 0 ? 'Edit' : null });
  const travel = (from: PartnerView[], to: PartnerView[]): UndoOutcome => {
    const found = from.pop();
    if (!found) return { partner: now, news: '' };
    to.push(now);
    return { partner: show(found), news: from === done ? 'Undone' : 'Redone' };
  };
  return {
    partner_open: () => now,
    partner_edit: ({ field, value }) => {
      done.push(now);
      undone = [];
      return show({ ...now, [places[field] ?? field]: field === 'inputs' ? inputsOf(now, value) : value });
    },
    url_normalize: () => now,
    partner_undo: () => travel(done, undone),
    partner_redo: () => travel(undone, done),
    edits_waiting: {},
  };
}
