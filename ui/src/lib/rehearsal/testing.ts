/** Rehearsals as the core shows them. */
import type {
  CandidateText,
  ExchangeView,
  HandoverView,
  PartnerView,
  RehearsalStage,
  RehearsalStep,
  RehearsalView,
  ReportUpdateView,
  ReportView,
  StepState,
  VerdictView,
  WireError,
} from '$lib/backend';

export const partner = (id = 'p'): PartnerView =>
  ({
    id,
    revision: 1,
    title: 'Harbour',
    environment: 'sandbox',
    problems: [],
    tasks: [],
    origins: [],
    preview: { action: 'Send test', list_label: 'Tests' },
  }) as unknown as PartnerView;

const titles: [RehearsalStep, string][] = [
  ['enable', 'Turn on the integration'],
  ['tests', 'Read your list'],
  ['wrong_token', 'Send a candidate with a wrong token'],
  ['no_token', 'Send a candidate without a token'],
  ['unknown_test', 'Send a candidate for an unknown test'],
  ['candidate', 'Send the candidate'],
  ['report', 'Wait for the report'],
];
const words: Record<StepState, string> = {
  open: 'To do',
  going: 'In progress',
  passed: 'Passed',
  failed: 'Failed',
  advice: 'Recommendation',
  unknown: 'Couldn’t check',
  skipped: 'Not run',
};

const exchange: ExchangeView = {
  purpose: 'Send the candidate',
  request: 'POST /candidates HTTP/1.1',
  response: 'HTTP/1.1 401 Unauthorized',
  body_before: '{}',
  body_marked: '',
  body_after: '',
  status: '401',
  duration_ms: 12,
  phases: [],
  repeated: '',
};

/** The steps, the first ones in these states and the rest open. What was played has an exchange. */
function steps(states: readonly StepState[]): RehearsalView['steps'] {
  return titles.map(([step, title], at) => {
    const state = states[at] ?? 'open';
    const isPlayed = !['open', 'going', 'skipped'].includes(state);
    return {
      step,
      title,
      state,
      word: words[state],
      sentence: isPlayed ? `${title}: done` : '',
      exchanges: isPlayed && step !== 'report' ? [exchange] : [],
    };
  });
}

const states: Record<RehearsalStage, StepState[]> = {
  blocked: [],
  ready: [],
  choose: ['passed', 'passed'],
  sending: ['passed', 'passed', 'passed', 'going'],
  send_again: ['passed', 'passed', 'passed', 'passed', 'failed'],
  waiting: ['passed', 'passed', 'passed', 'passed', 'advice', 'passed', 'going'],
  ended: ['passed', 'passed', 'passed', 'passed', 'passed', 'passed', 'passed'],
};

export const report: ReportView = {
  id: 'bb83dc83-91b2-46a5-8a21-824067f29c68',
  status: 'completed',
  status_label: 'Completed',
  score: '76%',
  subtitle: 'Top 10 of 100',
  completed_at: '2020-11-05T12:00:00Z',
  link: 'https://harbour.example/results/1',
  json: '{ "status": "completed" }',
};

export const handover: HandoverView = {
  base_url: 'https://api.rc.recruitee.dev/partners',
  codename: 'harbour',
  report_id: 'bb83dc83',
  commands: 'read -rs RT_PARTNER_SECRET\ncurl -i -X PATCH',
};
export const update: ReportUpdateView = {
  at: Date.UTC(2020, 10, 5, 12),
  was_taken: false,
  sentence: 'Rejected (status 401).',
  json: '{ "status": "done" }',
};

export const check = (more: Partial<VerdictView> = {}): VerdictView =>
  ({
    id: 'SEND-1',
    title: 'Your service accepts a candidate',
    icon: 'pass',
    word: 'Passed',
    sentence: 'Your service accepted the candidate.',
    why: 'Recruiters couldn’t send anyone to you.',
    developer_text: '',
    ...more,
  }) as VerdictView;

export const sample: CandidateText = {
  first_name: 'Sample',
  last_name: 'Candidate',
  email: 'sample.candidate@example.com',
  phone: '+31 20 000 0000',
};

/** A rehearsal in a stage, with some of it changed. */
export function rehearsal(stage: RehearsalStage, changes: Partial<RehearsalView> = {}): RehearsalView {
  const isNew = stage === 'blocked' || stage === 'ready';
  return {
    partner_id: 'p',
    revision: 1,
    rehearsal_id: isNew ? '' : 'r',
    stage,
    obstacle: null,
    is_guided: false,
    is_out_of_date: false,
    started_at: isNew ? null : Date.UTC(2020, 10, 5, 12),
    url: 'https://harbour.example/candidates',
    steps: steps(states[stage]),
    tests: isNew
      ? []
      : [
          { id: '1', name: 'JavaScript basics' },
          { id: '2', name: 'SQL for analysts' },
        ],
    candidate: sample,
    sample,
    test_id: isNew || stage === 'choose' ? '' : '1',
    candidate_id: '',
    report: null,
    updates: [],
    handover: null,
    verdicts: [check()],
    poll_ms: null,
    ...changes,
  };
}

/** With the steps in these states. */
export const played = (stage: RehearsalStage, found: StepState[]): RehearsalView =>
  rehearsal(stage, { steps: steps(found) });

export const error = (more: Partial<WireError>): WireError => ({
  code: 'store.failed',
  message: 'm',
  fields: [],
  hint: null,
  retryable: true,
  request_id: null,
  ...more,
});
