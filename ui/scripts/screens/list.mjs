// The screens: a situation of the recording, a page, and what is done there before the picture.
const routes = {
  empty: ['partners', 'activity', 'sandbox', 'settings', 'how'],
  ready: ['readiness', 'save', 'rehearsal', 'promotion'],
  faults: [
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
};
const plain = Object.entries(routes).flatMap(([situation, places]) =>
  places.map((route) => ({ name: `${route}-${situation}`, situation, route })),
);
const click = (selector) => ({ click: selector });
const narrow = { size: [960, 640] };
const palette = { press: 'k', with: ['Control'] };

/** By its data-testid. */
const id = (name) => click(`[data-testid="${name}"]`);
const button = (name) => click(`button::-p-text(${name})`);
const at = (situation, route, name, steps, more = {}) => ({
  name: `${route}-${name}`,
  situation,
  route,
  steps,
  ...more,
});

const keychain = (answers) => {
  answers.tokens_view.notices = [
    {
      code: 'keychain.locked',
      sentence: 'The keychain is locked.',
      consequence: 'Tokens are kept until you close Partner Desk.',
      steps: ['Open your keychain.', 'Unlock it.'],
      can_try_again: true,
    },
  ];
};
const viewOnly = (answers) => {
  answers.app_start.is_read_only = true;
  answers.app_start.notices = ['A file was moved aside.'];
};
const waiting = (answers) => {
  answers.rehearsal_view.stage = 'waiting';
};
const edited = (answers) => {
  answers.partner_edit = answers.partner_open;
  answers.edits_waiting = {};
};
/** What the page shows where the core answers with an error: here, because it does not answer. */
const broken = (answers) => {
  delete answers.app_start;
};

const opened = [
  at('faults', 'details', 'palette', [palette]),
  at('faults', 'details', 'palette-found', [palette, { type: 'log' }]),
  at('faults', 'details', 'palette-none', [palette, { type: 'zzz' }]),
  at('faults', 'details', 'switcher', [click('.switcher')]),
  at('faults', 'details', 'sidebar', [narrow, click('nav .only-narrow')]),
  at('faults', 'details', 'preview', [narrow, click('.foot .only-narrow')]),
  at('faults', 'connection', 'pane', [narrow, click('.foot .only-narrow')]),
  at('faults', 'connection', 'keychain', [], { change: keychain }),
  at('faults', 'connection', 'replace', [id('replace-field-personal_token')]),
  at('faults', 'connection', 'regenerate', [id('regenerate-secret')]),
  at('faults', 'details', 'view-only', [], { change: viewOnly }),
  at('faults', 'partners', 'view-only', [], { change: viewOnly }),
  at('draft', 'details', 'error', [{ press: 's', with: ['Control'] }]),
  at('draft', 'save', 'pressed', [click('#field-check_and_save')]),
  at('played', 'save', 'delete', [click('main button.link::-p-text(Delete)')]),
  at('faults', 'readiness', 'reference', [id('about-check')]),
  at('faults', 'readiness', 'all', [id('show-all')]),
  at('faults', 'readiness', 'runs', [id('show-history')]),
  at('faults', 'readiness', 'sent', [id('sent')]),
  at('faults', 'activity', 'tokens', [id('show-token-usage')]),
  at('faults', 'activity', 'open', [click('[data-testid=activity] button')]),
  at('faults', 'history', 'open', [click('[data-testid=revision] button')]),
  at('draft', 'history', 'open', [click('[data-testid=revision] button')]),
  at('empty', 'settings', 'erase', [id('erase')]),
  at('faults', 'sandbox', 'reset', [button('Reset')]),
  at('faults', 'sandbox', 'open', [click('details summary')]),
  at('draft', 'partners', 'import', [button('Import')]),
  at('started', 'rehearsal', 'waiting', [], { change: waiting }),
  at('faults', 'inputs', 'edit', [click('[data-testid=inputs] button')]),
  at('faults', 'inputs', 'add', [id('add-input')], { change: edited }),
  at('faults', 'details', 'refused', [click('#field-name'), { type: 'x' }], {
    unanswered: ['partner_edit', 'edits_waiting'],
  }),
  { name: 'blocked', situation: 'empty', route: 'partners', change: broken, unanswered: ['app_start'] },
];
export const screens = [...plain, ...opened];
