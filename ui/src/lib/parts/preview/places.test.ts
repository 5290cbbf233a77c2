/** Each screen in each of its states. */
import CandidateMenu from './CandidateMenu.svelte';
import Card from './Card.svelte';
import Consent from './Consent.svelte';
import Listing from './Listing.svelte';
import Place from './Place.svelte';
import ProfileCard from './ProfileCard.svelte';
import Reports from './Reports.svelte';
import SendDialog from './SendDialog.svelte';
import SentBody from './SentBody.svelte';
import TokenDialog from './TokenDialog.svelte';
import { sample, tests } from './testing';
import type { PreviewView } from '$lib/backend';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

const at = Date.UTC(2020, 10, 5, 12);
const text = () => document.body.textContent.replace(/\s+/g, ' ').trim();
const items = () => screen.queryAllByRole('listitem').map((item) => item.textContent.trim());

describe('Place', () => {
  const children = createRawSnippet(() => ({ render: () => '<p>inside</p>' }));

  it('is a section named by its caption', () => {
    render(Place, { place: 'menu', caption: 'Candidate menu', approximate: ['send'], children });
    expect(screen.getByRole('region', { name: 'Candidate menu' }).textContent).toContain('inside');
    expect(screen.getByRole('heading', { level: 3, name: 'Candidate menu' })).toBeTruthy();
    expect(screen.queryByText('Approximate')).toBeNull();
  });

  it('says where its labels are not documented, and why that matters', () => {
    render(Place, { place: 'send', caption: 'Send dialog', approximate: ['send'], children });
    expect(screen.getByText('Approximate')).toBeTruthy();
    const section = screen.getByRole('region', { name: 'Send dialog' });
    const described = document.getElementById(section.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toContain('Recruitee hasn’t documented');
    expect(described?.hidden).toBe(false);
  });
});

describe('Card', () => {
  it('has logo, name and description', () => {
    render(Card, sample());
    expect(document.querySelectorAll('img').length).toBe(1);
    expect(text()).toBe('Northwind Skills tests for 140 roles.');
  });

  it('has a picture icon without a logo and says where the description goes', () => {
    render(Card, { ...sample(), description: '', logo: '' });
    expect(document.querySelector('img')).toBeNull();
    expect(document.querySelector('svg')).toBeTruthy();
    expect(screen.getByText('Your description')).toBeTruthy();
  });
});

describe('Listing', () => {
  it('has the facts of the right column, and the whole description', () => {
    render(Listing, { ...sample(), description: 'Word '.repeat(200) });
    expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual([
      'Type of integration',
      'Help center',
    ]);
    expect(screen.getAllByRole('definition').map((one) => one.textContent)).toEqual([
      'Hybrid',
      'Northwind integration',
    ]);
    expect(screen.getByText('Visit website')).toBeTruthy();
    expect(screen.getByText('Integrate')).toBeTruthy();
  });
});

describe('Consent', () => {
  it('names the partner in what the customer confirms', () => {
    render(Consent, { name: 'Northwind' });
    expect(items().length).toBe(3);
    expect(items().filter((item) => item.includes('Northwind')).length).toBe(2);
    expect(text()).toContain('Find out more here.');
    expect(screen.getByText('Accept and integrate')).toBeTruthy();
  });
});

describe('TokenDialog', () => {
  const token = (answer: 'accepted' | 'rejected' | 'failed', is_current = true) => ({
    answer,
    own_error: null,
    at,
    is_current,
  });
  const cases: [string, Partial<PreviewView>, string[], string[]][] = [
    [
      'an accepted token',
      { token: token('accepted') },
      ['Recruitee turns the integration on.', 'Checked '],
      ['rejected', 'problem', 'changed'],
    ],
    [
      'a rejected token',
      { token: { ...token('rejected'), own_error: 'No credits left' } },
      ['Northwind rejected this token.'],
      ['turns the integration on', 'No credits left'],
    ],
    [
      'a failed check with no text of its own',
      { token: token('failed'), own_error: 'Said of the list' },
      ['There was a problem with the Northwind API'],
      ['turns the integration on', 'Said of the list'],
    ],
    [
      'a failed check with its own text',
      { token: { ...token('failed'), own_error: 'No credits left' } },
      ['No credits left'],
      ['There was a problem'],
    ],
    [
      'an answer to another token',
      { token: token('accepted', false) },
      ['Checked ', 'The URL or the token has changed since then.'],
      [],
    ],
    [
      'no answer yet',
      { token: null },
      ['Partner Desk hasn’t received a response for this token yet.'],
      ['Checked ', 'turns the integration on', 'changed'],
    ],
  ];

  it.each(cases)('shows %s', (_, changes, present, absent) => {
    render(TokenDialog, sample(changes));
    for (const words of present) expect(text()).toContain(words);
    for (const words of absent) expect(text()).not.toContain(words);
    expect(text()).toContain('Masked');
  });
});

describe('CandidateMenu', () => {
  it('marks the entry of the partner among those of Recruitee', () => {
    render(CandidateMenu, { item: 'Send Northwind test' });
    expect(items()).toEqual(['Copy profile', 'Print profile', 'Send Northwind test', 'Delete candidate']);
    expect(document.querySelector('mark')?.textContent).toBe('Send Northwind test');
  });
});

describe('ProfileCard', () => {
  it('has the name and the button', () => {
    render(ProfileCard, { name: 'Northwind', action: 'Send test' });
    expect(text()).toBe('Northwind Send test');
  });
});

describe('SendDialog', () => {
  const show = (changes: Partial<PreviewView>, showsError = false, ontoggle = () => undefined) =>
    render(SendDialog, { preview: sample(changes).preview, showsError, ontoggle });

  it('has the fields in their order, filled in, to choose from or empty', () => {
    show({});
    const labels = ['First name', 'Last name', 'Email address', 'Phone', 'Admin', 'cost_center', 'Tests'];
    const places = labels.map((label) => text().indexOf(label));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(text()).toContain('Phone (optional)');
    expect(text()).toContain('Admin Select');
    expect(text()).toMatch(/cost_center \(optional\) Tests \* Select/);
    expect(text()).not.toContain('Email address (optional)');
    // Email, phone and admin are closed; the tests are open.
    expect(document.querySelectorAll('.lucide-chevron-down').length).toBe(3);
    expect(document.querySelectorAll('.lucide-chevron-up').length).toBe(1);
  });

  it('lists the first six tests and says how many there are', () => {
    show({});
    expect(items()).toEqual(tests);
    expect(text()).toContain('6 of 7 shown');
    expect(text()).toContain('Your service returned this list ');
    expect(text()).not.toContain('has changed since then');
  });

  it.each([
    ['no list was read', null, 'Partner Desk hasn’t received a list from your service yet.'],
    [
      'the list is empty',
      { names: [], count: 0, at, is_current: true },
      'Your service returned an empty list.',
    ],
    [
      'the list is that of another URL',
      { names: ['A'], count: 1, at, is_current: false },
      'has changed since then',
    ],
  ])('says that %s', (_, list, words) => {
    show({ tests: list });
    expect(items()).toEqual(list?.names ?? []);
    expect(text()).toContain(words);
    expect(text()).not.toContain(' shown');
  });

  it('asks for the error with a button that says whether it is shown', async () => {
    const ontoggle = vi.fn();
    show({}, false, ontoggle);
    const button = screen.getByRole('button', { name: 'Show an error', pressed: false });
    await userEvent.click(button);
    expect(ontoggle).toHaveBeenCalledTimes(1);
    expect(text()).not.toContain('There was a problem');
  });

  it('shows the standard error and says when it is shown', () => {
    show({}, true);
    expect(screen.getByRole('button', { name: 'Show an error', pressed: true })).toBeTruthy();
    expect(text()).toContain('There was a problem with the Northwind API');
    expect(text()).toContain('when your service doesn’t return its own');
  });

  it('shows the text of the service instead, and says so', () => {
    show({ own_error: 'No credits left' }, true);
    expect(text()).toContain('No credits left');
    expect(text()).toContain('Your service returned this message instead of its list.');
    expect(text()).not.toContain('There was a problem');
  });
});

describe('SentBody', () => {
  it('is open, and its text is a Tab stop, so that it scrolls by keyboard', async () => {
    render(SentBody, { body: '{\n  "test_id": "1"\n}' });
    expect(document.querySelector('details')?.open).toBe(true);
    const region = screen.getByRole('region', { name: 'Recruitee’s request to your Candidate URL' });
    expect(region.textContent).toBe('{\n  "test_id": "1"\n}');
    expect(region.tabIndex).toBe(0);
  });
});

describe('Reports', () => {
  it('has a row for every status', () => {
    render(Reports, sample());
    const by = 'Sent by you 2 days ago';
    expect(items().map((item) => item.replace(/\s+/g, ' '))).toEqual([
      `JavaScript basics ${by} Sent`,
      `JavaScript advanced ${by} Open 76%`,
      `SQL for analysts ${by} Failed`,
      `Data entry ${by} Canceled`,
    ]);
    expect(document.querySelector('.sent .lucide-clock')).toBeTruthy();
  });

  it.each([
    ['a sample name without a list', null, ['Sample test', 'Sample test', 'Sample test', 'Sample test']],
    ['a short list again', { names: ['A', 'B'], count: 2, at, is_current: true }, ['A', 'B', 'A', 'B']],
    [
      'a sample name for an outdated list',
      { names: ['A'], count: 1, at, is_current: false },
      Array(4).fill('Sample test'),
    ],
    [
      'a sample name for an empty list',
      { names: [], count: 0, at, is_current: true },
      Array(4).fill('Sample test'),
    ],
  ])('has %s', (_, list, names) => {
    render(Reports, sample({ tests: list }));
    expect([...document.querySelectorAll('.test')].map((one) => one.textContent)).toEqual(names);
  });
});
