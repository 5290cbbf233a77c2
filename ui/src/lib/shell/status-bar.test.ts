/** The status bar: one thing at a time, in the present. */
import { listen } from '$lib/late-core';
import type { PartnerView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import StatusBar from './StatusBar.svelte';

let desk: Desk;
vi.mock('$lib/state/desk.svelte', async (original) => {
  const real = await original<{ getDesk: () => Desk }>();
  return { ...real, getDesk: () => desk };
});

const view = {
  id: 'p',
  title: 'Harbour',
  environment: 'sandbox',
  saved_at: 0,
  remote_note: 'the Sandbox is up to date',
  remote_seen_at: Date.UTC(2026, 0, 2),
  not_known: null,
  undo: null,
  problems: [],
  origins: [],
  tasks: [],
} as unknown as PartnerView;
const bar = () => document.querySelector<HTMLElement>('.statusbar') as HTMLElement;
const news = () => screen.getByTestId('news');
const says = (text: string) => expect(bar().textContent).toContain(text);
const isSilentOf = (text: string) => expect(bar().textContent).not.toContain(text);

async function tell(text: string, undo?: () => void): Promise<void> {
  desk.status.news = undo ? { text, undo } : { text };
  await tick();
}

beforeEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
  listen();
  desk = new Desk();
  desk.partner.view = view;
});

describe('the status bar', () => {
  it('says how the record stands, and the news in place of it', async () => {
    render(StatusBar);
    says('The Sandbox is up to date');
    await tell('Copied');
    says('Copied');
    isSilentOf('is up to date');
  });

  it('says when the record was read only where there is an environment to read it from', () => {
    desk.partner.view = {
      ...view,
      environment: null,
      remote_note: 'You haven’t chosen the Sandbox or RC yet',
    };
    render(StatusBar);
    says('You haven’t chosen the Sandbox or RC yet');
    expect(bar().textContent).not.toMatch(/read/);
  });

  it('drops news when something else is done, and keeps those that come of it', async () => {
    render(StatusBar);
    const button = document.body.appendChild(document.createElement('button'));
    await tell('Copied');
    await userEvent.click(button);
    isSilentOf('Copied');
    button.addEventListener('click', () => (desk.status.news = { text: 'Exported' }));
    await tell('Copied');
    await userEvent.click(button);
    says('Exported');
  });

  it('drops news when something is typed, and not when they are pressed themselves', async () => {
    render(StatusBar);
    const field = document.body.appendChild(document.createElement('input'));
    await tell('Copied');
    await userEvent.click(within(news()).getByText('Copied'));
    says('Copied');
    field.focus();
    await userEvent.keyboard('x');
    isSilentOf('Copied');
  });

  it('drops news after a while, and keeps an Undo that works', async () => {
    vi.useFakeTimers();
    render(StatusBar);
    await tell('Copied');
    await vi.advanceTimersByTimeAsync(60_000);
    isSilentOf('Copied');
    await tell('Harbour was removed', () => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    says('Harbour was removed');
  });

  it('tells what became of a lost save until the person goes on', async () => {
    vi.useFakeTimers();
    render(StatusBar);
    desk.status.news = { text: 'The Sandbox has the save', stays: true };
    await tick();
    await vi.advanceTimersByTimeAsync(60_000);
    says('The Sandbox has the save');
    vi.useRealTimers();
    await userEvent.click(document.body);
    isSilentOf('The Sandbox has the save');
  });

  it('says nothing of the record while the draft is not saved', async () => {
    vi.spyOn(desk.edits, 'saveState', 'get').mockReturnValue('failed');
    render(StatusBar);
    await tick();
    says('Couldn’t save on this computer');
    isSilentOf('is up to date');
  });

  it('offers no Undo that would take back a later edit', async () => {
    render(StatusBar);
    await tell('Went back to yesterday', () => undefined);
    desk.edits.set('name', 'Harbours');
    await tick();
    isSilentOf('Went back to yesterday');
  });

  it('shows all of a text that is cut, by keyboard too, until Escape', async () => {
    vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(900);
    render(StatusBar);
    await tell('A long story');
    const line = within(news()).getByText('A long story');
    expect(line.tabIndex).toBe(0);
    line.focus();
    await tick();
    expect(line.querySelector('.all')?.textContent).toBe('A long story');
    await userEvent.keyboard('{Escape}');
    expect(line.querySelector('.all')).toBeNull();
  });

  it('is no stop for the Tab key where a text has room', async () => {
    render(StatusBar);
    await tell('Copied');
    expect(within(news()).getByText('Copied').getAttribute('tabindex')).toBeNull();
  });
});
