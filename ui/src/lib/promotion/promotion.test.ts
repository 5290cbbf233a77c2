/** The way to promotion, stage by stage, as people and screen readers meet it. */
import Promotion from './Promotion.svelte';
import { at, caveats, check, error, partner, practice, view } from './testing';
import { backend, type Commands, type PromotionView, type StartView } from '$lib/backend';
import { date } from '$lib/dates';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Answers = Partial<{
  [K in keyof Commands]: (request: Commands[K]['request']) => Promise<Commands[K]['response']>;
}>;
let desk: Desk;
let calls: { name: string; request: unknown }[];
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

/** Shows the page on a core that answers what is listed, and nothing else. */
async function shows(promotion: PromotionView, answers: Answers = {}): Promise<void> {
  const table: Answers = { promotion_view: () => Promise.resolve(promotion), ...answers };
  vi.spyOn(backend, 'call').mockImplementation(((name: keyof Commands, request: never) => {
    calls.push({ name, request });
    return table[name]?.(request) ?? new Promise(() => undefined);
  }) as typeof backend.call);
  render(Promotion);
  await screen.findByTestId('promotion');
}
const requests = (name: string) => calls.filter((call) => call.name === name).map((call) => call.request);
const button = (name: string) => screen.getByRole('button', { name });
const noButton = (name: string) => expect(screen.queryByRole('button', { name })).toBeNull();
const title = () => screen.getByRole('heading', { level: 1 }).textContent;
const tick = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const items = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map((one) => one.textContent.replace(/\s+/g, ' ').trim());
const text = () => document.body.textContent.replace(/\s+/g, ' ').trim();

beforeEach(() => {
  vi.restoreAllMocks();
  calls = [];
  desk = new Desk();
  desk.partner.view = partner();
});

describe('a partner whose checks never ran', () => {
  it('has no pack yet, and leads to the checks', async () => {
    const go = vi.spyOn(desk.navigation, 'go').mockResolvedValue();
    await shows(view('not_asked', { pack: null, icon: 'none', headline: 'Run the checks first' }));
    expect(title()).toBe('Run the checks first');
    noButton('Save evidence pack');
    expect(screen.queryByRole('heading', { name: 'Message to Recruitee' })).toBeNull();
    await userEvent.click(button('Go to Readiness'));
    expect(go).toHaveBeenCalledWith('readiness');
  });
});

describe('a partner with caveats', () => {
  it('says first what the pack will say of it', async () => {
    await shows(caveats());
    expect(items('The first page of the pack says:')).toEqual([
      '2 checks aren’t confirmed yet',
      'These fields differ from the record: Description',
    ]);
    const pack = screen.getByRole('region', { name: 'Evidence pack' });
    const [first, second] = within(pack).getAllByRole('list');
    expect([first?.textContent.includes('confirmed'), second?.dataset['testid']]).toEqual([
      true,
      'pack-rows',
    ]);
    expect(button('Save evidence pack')).toBeTruthy();
  });
});

describe('a partner that is ready', () => {
  it('says so, with what the pack holds and the message', async () => {
    await shows(view());
    expect(title()).toBe('Ready to ask for promotion');
    expect(text()).toContain('All 30 required checks passed.');
    expect(screen.queryByTestId('caveats')).toBeNull();
    expect(items('Evidence pack')).toEqual(['Report 51 checks', 'Requests and responses 27 requests']);
    const message = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Recruitee' });
    expect([message.readOnly, message.value]).toEqual([true, view().pack?.message]);
    expect(document.getElementById(message.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'send the message to your contact at Recruitee',
    );
    expect(screen.queryByRole('heading', { name: 'Changed since promotion' })).toBeNull();
  });

  it('is saved, copied and handed to the mail program, with the news', async () => {
    await shows(view(), {
      pack_save: () => Promise.resolve({ text: 'Saved to pack.zip' }),
      message_copy: () => Promise.resolve({ text: 'Message copied' }),
      message_send: () => Promise.resolve({}),
    });
    await userEvent.click(button('Save evidence pack'));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Saved to pack.zip'));
    await userEvent.click(button('Copy'));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Message copied'));
    await userEvent.click(button('Open in email app'));
    await vi.waitFor(() => expect(desk.status.news?.text).toContain('Message opened in your email app.'));
    expect(requests('message_send')).toEqual([{ partner_id: 'p' }]);
  });

  it('says when it is another one than was saved', async () => {
    const { pack } = view();
    await shows(view('not_asked', { pack: pack && { ...pack, is_outdated: true } }));
    expect(text()).toContain('Something changed since you saved the pack.');
  });

  it('copies the checklist for going live, whose questions can be read here too', async () => {
    await shows(view(), { go_live_copy: () => Promise.resolve({ text: 'Checklist copied.' }) });
    expect(screen.getByRole('list', { name: 'Ask Recruitee' }).textContent).toContain(
      'its own partner secret',
    );
    await userEvent.click(button('Copy checklist for developer'));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Checklist copied.'));
    expect(requests('go_live_copy')).toEqual([{ partner_id: 'p' }]);
  });

  it('shows what comes next in the timeline, and there the button to say it', async () => {
    await shows(view());
    const rows = within(screen.getByRole('list', { name: 'Timeline' })).getAllByRole('listitem');
    expect(rows.map((row) => row.dataset['state'])).toEqual(['done', 'next', 'later']);
    expect(rows[0]?.textContent).toContain(date(at));
    expect(rows[0]?.textContent).toContain('The codename is locked.');
    expect(rows[1]?.getAttribute('aria-current')).toBe('step');
    expect(within(rows[1] as HTMLElement).getByRole('button', { name: 'I’ve sent it' })).toBeTruthy();
  });

  it('opens the form of Recruitee', async () => {
    await shows(view());
    await userEvent.click(button('Open the technology partner form'));
    expect(requests('link_open')).toEqual([{ url: 'https://recruitee.com/forms/technology-partner-form' }]);
  });
});

describe('what a person confirms', () => {
  it('is ticked with their name, which is written first, and shows who did and when', async () => {
    let held = view();
    const next = (change: Partial<PromotionView>) =>
      (held = { ...held, ...change, revision: held.revision + 1 });
    await shows(held, {
      promotion_view: () => Promise.resolve(held),
      person_set: ({ name }) => Promise.resolve(next({ person: name })),
      check_confirm: () => {
        next({ to_confirm: [check({ confirmed: { at, person: held.person } })] });
        return Promise.resolve({} as never);
      },
    });
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name' });
    await userEvent.type(name, 'Ana Lima');
    await userEvent.click(tick('The technology partner form was sent'));
    await screen.findByText(`Confirmed by Ana Lima on ${date(at)}`);
    expect(requests('check_confirm')).toEqual([{ partner_id: 'p', check_id: 'FORM-1', confirmed: true }]);
    expect([name.value, requests('person_set').at(-1)]).toEqual([
      'Ana Lima',
      { partner_id: 'p', name: 'Ana Lima' },
    ]);
    expect(tick('The technology partner form was sent').checked).toBe(true);
    expect(document.activeElement).toBe(tick('The technology partner form was sent'));
  });

  it('without a name shows the date, and is taken back', async () => {
    await shows(view('not_asked', { person: 'Ana', to_confirm: [check({ confirmed: { at, person: '' } })] }));
    expect(screen.getByText(`Confirmed on ${date(at)}`)).toBeTruthy();
    // The name is remembered.
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name' }).value).toBe('Ana');
    await userEvent.click(tick('The technology partner form was sent'));
    expect(requests('check_confirm')).toEqual([{ partner_id: 'p', check_id: 'FORM-1', confirmed: false }]);
  });

  it('is not ticked when it could not be noted', async () => {
    await shows(view(), { check_confirm: () => Promise.reject(error()) });
    await userEvent.click(tick('Additional terms are agreed'));
    await screen.findByTestId('error');
    expect(tick('Additional terms are agreed').checked).toBe(false);
  });

  it('has the cursor when a check leads here', async () => {
    await shows(view(), { route_set: () => Promise.resolve({}) });
    await desk.navigation.go('promotion', 'promotion');
    expect(document.activeElement).toBe(tick('The technology partner form was sent'));
  });
});

describe('a request', () => {
  it('is said, and taken back at its place', async () => {
    await shows(view(), {
      promotion_say: ({ said }) =>
        Promise.resolve(said ? view('asked', { revision: 2 }) : view('not_asked', { revision: 3 })),
    });
    await userEvent.click(button('I’ve sent it'));
    await vi.waitFor(() => expect(title()).toBe('Promotion requested'));
    expect(items('Your updates')).toEqual(['You marked it as sent. Undo']);
    await vi.waitFor(() => expect(document.activeElement).toBe(button('Undo')));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(title()).toBe('Ready to ask for promotion'));
    await vi.waitFor(() => expect(document.activeElement).toBe(button('I’ve sent it')));
    expect(requests('promotion_say')).toEqual([
      { partner_id: 'p', word: 'asked', said: true },
      { partner_id: 'p', word: 'asked', said: false },
    ]);
  });

  it('that waits is answered with Recruitee’s promotion', async () => {
    await shows(view('asked'));
    noButton('I’ve sent it');
    await userEvent.click(button('Recruitee has promoted it'));
    expect(requests('promotion_say')).toEqual([{ partner_id: 'p', word: 'promoted', said: true }]);
  });
});

describe('a partner that is promoted', () => {
  it('has nothing to say but the way back', async () => {
    await shows(view('promoted'));
    expect(items('Your updates')).toEqual(['You marked it as promoted. Undo']);
    noButton('I’ve sent it');
    noButton('Recruitee has promoted it');
  });

  it('and was changed shows the fields, and is asked for again', async () => {
    await shows(view('changed'));
    expect(items('Changed since promotion')).toEqual(['Description', 'Candidate URL']);
    // Nothing in the timeline comes next: the button stands below it.
    await userEvent.click(button('I’ve sent it'));
    expect(requests('promotion_say')).toEqual([{ partner_id: 'p', word: 'asked', said: true }]);
  });
});

describe('practice', () => {
  it('is called so, and has no message', async () => {
    await shows(practice());
    expect(text()).toContain(practice().note);
    expect(text()).toContain('There’s no message in the Sandbox.');
    noButton('Copy');
    noButton('Open in email app');
    expect(button('Save evidence pack')).toBeTruthy();
  });
});

describe('the page', () => {
  it('shows nothing of one partner when another one comes to the front', async () => {
    await shows(view(), {
      promotion_view: ({ partner_id }) =>
        Promise.resolve(view('asked', { partner_id, headline: partner_id })),
    });
    expect(title()).toBe('p');
    desk.partner.view = partner('q');
    flushSync();
    expect(title()).toBe('Promotion');
    await vi.waitFor(() => expect(title()).toBe('q'));
  });

  it('is read again when the partner was', async () => {
    let revision = 0;
    await shows(view(), {
      promotion_view: () => Promise.resolve(view('not_asked', { revision: ++revision, note: `${revision}` })),
    });
    desk.partner.view = partner('p', 2);
    flushSync();
    await vi.waitFor(() => expect(requests('promotion_view')).toHaveLength(2));
  });

  it('changes nothing in a view-only window', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    await shows(view('asked'));
    const still = [
      tick('Additional terms are agreed'),
      screen.getByRole('textbox', { name: 'Your name' }),
      button('Recruitee has promoted it'),
      button('Undo'),
    ];
    for (const one of still) expect(one.matches(':disabled')).toBe(true);
    for (const name of ['Save evidence pack', 'Copy', 'Open in email app'])
      expect(button(name).matches(':disabled')).toBe(false);
  });
});

describe('axe', () => {
  it.each([
    ['never checked', view('not_asked', { pack: null, icon: 'none' })],
    ['with caveats', caveats()],
    ['ready', view('not_asked', { to_confirm: [check({ confirmed: { at, person: 'Ana' } })] })],
    ['asked', view('asked')],
    ['promoted', view('promoted')],
    ['changed', view('changed')],
    ['practice', practice()],
  ])('finds nothing in a partner that is %s', async (_, promotion) => {
    await shows(promotion);
    // jsdom draws nothing, so contrast is judged in the real window.
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
