/** What the page says after a save. */
import Save from './Save.svelte';
import type { PartnerView, PlanAction, PlanView } from '$lib/backend';
import { answer, asked, listen, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const partner = {
  id: 'p',
  revision: 1,
  title: 'Harbour',
  environment: 'rc',
  locked_since: null,
  not_known: null,
  inputs: [],
  input_kinds: [],
  problems: [],
  tasks: [],
} as unknown as PartnerView;
const value = { form: 'text', text: '', logo: '' };
const row = (label: string) => ({
  field: label.toLowerCase(),
  label,
  remote: value,
  draft: value,
  seen: null,
});
const plan = (action: PlanAction, more: object = {}): PlanView =>
  ({
    partner,
    action,
    obstacle: null,
    plan_hash: 'm',
    changes: [],
    conflicts: [],
    taken: [],
    same: [],
    problems: [],
    read_at: null,
    error: null,
    settled: null,
    missing: null,
    revertible_save_at: null,
    button: 'Go',
    footnote: '',
    ...more,
  }) as unknown as PlanView;

beforeEach(() => {
  document.body.replaceChildren();
  listen();
  desk = new Desk();
  desk.partner.view = partner;
});

async function saveFrom(action: PlanAction, outcome: object): Promise<void> {
  render(Save);
  await settled();
  await answer('save_plan', plan(action, { changes: [row('Name'), row('Description')] }));
  await userEvent.click(await screen.findByTestId('save'));
  await settled();
  await answer('save_apply', { news: 'Saved', is_saved: true, plan: plan('nothing'), ...outcome });
  await settled();
}

describe('after a save', () => {
  it('names what was saved, that it was read back, and leads on to the checks', async () => {
    await saveFrom('update', {});
    const result = screen.getByTestId('saved-result');
    expect(result.textContent).toContain('Saved to RC');
    expect(result.textContent).toContain('Saved: Name, Description.');
    expect(result.textContent).toContain('Verified: RC has the same values.');
    expect(result.textContent).not.toContain('secret');
    expect(document.activeElement).toBe(screen.getByTestId('run-after-save'));
    await userEvent.click(screen.getByTestId('run-after-save'));
    await settled();
    expect(desk.navigation.route).toBe('readiness');
    expect(desk.readiness.progress).not.toBeNull();
  });

  it('reminds of the partner secret after the first one', async () => {
    await saveFrom('register', {});
    expect(screen.getByTestId('saved-result').textContent).toContain('Registered on RC');
    await userEvent.click(screen.getByRole('button', { name: 'Go to the partner secret' }));
    await settled();
    expect(desk.navigation.route).toBe('connection');
  });

  it('does not claim to have read what could not be read', async () => {
    await saveFrom('update', { plan: plan('not_reached', { error: 'Offline' }) });
    expect(screen.getByTestId('saved-result').textContent).not.toContain('Verified');
  });

  it('says nothing of a save that was not done', async () => {
    await saveFrom('update', { is_saved: false, news: 'RC has changed' });
    expect(screen.queryByTestId('saved-result')).toBeNull();
  });

  it('is over when the server is read anew', async () => {
    await saveFrom('update', {});
    await userEvent.click(screen.getByRole('button', { name: /^Refresh from RC/ }));
    await settled();
    expect(screen.queryByTestId('saved-result')).toBeNull();
  });
});

describe('a plan that lacks something of the connection', () => {
  it('leads to the field that is missing, though the record has faults too', async () => {
    render(Save);
    await settled();
    const problems = [{ field: 'name', message: 'Enter a name', summary: 'Enter a name', blocks: true }];
    await answer(
      'save_plan',
      plan('not_connected', { obstacle: 'company_id', button: 'Enter the company ID', problems }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Enter the company ID' }));
    await settled();
    expect(desk.navigation.route).toBe('connection');
  });

  it('is read again where the server could not be reached', async () => {
    render(Save);
    await settled();
    await answer('save_plan', plan('not_reached', { button: 'Try again' }));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(asked('save_plan')).toHaveLength(2);
  });
});
