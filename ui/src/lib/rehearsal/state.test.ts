/** What the page knows of a rehearsal, against a core that answers late, twice or not at all. */
import { RehearsalState } from './state.svelte';
import { error, partner, rehearsal, sample } from './testing';
import {
  backend,
  type RehearsalSend,
  type RehearsalView,
  type StartView,
  type WireError,
} from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
const rehearsalMoved = (partner_id: string) => desk.events.hear({ kind: 'rehearsal_moved', partner_id });
let state: RehearsalState;
let end: () => void;
/** What was asked, with the way to answer it. */
let calls: {
  name: string;
  request: object;
  answer: (value: unknown) => void;
  refuse: (why: unknown) => void;
}[];

const settled = () => new Promise((resume) => setTimeout(resume, 0));
const asked = (name: string) => calls.filter((call) => call.name === name);
async function answer(name: string, value: unknown, at = 0): Promise<void> {
  const found = asked(name)[at];
  if (!found) throw new Error(`${name} was not asked`);
  found.answer(value);
  await settled();
}
async function refuse(name: string, why: Partial<WireError>): Promise<void> {
  const found = asked(name)[0];
  if (!found) throw new Error(`${name} was not asked`);
  found.refuse(error(why));
  await settled();
}
/** The page is shown, and the core has said how it stands. */
async function shows(view: RehearsalView): Promise<void> {
  end = state.watch();
  await settled();
  await answer('rehearsal_view', view);
  calls = [];
}
const choose = (changes: Partial<RehearsalView> = {}) => rehearsal('choose', changes);

beforeEach(() => {
  vi.restoreAllMocks();
  calls = [];
  vi.spyOn(backend, 'call').mockImplementation(
    (name: string, request: object) =>
      new Promise((answer, refuse) => calls.push({ name, request, answer, refuse })) as never,
  );
  desk = new Desk();
  desk.partner.view = partner();
  state = new RehearsalState(desk, 'p');
  end = () => undefined;
});
afterEach(() => end());

describe('a view', () => {
  it('never replaces one that was read later', async () => {
    await shows(choose({ revision: 3 }));
    rehearsalMoved('p');
    rehearsalMoved('p');
    await settled();
    await answer('rehearsal_view', rehearsal('sending', { revision: 5 }), 1);
    expect(state.view?.stage).toBe('sending');
    await answer('rehearsal_view', choose({ revision: 4 }), 0);
    expect([state.view?.stage, state.view?.revision]).toEqual(['sending', 5]);
  });

  it('of another partner is not shown', async () => {
    await shows(choose());
    rehearsalMoved('p');
    await settled();
    await answer('rehearsal_view', rehearsal('ended', { partner_id: 'q', revision: 9 }));
    expect(state.view?.stage).toBe('choose');
  });

  it('is read anew when this rehearsal moves, while the page is shown', async () => {
    await shows(choose());
    rehearsalMoved('q');
    await settled();
    expect(asked('rehearsal_view')).toHaveLength(0);
    rehearsalMoved('p');
    await settled();
    expect(asked('rehearsal_view')).toHaveLength(1);
    end();
    rehearsalMoved('p');
    await settled();
    expect(asked('rehearsal_view')).toHaveLength(1);
  });

  it('that is another stage is told in a line, and the list of tasks is read', async () => {
    await shows(rehearsal('waiting'));
    expect(desk.status.news).toBeNull();
    rehearsalMoved('p');
    await settled();
    await answer('rehearsal_view', rehearsal('ended', { revision: 2 }));
    expect(desk.status.news).toEqual({ text: 'The rehearsal has ended' });
    expect(asked('partner_open')).toHaveLength(1);
  });
});

describe('a candidate', () => {
  const sent = () => asked('rehearsal_send').map((call) => call.request as RehearsalSend);

  it('is sent once, however often the button is pressed', async () => {
    await shows(choose());
    state.testId = '1';
    void state.send();
    void state.send();
    await settled();
    void state.send();
    await settled();
    expect(sent()).toHaveLength(1);
    expect(state.stage).toBe('sending');
    await answer('rehearsal_send', rehearsal('waiting', { revision: 2 }));
    expect(state.stage).toBe('waiting');
    expect(state.busy).toBeNull();
  });

  it('goes with what the person read, also when it changes before the core has it', async () => {
    await shows(choose());
    state.testId = '2';
    state.isOwn = true;
    state.own = { first_name: 'Zoë', last_name: 'Hara', email: 'zoe@harbour.example', phone: '' };
    const sending = state.send();
    state.own.email = 'someone.else@harbour.example';
    rehearsalMoved('p');
    await settled();
    expect(sent()).toEqual([
      {
        partner_id: 'p',
        rehearsal_id: 'r',
        url: 'https://harbour.example/candidates',
        candidate: { first_name: 'Zoë', last_name: 'Hara', email: 'zoe@harbour.example', phone: '' },
        test_id: '2',
      },
    ]);
    await answer('rehearsal_send', rehearsal('waiting', { revision: 2 }));
    await sending;
  });

  it('is the sample unless the person chooses otherwise, and the one agreed to when the rest is sent', async () => {
    const candidate = { ...sample, email: 'zoe@harbour.example' };
    await shows(choose());
    state.testId = '1';
    expect(state.chosen).toEqual({ candidate: sample, test_id: '1' });
    rehearsalMoved('p');
    await settled();
    await answer('rehearsal_view', rehearsal('send_again', { revision: 2, candidate, test_id: '2' }));
    expect(state.chosen).toMatchObject({ candidate, test_id: '2' });
  });

  it('of one’s own is in the form again when the page is opened anew', async () => {
    const candidate = { ...sample, email: 'zoe@harbour.example' };
    await shows(choose({ candidate, test_id: '2' }));
    expect(state.chosen).toEqual({ candidate, test_id: '2' });
    expect(state.isOwn).toBe(true);
  });

  it('is not sent without a test', async () => {
    await shows(choose());
    await state.send();
    expect(sent()).toHaveLength(0);
  });

  it('is not sent in a view-only window', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    await shows(choose());
    state.testId = '1';
    await state.send();
    expect(sent()).toHaveLength(0);
  });

  it('is not sent where the customer token may not go', async () => {
    await shows(choose());
    desk.partner.view = {
      ...partner(),
      origins: [{ origin: 'https://a.com', urls: ['send_candidate'], is_allowed: false }],
    };
    state.testId = '1';
    const sending = state.send();
    await settled();
    await desk.origins.answer(false);
    await sending;
    expect(sent()).toHaveLength(0);
    expect(state.stage).toBe('choose');
  });

  it('is not sent when Stop is pressed before it could be', async () => {
    await shows(choose());
    state.testId = '1';
    let goOn: () => void = () => undefined;
    desk.edits.settle = () => new Promise((resolve) => (goOn = resolve));
    const sending = state.send();
    void state.stop();
    goOn();
    await sending;
    expect(sent()).toHaveLength(0);
    expect([state.stage, state.isStopping]).toEqual(['choose', false]);
  });

  it('stays as typed when it could not be sent, and is forgotten when another rehearsal begins', async () => {
    await shows(choose());
    state.testId = '1';
    state.isOwn = true;
    state.own.email = 'zoe';
    void state.send();
    await settled();
    await refuse('rehearsal_send', {
      code: 'rehearsal.email',
      fields: [{ field: 'email', code: 'rehearsal.email', message: 'Enter an email address' }],
    });
    await answer('rehearsal_view', choose({ revision: 2 }));
    expect([state.testId, state.isOwn, state.own.email]).toEqual(['1', true, 'zoe']);
    rehearsalMoved('p');
    await settled();
    await answer('rehearsal_view', choose({ revision: 3, rehearsal_id: 'r2' }), 1);
    expect([state.testId, state.isOwn, state.own.email]).toEqual(['', false, '']);
    expect(state.faults).toEqual({});
  });
});

describe('Stop', () => {
  it('is asked for once, and can be pressed again when it could not be', async () => {
    await shows(rehearsal('sending'));
    void state.stop();
    void state.stop();
    expect(asked('rehearsal_stop')).toHaveLength(1);
    expect(state.isStopping).toBe(true);
    await refuse('rehearsal_stop', { message: 'It failed' });
    expect(state.isStopping).toBe(false);
    expect(desk.status.error?.message).toBe('It failed');
    void state.stop();
    expect(asked('rehearsal_stop')).toHaveLength(2);
  });

  it('is over when nothing is sent any more', async () => {
    await shows(rehearsal('sending'));
    void state.stop();
    rehearsalMoved('p');
    await settled();
    await answer('rehearsal_view', rehearsal('send_again', { revision: 2 }));
    expect(state.isStopping).toBe(false);
  });
});

describe('an error', () => {
  const fault = { field: 'email', code: 'rehearsal.email', message: 'Enter an email address' } as const;

  it('of a field of this page is told there until it is edited, and nowhere else', async () => {
    await shows(choose());
    state.testId = '1';
    void state.send();
    await settled();
    await refuse('rehearsal_send', { code: 'rehearsal.email', fields: [fault] });
    expect(state.faults).toEqual({ email: 'Enter an email address' });
    expect(desk.status.error).toBeNull();
    state.edited('phone');
    expect(state.faults).toEqual({ email: 'Enter an email address' });
    state.edited('email');
    expect(state.faults).toEqual({});
  });

  it('of anything else is told on top of the page, and how it stands is read anew', async () => {
    await shows(choose());
    state.testId = '1';
    void state.send();
    await settled();
    await refuse('rehearsal_send', { code: 'rehearsal.out_of_date', message: 'It changed' });
    expect(desk.status.error?.message).toBe('It changed');
    expect(asked('rehearsal_view')).toHaveLength(1);
  });

  it('is not told to whoever has another partner in front', async () => {
    await shows(choose());
    state.testId = '1';
    void state.send();
    await settled();
    desk.partner.view = partner('q');
    await refuse('rehearsal_send', { code: 'store.failed' });
    expect(desk.status.error).toBeNull();
  });
});

describe('the focus', () => {
  const title = () => document.querySelector('h1');
  const other = () => document.querySelector('button');
  beforeEach(() => {
    const main = Object.assign(document.createElement('main'), { id: 'main' });
    const heading = Object.assign(document.createElement('h1'), { tabIndex: -1 });
    main.append(heading, document.createElement('button'));
    document.body.replaceChildren(main);
  });
  afterEach(() => document.body.replaceChildren());

  it('goes to the title when the button that was pressed has gone, and stays anywhere else', async () => {
    await shows(rehearsal('ended'));
    void state.forget();
    await answer('rehearsal_forget', rehearsal('ready', { revision: 2 }));
    expect(document.activeElement).toBe(title());
    other()?.focus();
    void state.start();
    await settled();
    await answer('rehearsal_start', rehearsal('choose', { revision: 3 }));
    expect(document.activeElement).toBe(other());
  });

  it('is not moved on another page', async () => {
    await shows(rehearsal('ended'));
    void state.forget();
    end();
    await answer('rehearsal_forget', rehearsal('ready', { revision: 2 }));
    expect(document.activeElement).toBe(document.body);
  });
});

describe('the report', () => {
  const waiting = (changes: Partial<RehearsalView> = {}) =>
    rehearsal('waiting', { poll_ms: 1000, ...changes });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  /** The same as `shows`, on a clock that is moved by hand. */
  async function waits(view: RehearsalView): Promise<void> {
    vi.useFakeTimers();
    end = state.watch();
    await pass(0);
    asked('rehearsal_view')[0]?.answer(view);
    await pass(0);
    calls = [];
  }
  afterEach(() => vi.useRealTimers());

  it('is read by itself until it is there, and says quietly why it could not be', async () => {
    await waits(waiting());
    await pass(1000);
    expect(asked('rehearsal_read').map((call) => call.request)).toEqual([
      { partner_id: 'p', candidate_id: null },
    ]);
    asked('rehearsal_read')[0]?.refuse({ code: 'network.offline', message: 'You are offline', fields: [] });
    await pass(0);
    expect(state.pollError?.message).toBe('You are offline');
    expect(desk.status.error).toBeNull();
    await pass(1999);
    expect(asked('rehearsal_read')).toHaveLength(1);
    await pass(1);
    asked('rehearsal_read')[1]?.answer(waiting({ revision: 2 }));
    await pass(0);
    expect(state.pollError).toBeNull();
    await pass(1000);
    asked('rehearsal_read')[2]?.answer(rehearsal('ended', { revision: 3 }));
    await pass(60_000);
    expect(asked('rehearsal_read')).toHaveLength(3);
  });

  it('is read no more when the page has gone', async () => {
    await waits(waiting());
    end();
    await pass(60_000);
    expect(asked('rehearsal_read')).toHaveLength(0);
  });

  it('is not read in a view-only window, which has no network', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    await waits(waiting());
    await pass(60_000);
    expect(asked('rehearsal_read')).toHaveLength(0);
  });

  it('is not read while one is sent, so that the older answer says nothing', async () => {
    await waits(waiting());
    void state.sendReport({ status: 'failed', score: '', subtitle: '', properties: '' });
    await pass(10_000);
    expect(asked('rehearsal_read')).toHaveLength(0);
    asked('rehearsal_report')[0]?.answer(waiting({ revision: 2 }));
    await pass(1000);
    expect(desk.status.news).toEqual({ text: 'Report sent' });
    expect(asked('rehearsal_read')).toHaveLength(1);
  });

  it('comes after sending, which the page follows also when no event tells of it', async () => {
    await waits(rehearsal('sending'));
    await pass(1000);
    expect(asked('rehearsal_read')).toHaveLength(0);
    asked('rehearsal_view')[0]?.answer(waiting({ revision: 2 }));
    await pass(0);
    expect(state.stage).toBe('waiting');
    await pass(1000);
    expect(asked('rehearsal_read')).toHaveLength(1);
  });
});
