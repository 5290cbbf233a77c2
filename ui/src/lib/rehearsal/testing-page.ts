/** The page on a core that answers what a test says. */
import Rehearsal from './Rehearsal.svelte';
import { backend, type Commands, type RehearsalView } from '$lib/backend';
import { render, screen, within } from '@testing-library/svelte';
import { expect, vi } from 'vitest';

type Answers = Partial<{
  [K in keyof Commands]: (request: Commands[K]['request']) => Promise<Commands[K]['response']>;
}>;
let calls: { name: string; request: unknown }[] = [];
export const requests = (name: string) =>
  calls.filter((call) => call.name === name).map((call) => call.request);

/** Shows the page with a rehearsal. A command that is not listed never answers. */
export async function shows(view: RehearsalView, answers: Answers = {}): Promise<void> {
  calls = [];
  const table: Answers = { rehearsal_view: () => Promise.resolve(view), ...answers };
  vi.spyOn(backend, 'call').mockImplementation(((name: keyof Commands, request: never) => {
    calls.push({ name, request });
    return table[name]?.(request) ?? new Promise(() => undefined);
  }) as typeof backend.call);
  render(Rehearsal);
  await screen.findByTestId('rehearsal-steps');
}

export const button = (name: string) => screen.getByRole('button', { name });
export const noButton = (name: string) => expect(screen.queryByRole('button', { name })).toBeNull();
export const heading = (name: string) => screen.getByRole('heading', { level: 2, name });
export const text = () => document.body.textContent.replace(/\s+/g, ' ').trim();
export const steps = () => within(screen.getByTestId('rehearsal-steps')).getAllByRole('listitem');
export const current = () =>
  screen.queryByTestId('rehearsal-steps')?.querySelector('[aria-current=step] h3')?.textContent;
export const described = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent.replace(/\s+/g, ' ').trim());
