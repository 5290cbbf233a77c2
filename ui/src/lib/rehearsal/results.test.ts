/** What a rehearsal leaves: the report, the checks, and what a developer needs. And what holds for every stage. */
import { check, error, handover, partner, rehearsal, report, update } from './testing';
import { button, described, heading, noButton, requests, shows, steps, text } from './testing-page';
import type { StartView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

beforeEach(() => {
  vi.restoreAllMocks();
  desk = new Desk();
  desk.partner.view = partner();
});

describe('a rehearsal that has ended', () => {
  it('shows the report as on a profile, and Recruitee’s record', async () => {
    await shows(rehearsal('ended', { report }));
    expect(heading('The rehearsal has ended')).toBeTruthy();
    const section = screen.getByRole('region', { name: 'Report' });
    expect(section.textContent).toContain('JavaScript basics');
    expect(section.textContent).toContain('Top 10 of 100');
    expect(section.textContent).toMatch(/Completed, .*2020/);
    expect(screen.getByTestId('score').textContent).toBe('76%');
    expect(screen.getByRole('region', { name: 'Report in Recruitee' }).textContent).toBe(report.json);
    await userEvent.click(within(section).getByRole('button', { name: 'Open' }));
    expect(requests('link_open')).toEqual([{ url: report.link }]);
  });

  it('shows a time without a zone as it came, no badge without a score, and nothing to open without a link', async () => {
    const bare = { ...report, completed_at: '2020-11-05 12:00', score: '', link: null };
    await shows(rehearsal('ended', { report: bare }));
    expect(text()).toContain('Completed, 2020-11-05 12:00');
    expect(screen.queryByTestId('score')).toBeNull();
    noButton('Open');
  });

  it('does not name a test that was chosen on RC', async () => {
    await shows(rehearsal('ended', { report, is_guided: true }));
    expect(screen.getByRole('region', { name: 'Report' }).textContent).not.toContain('JavaScript basics');
  });

  it('says how each check came out, and hands it to a developer', async () => {
    const failed = check({ icon: 'fail', word: 'Failed', developer_text: 'curl …' });
    await shows(rehearsal('ended', { verdicts: [failed, check({ id: 'SEND-2', title: 'Other' })] }));
    const [first, second] = within(screen.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
    expect(first?.textContent).toContain('Failed');
    expect(first?.textContent).toContain('Recruiters couldn’t send anyone to you.');
    expect(second?.querySelector('button')).toBeNull();
    await userEvent.click(button('Copy for your developer: Your service accepts a candidate'));
    expect(requests('text_copy')).toEqual([{ text: 'curl …' }]);
  });

  it('has no answer to a check before a candidate was sent', async () => {
    await shows(rehearsal('choose'));
    expect(screen.queryByRole('list', { name: 'Checks' })).toBeNull();
  });

  it('is replaced when a new one is started, and deleted when the person says so', async () => {
    await shows(rehearsal('ended'), {
      rehearsal_forget: () => Promise.resolve(rehearsal('ready', { revision: 2 })),
    });
    expect(text()).toContain('A new rehearsal replaces this one.');
    expect(button('Start a new rehearsal')).toBeTruthy();
    await userEvent.click(button('Delete this rehearsal'));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete this rehearsal?' });
    expect(dialog.textContent).toContain(
      'deletes the candidate’s data and all requests and responses from this computer.',
    );
    expect(requests('rehearsal_forget')).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(requests('rehearsal_forget')).toEqual([{ partner_id: 'p' }]);
    expect(await screen.findByRole('button', { name: 'Start rehearsal' })).toBeTruthy();
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Rehearsal deleted'));
  });

  it('leaves the focus where the person is', async () => {
    await shows(rehearsal('waiting', { poll_ms: 1, handover }), {
      rehearsal_read: () => Promise.resolve(rehearsal('ended', { revision: 2, handover })),
    });
    button('Copy commands').focus();
    await vi.waitFor(() => expect(screen.getByTestId('rehearsal-stage').dataset['stage']).toBe('ended'));
    expect(document.activeElement).toBe(button('Copy commands'));
  });
});

describe('the steps', () => {
  it('have their state in words, and what was sent behind a name of their own', async () => {
    await shows(rehearsal('send_again'));
    expect(steps().map((step) => step.querySelector('.outcome')?.textContent)).toEqual([
      ...Array(4).fill('Passed'),
      'Failed',
      'To do',
      'To do',
    ]);
    const sent = within(steps()[2] as HTMLElement).getByText('Requests and responses');
    expect(sent.textContent).toBe('Requests and responses: Send a candidate with a wrong token');
    expect(steps()[2]?.querySelector('details')?.open).toBe(false);
    await userEvent.click(sent);
    expect(steps()[2]?.querySelector('details')?.open).toBe(true);
    expect(steps()[2]?.textContent).toContain('POST /candidates HTTP/1.1');
    expect(steps()[5]?.querySelector('details')).toBeNull();
  });
});

describe('a report in place of the service', () => {
  it('is sent as typed, and told', async () => {
    const view = rehearsal('waiting', { handover });
    await shows(view, { rehearsal_report: () => Promise.resolve({ ...view, revision: 2 }) });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Canceled');
    await userEvent.type(screen.getByRole('textbox', { name: 'Score' }), '76%');
    await userEvent.click(button('Send report'));
    expect(requests('rehearsal_report')).toEqual([
      { partner_id: 'p', rehearsal_id: 'r', status: 'canceled', score: '76%', subtitle: '', properties: '' },
    ]);
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Report sent'));
  });

  it('says at its field where the JSON is wrong', async () => {
    const fault = { field: 'properties', code: 'rehearsal.properties', message: 'Not JSON' } as const;
    await shows(rehearsal('ended', { report }), {
      rehearsal_report: () => Promise.reject(error({ code: 'rehearsal.properties', fields: [fault] })),
    });
    await userEvent.click(button('Send report'));
    const field = screen.getByRole('textbox', { name: 'Properties' });
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    expect(described(field)).toEqual(['JSON, for assessments only', 'Not JSON']);
  });

  it('is not offered before there is one on Recruitee', async () => {
    await shows(rehearsal('waiting', { is_guided: true }));
    noButton('Send report');
  });
});

describe('what a developer needs', () => {
  it('is copied part by part, and the secret without passing the page', async () => {
    await shows(rehearsal('waiting', { handover }), {
      text_copy: () => Promise.resolve({}),
      rehearsal_copy: () => Promise.resolve({ text: 'The commands are on the clipboard' }),
      secret_copy: () => Promise.resolve({ text: 'The secret is on the clipboard' }),
    });
    expect(screen.getByRole('region', { name: 'Commands' }).textContent).toBe(handover.commands);
    await userEvent.click(button('Copy: Report ID'));
    expect(requests('text_copy')).toEqual([{ text: 'bb83dc83' }]);
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Report ID copied'));
    await userEvent.click(button('Copy commands'));
    expect(requests('rehearsal_copy')).toEqual([{ partner_id: 'p' }]);
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('The commands are on the clipboard'));
    await userEvent.click(button('Copy partner secret'));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('The secret is on the clipboard'));
  });
});

describe('the page', () => {
  it('shows nothing of one partner when another one comes to the front', async () => {
    const of = (partner_id: string) =>
      partner_id === 'p' ? rehearsal('choose') : rehearsal('ready', { partner_id });
    await shows(rehearsal('choose'), { rehearsal_view: ({ partner_id }) => Promise.resolve(of(partner_id)) });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Tests' }), 'JavaScript basics');
    desk.partner.view = partner('q');
    flushSync();
    expect(screen.queryByRole('combobox', { name: 'Tests' })).toBeNull();
    expect(await screen.findByRole('button', { name: 'Start rehearsal' })).toBeTruthy();
    desk.partner.view = partner('p');
    flushSync();
    expect(await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Tests' })).toHaveProperty(
      'value',
      '',
    );
  });

  it.each([
    { view: rehearsal('ready'), names: ['Start rehearsal'] },
    { view: rehearsal('choose'), names: ['Send the candidate'] },
    { view: rehearsal('sending'), names: ['Stop'] },
    {
      view: rehearsal('send_again'),
      names: ['Send the candidate', 'Start a new rehearsal', 'Delete this rehearsal'],
    },
    { view: rehearsal('waiting', { is_guided: true }), names: ['Read reports'] },
    { view: rehearsal('ended', { report, handover }), names: ['Send report', 'Copy partner secret'] },
  ])('changes nothing in a view-only window: $view.stage', async ({ view, names }) => {
    desk.app.start = { is_read_only: true } as StartView;
    await shows(view);
    for (const name of names) expect(button(name).matches(':disabled')).toBe(true);
    // What is on the screen can be copied there too.
    const copying = screen.queryByRole('button', { name: 'Copy commands' });
    expect(copying?.matches(':disabled') ?? false).toBe(false);
  });
});

describe('axe', () => {
  const fault = { field: 'email', code: 'rehearsal.email', message: 'Enter an email address' } as const;
  const all = { report, handover, updates: [update, update], verdicts: [check({ developer_text: 'x' })] };
  it.each([
    rehearsal('blocked', { obstacle: { text: 'Add the partner secret.', route: 'connection' } }),
    rehearsal('ready'),
    rehearsal('ready', { ...rehearsal('ended', all), stage: 'ready', is_out_of_date: true }),
    rehearsal('choose'),
    rehearsal('sending'),
    rehearsal('send_again'),
    rehearsal('waiting', { poll_ms: 60_000, ...all }),
    rehearsal('waiting', { is_guided: true }),
    rehearsal('ended', all),
  ])('finds nothing in a rehearsal that is $stage', async (view) => {
    await shows(view, {
      rehearsal_send: () => Promise.reject(error({ code: 'rehearsal.email', fields: [fault] })),
    });
    if (view.stage === 'choose') {
      await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Tests' }), 'JavaScript basics');
      await userEvent.click(screen.getByRole('radio', { name: /Use my own mailbox/ }));
      await userEvent.click(button('Send the candidate'));
      await screen.findByTestId('error-summary');
    }
    for (const details of document.querySelectorAll('details')) details.open = true;
    // jsdom draws nothing, so contrast is judged in the real window.
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
