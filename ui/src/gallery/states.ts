/**
 * Every state of the page: how things stand, a page, and what is done there. The one list of them: the gallery shows
 * it, a test opens each, and `npm run screens` takes pictures of it.
 */
import { codes } from '$lib/backend/fake/errors';
import type { Answers } from '$lib/backend/fake/host';
import { blocked, refusing, scenarios, type ScenarioName } from '$lib/backend/fake/scenarios';
import type { ErrorCode, Route } from '$lib/backend';
import { t } from '$lib/text';

/** What a person does. A button is found by its name, everything else by a selector. */
export type Step = { click: string } | { button: string } | { keys: string };

export interface State {
  name: string;
  /** The heading that it stands under. */
  group: string;
  answers: () => Answers;
  route: Route;
  steps: readonly Step[];
  /** The window in which the steps can be done, where that is not the usual one. */
  size?: readonly [number, number];
}

const routes: Partial<Record<ScenarioName, readonly Route[]>> = {
  empty: ['partners', 'activity', 'sandbox', 'settings', 'how'],
  ready: ['readiness', 'save', 'rehearsal', 'promotion'],
  faults: [
    'partners',
    'connection',
    'details',
    'logo',
    'addresses',
    'inputs',
    'article',
    'save',
    'readiness',
    'rehearsal',
    'promotion',
    'history',
    'activity',
    'sandbox',
    'settings',
    'how',
  ],
  started: ['rehearsal'],
  played: ['rehearsal', 'promotion', 'save', 'readiness', 'activity'],
  draft: [
    'partners',
    'connection',
    'details',
    'logo',
    'addresses',
    'inputs',
    'article',
    'save',
    'readiness',
    'rehearsal',
    'promotion',
    'history',
  ],
  conflict: ['save'],
  'lost-answer': ['save', 'details'],
  revertible: ['save'],
  'keychain-locked': ['connection', 'addresses'],
  rebuilt: ['partners'],
  'view-only': ['partners', 'details', 'connection', 'save', 'readiness'],
  waiting: ['rehearsal'],
  busy: ['save'],
};

const state = (
  scenario: ScenarioName,
  route: Route,
  more: Partial<State> & { name?: string } = {},
): State => ({
  group: scenario,
  answers: scenarios[scenario],
  route,
  steps: [],
  ...more,
  name: `${route}-${more.name ?? scenario}`,
});

const plain = Object.entries(routes).flatMap(([scenario, places]) =>
  places.map((route) => state(scenario as ScenarioName, route)),
);

/** A state that something leads to. */
const after = (scenario: ScenarioName, route: Route, name: string, ...steps: Step[]): State =>
  state(scenario, route, { name, steps });
/** The same in the smallest window, where what stands beside the page is opened over it. */
const narrow = (scenario: ScenarioName, route: Route, name: string, ...steps: Step[]): State =>
  state(scenario, route, { name, steps, size: [960, 640] });

const click = (selector: string): Step => ({ click: selector });
const id = (testid: string): Step => click(`[data-testid="${testid}"]`);
const button = (name: string): Step => ({ button: name });
const keys = (written: string): Step => ({ keys: written });
/** It is read in when it is first opened, so its field is waited for. */
const palette = [keys('{Control>}k{/Control}'), click('[data-testid=palette] input')];

/** The list is read in when it is first opened, as the palette is. */
const switcher = [click('.switcher'), click('[role=dialog] input')];

const opened: readonly State[] = [
  after('faults', 'details', 'palette', ...palette),
  after('faults', 'details', 'palette-found', ...palette, keys('log')),
  after('faults', 'details', 'palette-none', ...palette, keys('zzz')),
  after('faults', 'details', 'switcher', click('.switcher')),
  after('faults', 'details', 'partner-menu', click('.partner-menu')),
  after('many', 'details', 'switcher-many', ...switcher),
  after('many', 'details', 'switcher-found', ...switcher, keys('com')),
  after('many', 'details', 'switcher-none', ...switcher, keys('zzz')),
  narrow('faults', 'details', 'sidebar', click('nav .only-narrow')),
  narrow('faults', 'details', 'preview', click('.foot .only-narrow')),
  narrow('faults', 'connection', 'pane', click('.foot .only-narrow')),
  after('faults', 'connection', 'replace', id('replace-field-personal_token')),
  after('faults', 'connection', 'regenerate', id('regenerate-secret')),
  after('busy', 'connection', 'busy', button(t('ui.connection.again'))),
  after('draft', 'save', 'pressed', click('#field-check_and_save')),
  after('played', 'save', 'delete', button(t('ui.delete.open', { environment: t('ui.env.the_sandbox') }))),
  after('revertible', 'save', 'revert', id('revert-open')),
  after('loses-answer', 'save', 'loses-answer', click('#field-check_and_save')),
  after('rejects-fields', 'save', 'rejected', click('#field-check_and_save')),
  after('saves', 'save', 'saved', click('#field-check_and_save')),
  after('conflict', 'save', 'conflict-edit', id('edit-description')),
  after('faults', 'readiness', 'reference', id('about-check')),
  after('faults', 'readiness', 'all', id('show-all')),
  after('faults', 'readiness', 'runs', id('show-history')),
  after('faults', 'readiness', 'sent', id('sent')),
  after('faults', 'readiness', 'contract', click('[data-check=TOKEN-2]'), id('contract-menu')),
  after('busy', 'readiness', 'running', keys('{Control>}{Enter}{/Control}')),
  after('faults', 'activity', 'tokens', id('show-token-usage')),
  after('faults', 'activity', 'open', click('[data-testid=activity] button')),
  after('faults', 'history', 'open', click('[data-testid=revision] button')),
  after('draft', 'history', 'open-draft', click('[data-testid=revision] button')),
  after('empty', 'settings', 'erase', id('erase')),
  after('faults', 'sandbox', 'reset', button(t('ui.sandbox.reset.button'))),
  after('faults', 'sandbox', 'open', click('details summary')),
  after('faults', 'partners', 'row-menu', id('row-menu')),
  after('draft', 'partners', 'import', button(t('ui.partners.import'))),
  after('faults', 'inputs', 'edit', click('[data-testid=inputs] button')),
  after('editing', 'inputs', 'add', id('add-input')),
  after('refuses-edits', 'details', 'refused', click('#field-name'), keys('x')),
  after('full-disk', 'details', 'full-disk', click('#field-name'), keys('x')),
];

/** Errors that keep the app from being used at all. */
const atStart: readonly ErrorCode[] = ['store.damaged', 'store.full_at_start', 'store.newer'];

const errors: readonly State[] = [
  ...codes.map((code) => ({
    ...state('empty', 'activity', { name: `error-${code}`, group: 'errors' }),
    answers: () => refusing(code),
  })),
  ...atStart.map((code) => ({
    ...state('empty', 'partners', { name: 'x', group: 'errors' }),
    name: `blocked-${code}`,
    answers: () => blocked(code),
  })),
];

export const states: readonly State[] = [...plain, ...opened, ...errors];
