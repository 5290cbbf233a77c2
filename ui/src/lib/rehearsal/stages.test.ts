/** The page while a rehearsal goes on, stage by stage, as people and screen readers meet it. */
import { error, handover, partner, played, rehearsal, update } from './testing';
import { button, current, described, heading, noButton, requests, shows, steps, text } from './testing-page';
import { Desk } from '$lib/state/desk.svelte';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
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

describe('a rehearsal that cannot start yet', () => {
  const view = rehearsal('blocked', {
    obstacle: { text: 'Add the partner secret. It’s needed to read reports.', route: 'connection' },
  });

  it('says what is missing, leads there, and shows what will happen', async () => {
    const go = vi.spyOn(desk.navigation, 'go').mockResolvedValue();
    await shows(view);
    expect(heading('Before you start')).toBeTruthy();
    expect(screen.getByText('Add the partner secret. It’s needed to read reports.')).toBeTruthy();
    expect(heading('What will happen')).toBeTruthy();
    expect(steps()).toHaveLength(7);
    expect(current()).toBeUndefined();
    noButton('Start rehearsal');
    await userEvent.click(button('Go to Connection'));
    expect(go).toHaveBeenCalledWith('connection');
  });
});

describe('a rehearsal that can start', () => {
  it('says what it does, and the cursor goes to the tests once it has started', async () => {
    await shows(rehearsal('ready'), {
      rehearsal_start: () => Promise.resolve(rehearsal('choose', { revision: 2 })),
    });
    expect(heading('Ready to start')).toBeTruthy();
    expect(text()).toContain('It doesn’t send a candidate until you choose what to send and agree.');
    expect(current()).toBe('Turn on the integration');
    // Nothing was played: there is nothing to delete, and no check has an answer.
    noButton('Delete this rehearsal');
    expect(screen.queryByRole('heading', { name: 'Checks' })).toBeNull();
    await userEvent.click(button('Start rehearsal'));
    const select = await screen.findByRole('combobox', { name: 'Tests' });
    await vi.waitFor(() => expect(document.activeElement).toBe(select));
    expect(desk.status.news?.text).toBe('Choose what to send and who receives it');
  });

  it('starts once, and says that it does', async () => {
    await shows(rehearsal('ready'));
    await userEvent.click(button('Start rehearsal'));
    await userEvent.click(button('Starting…'));
    expect(requests('rehearsal_start')).toEqual([{ partner_id: 'p' }]);
    expect(button('Starting…').getAttribute('aria-disabled')).toBe('true');
    expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain('Starting…');
  });

  it('is a new one after one that is out of date, whose steps stay in sight', async () => {
    await shows(
      rehearsal('ready', { ...played('ended', ['passed', 'failed']), stage: 'ready', is_out_of_date: true }),
    );
    expect(text()).toContain('Its results are out of date.');
    expect(button('Start a new rehearsal')).toBeTruthy();
    expect(heading('Steps')).toBeTruthy();
    expect(current()).toBeUndefined();
  });
});

describe('the choice of a test and a candidate', () => {
  const send = () => button('Send the candidate');
  const test = () => screen.getByRole('combobox', { name: 'Tests' });

  it('has the tests of the service, and cannot be sent before one is chosen', async () => {
    await shows(rehearsal('choose'));
    expect(
      within(test())
        .getAllByRole('option')
        .map((one) => one.textContent),
    ).toEqual(['Choose from the list', 'JavaScript basics', 'SQL for analysts']);
    expect(send().getAttribute('aria-disabled')).toBe('true');
    expect(described(send())[0]).toBe('Choose from the list first.');
    await userEvent.click(send());
    expect(requests('rehearsal_send')).toEqual([]);
    expect(document.activeElement).toBe(test());
    await userEvent.selectOptions(test(), 'SQL for analysts');
    expect(send().getAttribute('aria-disabled')).toBe('false');
    expect(screen.queryByText('Choose from the list first.')).toBeNull();
  });

  it('has a list in which two tests have one ID', async () => {
    const tests = ['One', 'Another'].map((name) => ({ id: '1', name }));
    await shows(rehearsal('choose', { tests }));
    expect(within(test()).getAllByRole('option')).toHaveLength(3);
  });

  it('says at the button where the requests go and whom they name: the sample, or whoever is entered', async () => {
    await shows(rehearsal('choose'));
    await userEvent.selectOptions(test(), 'JavaScript basics');
    const sample = screen.getByRole('radio', { name: /Sample Candidate, sample.candidate@example.com/ });
    expect((sample as HTMLInputElement).checked).toBe(true);
    const consent =
      'Partner Desk sends up to 4 requests to https://harbour.example/candidates, each once. ' +
      'The first 3 use a sample candidate, and your service must reject them. The last one is for ';
    expect(described(send())).toEqual([`${consent}Sample Candidate <sample.candidate@example.com>.`]);
    expect(screen.queryByRole('textbox')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: /Use my own mailbox/ }));
    expect(described(send())).toEqual([`${consent}the person you enter.`]);
    await userEvent.type(screen.getByRole('textbox', { name: 'First name' }), 'Zoë');
    await userEvent.type(screen.getByRole('textbox', { name: 'Last name' }), 'O{{url}Hara');
    await userEvent.type(screen.getByRole('textbox', { name: 'Email' }), ' zoe@harbour.example');
    expect(described(send())).toEqual([`${consent}Zoë O{url}Hara <zoe@harbour.example>.`]);
    await userEvent.click(send());
    const { candidate } = requests('rehearsal_send')[0] as { candidate: object };
    expect(candidate).toMatchObject({ first_name: 'Zoë', last_name: 'O{url}Hara', phone: '' });
  });

  it('is not sent with Enter in a field, and once with the button', async () => {
    await shows(rehearsal('choose'));
    await userEvent.selectOptions(test(), 'JavaScript basics');
    await userEvent.click(screen.getByRole('radio', { name: /Use my own mailbox/ }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Email' }), 'zoe@harbour.example{Enter}');
    expect(requests('rehearsal_send')).toEqual([]);
    await userEvent.dblClick(send());
    expect(requests('rehearsal_send')).toHaveLength(1);
  });

  it('says at the field what is wrong with it, and on top of the form', async () => {
    const fault = { field: 'email', code: 'rehearsal.email', message: 'Enter an email address' } as const;
    await shows(rehearsal('choose'), {
      rehearsal_send: () => Promise.reject(error({ code: 'rehearsal.email', fields: [fault] })),
    });
    await userEvent.selectOptions(test(), 'JavaScript basics');
    await userEvent.click(screen.getByRole('radio', { name: /Use my own mailbox/ }));
    await userEvent.click(send());
    const summary = await screen.findByTestId('error-summary');
    await vi.waitFor(() => expect(document.activeElement).toBe(summary));
    expect(within(summary).getByRole('heading').textContent).toBe('Fix 1 field before you send');
    await userEvent.click(within(summary).getByRole('link', { name: 'Enter an email address' }));
    const field = screen.getByRole('textbox', { name: 'Email' });
    expect(document.activeElement).toBe(field);
    expect(described(field)).toEqual(['Enter an email address']);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await userEvent.type(field, 'z');
    expect(screen.queryByTestId('error-summary')).toBeNull();
  });
});

describe('a rehearsal that is sending', () => {
  it('says which step goes on, and stops before the next one', async () => {
    await shows(rehearsal('sending'));
    expect(heading('Sending')).toBeTruthy();
    expect(screen.getAllByRole('status').map((one) => one.textContent.trim())).toContain(
      'In progress: Send a candidate without a token',
    );
    expect(current()).toBe('Send a candidate without a token');
    noButton('Delete this rehearsal');
    await userEvent.click(button('Stop'));
    await userEvent.click(button('Stop'));
    expect(requests('rehearsal_stop')).toEqual([{ partner_id: 'p' }]);
    expect(button('Stop').getAttribute('aria-disabled')).toBe('true');
    expect(text()).toContain('Stopping before the next request…');
  });

  it('has the cursor on Stop right after the press', async () => {
    await shows(rehearsal('choose'));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Tests' }), 'JavaScript basics');
    await userEvent.click(button('Send the candidate'));
    expect(document.activeElement).toBe(button('Stop'));
    expect(text()).toContain('Getting ready to send…');
  });
});

describe('a rehearsal of which the rest can be sent', () => {
  it('says that a candidate may have been accepted, and sends the rest once', async () => {
    await shows(rehearsal('send_again'));
    expect(heading('Send the rest?')).toBeTruthy();
    expect(text()).toContain('Your service may already have accepted a candidate');
    expect(described(button('Send the candidate'))).toEqual([
      'Partner Desk sends the remaining requests to https://harbour.example/candidates, each once. ' +
        'The last one is for Sample Candidate <sample.candidate@example.com>.',
    ]);
    expect(button('Start a new rehearsal')).toBeTruthy();
    expect(current()).toBe('Send the candidate');
    await userEvent.dblClick(button('Send the candidate'));
    expect(requests('rehearsal_send')).toMatchObject([{ test_id: '1', rehearsal_id: 'r' }]);
  });

  it('says of one that was stopped only that it stopped', async () => {
    await shows(played('send_again', ['passed', 'passed', 'passed']));
    expect(text()).toContain('The rehearsal stopped before everything was sent.');
    expect(text()).not.toContain('may already have accepted');
  });
});

describe('a rehearsal that waits for the report', () => {
  it('says so, shows what came so far, and what a developer needs', async () => {
    await shows(rehearsal('waiting', { poll_ms: 60_000, handover, updates: [update] }));
    expect(heading('Waiting for the report')).toBeTruthy();
    expect(text()).toContain('This page shows the report when it arrives.');
    expect(current()).toBe('Wait for the report');
    expect(screen.getByRole('list', { name: 'Updates from your service' }).textContent).toContain(
      'Rejected (status 401).',
    );
    expect(heading('Send a report yourself')).toBeTruthy();
    expect(heading('For your developer')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Candidate number' })).toBeNull();
  });

  it('says quietly why the report could not be read, and goes on', async () => {
    await shows(rehearsal('waiting', { poll_ms: 1 }), {
      rehearsal_read: () => Promise.reject(error({ message: 'You are offline' })),
    });
    const said = await screen.findByText(/Couldn’t read the report/);
    expect(said.textContent).toBe(
      'Couldn’t read the report. You are offline. Partner Desk retries automatically.',
    );
    expect(said.closest('[role=status]')).toBeTruthy();
    expect(screen.queryByTestId('error')).toBeNull();
    await vi.waitFor(() => expect(requests('rehearsal_read').length).toBeGreaterThan(1));
  });

  it('guides through RC, and reads the reports of the candidate that was sent there', async () => {
    const fault = {
      field: 'candidate_id',
      code: 'rehearsal.candidate_number',
      message: 'Digits only',
    } as const;
    let isGood = false;
    // The number is one of ours, which nobody has on RC.
    const view = rehearsal('waiting', { is_guided: true, candidate_id: '815' });
    await shows(view, {
      rehearsal_read: () =>
        isGood
          ? Promise.resolve({ ...view, revision: 2, candidate_id: '4821', poll_ms: 60_000 })
          : Promise.reject(error({ code: 'rehearsal.candidate_number', fields: [fault] })),
    });
    const field = screen.getByRole('textbox', { name: 'Candidate number' }) as HTMLInputElement;
    expect(field.value).toBe('');
    const list = screen.getByText('Press “Send test”, choose from the list, and press Send.').closest('ol');
    expect(list?.querySelectorAll('li').length).toBe(4);
    await userEvent.click(button('Open the RC web app'));
    expect(requests('link_open')).toEqual([{ url: 'https://app.rc.recruitee.dev/' }]);
    await userEvent.type(field, '48a');
    await userEvent.click(button('Read reports'));
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    expect(described(field)).toEqual(['Digits only', 'Digits only']);
    isGood = true;
    await userEvent.clear(field);
    expect(field.getAttribute('aria-invalid')).toBe('false');
    await userEvent.type(field, '4821{Enter}');
    expect(await screen.findByText(/^Candidate 4821 has no report yet/)).toBeTruthy();
    expect(requests('rehearsal_read')).toEqual([
      { partner_id: 'p', candidate_id: '48a' },
      { partner_id: 'p', candidate_id: '4821' },
    ]);
  });
});
