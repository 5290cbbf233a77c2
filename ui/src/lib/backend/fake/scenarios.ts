/** How things may stand for the page: what was recorded of the core, and small changes of it. */
import { draftOf } from './draft';
import { refuse } from './errors';
import { never, type Answers } from './host';
import { recorded, required, type Recorded } from './recording';
import { sentence } from './texts';
import type { ErrorCode, FieldError, KeychainNotice, PartnerView, PlanView } from '../bindings.gen/commands';

/** The plan of a save with some of it changed, and the partner as it shows them. */
function planned(all: Recorded, plan: Partial<PlanView>, partner: Partial<PartnerView> = {}) {
  const shown = required(all, 'save_plan');
  return { ...shown, ...plan, partner: { ...shown.partner, ...partner } };
}

/** The description was changed on both sides. */
function conflict(): Answers {
  const all = recorded('faults');
  const [change] = required(all, 'save_plan').changes;
  if (!change) throw new Error('No change was recorded');
  const { field, label, draft, remote } = change;
  const theirs = { ...remote, text: 'Tests that a skipper wrote' };
  const plan = planned(all, {
    action: 'decide',
    changes: [],
    conflicts: [{ field, label, mine: draft, theirs, seen: remote, text: draft.text }],
    button: sentence('save.decide', { count: 1 }),
    footnote: sentence('save.footnote.decide'),
  });
  return { ...all, save_plan: plan, conflict_resolve: required(all, 'save_plan') };
}

/** What a plan shows after a save that had no answer. */
const unanswered = (all: Recorded): PlanView =>
  planned(
    all,
    {
      action: 'unknown',
      changes: [],
      button: sentence('save.look_again'),
      footnote: sentence('save.footnote.unknown'),
    },
    { not_known: sentence('write.not_known') },
  );

/** A save was sent before, and had no answer. */
function lostAnswer(): Answers {
  const all = recorded('faults');
  const plan = unanswered(all);
  return { ...all, partner_open: plan.partner, save_plan: plan };
}

/** The next save has no answer. */
function losesAnswer(): Answers {
  const all = recorded('faults');
  let plan = required(all, 'save_plan');
  return {
    ...all,
    save_plan: () => plan,
    save_apply: () => {
      plan = unanswered(all);
      return refuse('api.outcome_unknown', { outcome_unknown: true });
    },
  };
}

/** The next save is rejected for what is in two fields. */
function rejectsFields(): Answers {
  const code = 'api.rejected_fields';
  const fields: FieldError[] = ['description', 'urls.tests'].map((field) => ({
    field,
    code,
    message: 'has already been taken',
  }));
  return { ...recorded('faults'), save_apply: refuse(code, { fields }) };
}

/** The last save can be taken back. */
function revertible(): Answers {
  const all = recorded('ready');
  const plan = planned(all, { revertible_save_at: required(all, 'partner_open').saved_at });
  const change = required(recorded('faults'), 'save_plan').changes[0];
  const rows = change ? [{ ...change, seen: change.draft, remote: change.draft, draft: change.remote }] : [];
  const button = sentence('save.update_one');
  return { ...all, save_plan: plan, revert_plan: { plan, rows, plan_hash: plan.plan_hash, button } };
}

/** Everything can be saved, and is. */
function saves(): Answers {
  const plan = required(recorded('ready'), 'save_plan');
  const revision = required(recorded('faults'), 'partner_open').revision + 1;
  const outcome = { plan: { ...plan, partner: { ...plan.partner, revision } }, is_saved: true };
  return { ...recorded('faults'), save_apply: { ...outcome, news: sentence('save.nothing') } };
}

function keychainLocked(): Answers {
  const all = recorded('faults');
  const code = 'keychain.locked';
  const notice: KeychainNotice = {
    code,
    sentence: sentence('error.keychain.locked'),
    consequence: sentence('keychain.consequence.unknown'),
    steps: sentence('keychain.locked.steps').split('\n'),
  };
  const tokens = { ...required(all, 'tokens_view'), notices: [notice] };
  return { ...all, tokens_view: tokens, keychain_try_again: required(all, 'tokens_view') };
}

function viewOnly(): Answers {
  const all = recorded('faults');
  const start = { ...required(all, 'app_start'), is_read_only: true };
  return { ...all, app_start: start, window_take_over: required(all, 'app_start') };
}

/** The data was damaged, and rebuilt. */
function rebuilt(): Answers {
  const all = recorded('faults');
  const notices = ['A file was moved aside.'];
  return { ...all, app_start: { ...required(all, 'app_start'), notices } };
}

function waiting(): Answers {
  const all = recorded('started');
  const view = { ...required(all, 'rehearsal_view'), stage: 'waiting' as const };
  return { ...all, rehearsal_view: view, rehearsal_read: view };
}

/** A draft that can be edited. */
function editing(): Answers {
  const all = recorded('faults');
  return { ...all, ...draftOf(required(all, 'partner_open')) };
}

/** Every edit is refused. */
const refusesEdits = (): Answers => ({
  ...recorded('faults'),
  partner_edit: refuse('store.elsewhere'),
  edits_waiting: {},
});

/** No edit can be written, until there is room again. */
const fullDisk = (): Answers => ({
  ...recorded('faults'),
  partner_edit: refuse('store.full', { retryable: true }),
  edits_waiting: {},
});

/** As many partners as are searched, each drawn and registered as the first one is. */
function many(): Answers {
  const all = recorded('faults');
  const [first] = required(all, 'partners_list').partners;
  if (!first) throw new Error('No partner was recorded');
  const names = ['Anchor', 'Beacon', 'Compass', 'Drift', 'Estuary', 'Fathom', 'Galley', 'Halyard'];
  const others = names.map((name, at) => ({
    ...first,
    id: `${first.id.slice(0, -1)}${at}x`,
    title: `${name} Checks`,
    codename: `${name.toLowerCase()}-checks`,
    watch: name === 'Compass' ? sentence('watch.findings', { count: 1 }) : '',
  }));
  const partners = [first, ...others];
  const shown = required(all, 'partner_open');
  return {
    ...all,
    partners_list: { partners },
    partner_open: ({ partner_id }) => {
      const { id, title, codename } = partners.find((one) => one.id === partner_id) ?? first;
      return { ...shown, id, title, codename };
    },
  };
}

/** Reading and saving take as long as anyone looks. */
const busy = (): Answers => ({
  ...recorded('faults'),
  save_plan: never,
  readiness_run: never,
  token_verify: never,
});

export const scenarios = {
  empty: () => recorded('empty'),
  ready: () => recorded('ready'),
  faults: () => recorded('faults'),
  started: () => recorded('started'),
  played: () => recorded('played'),
  draft: () => recorded('draft'),
  editing,
  conflict,
  'lost-answer': lostAnswer,
  'loses-answer': losesAnswer,
  'rejects-fields': rejectsFields,
  revertible,
  saves,
  'keychain-locked': keychainLocked,
  'view-only': viewOnly,
  rebuilt,
  waiting,
  'refuses-edits': refusesEdits,
  'full-disk': fullDisk,
  busy,
  many,
} satisfies Record<string, () => Answers>;

export type ScenarioName = keyof typeof scenarios;

/** The next thing that is read is refused with this error. */
export const refusing = (code: ErrorCode): Answers => ({
  ...recorded('faults'),
  activity_list: refuse(code),
});

/** The app cannot start. */
export const blocked = (code: ErrorCode): Answers => ({
  ...recorded('empty'),
  app_start: refuse(code, { is_internal: true, request_id: '3f9a12bc' }),
});
