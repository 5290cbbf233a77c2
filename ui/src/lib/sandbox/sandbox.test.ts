/** Faults of the sample partner, turned on and off, against a core that answers late. */
import SandboxPage from './SandboxPage.svelte';
import { answer, asked, listen, settled } from '$lib/late-core';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

const fault = (name: string, is_on: boolean) => ({ name, label: name, kind: 'service', is_on, found_by: '' });
const view = (one: boolean, other: boolean) => ({
  is_running: true,
  partners: 1,
  kinds: [{ key: 'service', title: 'The service' }],
  faults: [fault('one', one), fault('other', other)],
});
const isOn = (name: string) => screen.getByTestId<HTMLInputElement>(`fault-${name}`).checked;

beforeEach(() => {
  listen();
  desk = new Desk();
  render(SandboxPage);
});

it('keeps the focus beside the button when all faults are turned off, which takes the button away', async () => {
  await answer('sandbox_view', view(true, true));
  await userEvent.click(screen.getByTestId('faults-off'));
  await answer('sandbox_set_fault', view(false, true), 0);
  await answer('sandbox_set_fault', view(false, false), 1);
  await settled();
  expect(screen.queryByTestId('faults-off')).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId('find-fault'));
});

it('shows the faults as the last answer has them, whatever order the answers come in', async () => {
  await answer('sandbox_view', view(false, false));
  await userEvent.click(screen.getByTestId('fault-one'));
  await userEvent.click(screen.getByTestId('fault-other'));
  expect(asked('sandbox_set_fault')).toHaveLength(2);
  await answer('sandbox_set_fault', view(true, true), 1);
  await answer('sandbox_set_fault', view(true, false), 0);
  expect([isOn('one'), isOn('other')]).toEqual([true, true]);
});
