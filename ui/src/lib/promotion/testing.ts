/** The way to promotion as the core shows it. */
import type {
  PartnerView,
  PersonCheck,
  PromotionStage,
  PromotionView,
  WatchFindingView,
  WatchView,
  WireError,
} from '$lib/backend';

export const partner = (id = 'p', revision = 1): PartnerView =>
  ({
    id,
    revision,
    title: 'Harbour',
    environment: 'rc',
    problems: [],
    tasks: [],
    origins: [],
  }) as unknown as PartnerView;

/** In the year that is shown with it. */
export const at = Date.UTC(2020, 10, 5, 12);

export const check = (more: Partial<PersonCheck> = {}): PersonCheck => ({
  check_id: 'FORM-1',
  title: 'The technology partner form was sent',
  why: 'Recruitee starts with the form.',
  confirmed: null,
  ...more,
});

const headlines: Readonly<Record<PromotionStage, string>> = {
  not_asked: 'Ready to ask for promotion',
  asked: 'Promotion requested',
  promoted: 'Promoted',
  changed: 'Changed since promotion',
  asked_again: 'Promotion requested again',
};

/** The way in a stage, with some of it changed. */
export function view(
  stage: PromotionStage = 'not_asked',
  changes: Partial<PromotionView> = {},
): PromotionView {
  const isDone = stage === 'promoted' || stage === 'changed' || stage === 'asked_again';
  const wasAsked = stage !== 'not_asked';
  return {
    partner_id: 'p',
    revision: 1,
    stage,
    headline: headlines[stage],
    icon: 'pass',
    note: 'All 30 required checks passed.',
    changed: stage === 'changed' || stage === 'asked_again' ? ['Description', 'Candidate URL'] : [],
    to_confirm: [
      check(),
      check({ check_id: 'FORM-2', title: 'Additional terms are agreed', why: 'If any.' }),
    ],
    person: '',
    pack: {
      rows: [
        { title: 'Report', note: '51 checks' },
        { title: 'Requests and responses', note: '27 requests' },
      ],
      caveats: [],
      is_outdated: false,
      message: 'Hello Recruitee team,\n\nOur integration is ready on RC.',
    },
    go_live: {
      known: [{ title: 'Codename', note: 'harbour, the same on RC and in production' }],
      to_ask: ['Does production have its own partner secret?'],
      to_do: ['Make the base URL for reports a setting.'],
      ways: ['Partner secret: for reports.'],
    },
    timeline: [
      { title: 'Registered on RC', note: 'The codename is locked.', at, state: 'done' },
      {
        title: 'Request promotion',
        note: '',
        at: wasAsked ? at : null,
        state: wasAsked ? 'done' : 'next',
      },
      { title: 'Promoted', note: '', at: null, state: isDone ? 'done' : wasAsked ? 'next' : 'later' },
    ],
    may_say:
      stage === 'not_asked' || stage === 'changed' ? ['asked'] : wasAsked && !isDone ? ['promoted'] : [],
    said: isDone ? ['promoted'] : wasAsked ? ['asked'] : [],
    is_practice: false,
    ...changes,
  };
}

export const caveats = (changes: Partial<PromotionView> = {}): PromotionView => {
  const { pack } = view();
  const found = ['2 checks aren’t confirmed yet', 'These fields differ from the record: Description'];
  return view('not_asked', { pack: pack && { ...pack, caveats: found }, icon: 'advice', ...changes });
};

/** In the Sandbox. */
export const practice = (): PromotionView => {
  const { pack } = view();
  return view('not_asked', { pack: pack && { ...pack, message: '' }, is_practice: true, may_say: [] });
};

export const error = (more: Partial<WireError> = {}): WireError => ({
  code: 'store.full',
  message: 'The disk is full',
  fields: [],
  hint: null,
  retryable: true,
  request_id: null,
  ...more,
});

/** A watch that found nothing, with some of it changed. */
export const watched = (changes: Partial<WatchView> = {}): WatchView => ({
  partner_id: 'p',
  revision: 1,
  every: 'day',
  looked_at: at,
  next_at: Date.UTC(2100, 10, 6, 12),
  findings: [],
  unknown: [],
  is_looking: false,
  may_accept: false,
  obstacle: '',
  is_practice: false,
  ...changes,
});

export const lax: WatchFindingView = {
  kind: 'token_check_lax',
  title: 'A wrong token is accepted',
  sentence: 'Your token check URL answered 200 to a wrong token. It should answer 401 or 403.',
  icon: 'fail',
};
export const rewritten: WatchFindingView = {
  kind: 'article_changed',
  title: 'The help article changed',
  sentence: 'Its text isn’t the one that was read before.',
  icon: 'advice',
};
export const unseen = 'The customer token isn’t in this app, so the token check URL wasn’t called.';
