/** Partners as the core shows them, one for each kind. */
import type { PreviewView } from '$lib/backend';
import type { Shown } from './shown';

export const tests = [
  'JavaScript basics',
  'JavaScript advanced',
  'SQL for analysts',
  'Data entry',
  'Spreadsheets',
  'Customer support',
];

const body = `{
  "first_name": "Sample",
  "last_name": "Candidate",
  "email": "sample.candidate@example.com",
  "candidate_id": 1,
  "company_id": 48213,
  "report_id": "bb83dc83-91b2-46a5-8a21-824067f29c68",
  "test_id": "1",
  "test_name": "JavaScript basics"
}`;

const assessment: PreviewView = {
  category: 'Assessments',
  action: 'Send test',
  menu_item: 'Send Northwind test',
  dialog_title: 'Send Northwind test',
  list_label: 'Tests',
  sample_item: 'Sample test',
  approximate: ['token', 'report'],
  too_long: [],
  fields: [
    { label: 'First name', value: 'Sample', is_choice: false, required: true },
    { label: 'Last name', value: 'Candidate', is_choice: false, required: true },
    { label: 'Email address', value: 'sample.candidate@example.com', is_choice: true, required: true },
    { label: 'Phone', value: '+31 20 000 0000', is_choice: true, required: false },
    { label: 'Admin', value: '', is_choice: true, required: true },
    { label: 'cost_center', value: '', is_choice: false, required: false },
  ],
  body,
  standard_error: 'There was a problem with the Northwind API',
  own_error: null,
  token: { answer: 'accepted', own_error: null, at: Date.UTC(2020, 10, 5, 12), is_current: true },
  tests: { names: tests, count: 7, at: Date.UTC(2020, 10, 5, 12), is_current: true },
};

const check = (action: string, what: string): Partial<PreviewView> => ({
  category: 'Background and reference checks',
  action,
  menu_item: `Request Northwind ${what}`,
  dialog_title: `Request Northwind ${what}`,
  list_label: 'Packages',
  sample_item: 'Sample package',
});

const kinds = {
  assessment: {},
  background_check: {
    ...check('Request background check', 'background check'),
    approximate: ['token', 'menu', 'send', 'report'],
  },
  reference_check: {
    ...check('Request reference check', 'reference check'),
    approximate: ['token', 'menu', 'profile', 'send', 'report'],
  },
} satisfies Record<string, Partial<PreviewView>>;

export type SampleKind = keyof typeof kinds;
export const sampleKinds = Object.keys(kinds) as SampleKind[];

/** What the preview is drawn from, with some of it changed. */
export function sample(changes: Partial<PreviewView> = {}, kind: SampleKind = 'assessment'): Shown {
  return {
    name: 'Northwind',
    description: 'Skills tests for 140 roles.',
    logo: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    preview: { ...assessment, ...kinds[kind], ...changes },
  };
}

/** Names that would do harm where they are taken for something else than text. */
export const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '\u202Edrawkcab',
  '{name} $& %s',
  'W'.repeat(300),
];
