/** Logos as the core shows them, and the page on a core that answers what a test says. */
import { backend } from '$lib/backend';
import type { Commands, LogoFinding, LogoOutcome, LogoView, PartnerView, WireError } from '$lib/backend';
import { sample } from '$lib/parts/preview/testing';
import type { Desk } from '$lib/state/desk.svelte';
import { render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import type { Component } from 'svelte';
import { expect, vi } from 'vitest';

export const svg = (name = 'a'): string => `<svg xmlns="http://www.w3.org/2000/svg" id="${name}"/>`;

export const partner = (logo = svg(), changes: Partial<PartnerView> = {}): PartnerView => ({
  ...({ id: 'p', revision: 1, title: 'Harbour', name: 'Harbour', description: '' } as PartnerView),
  preview: sample().preview,
  logo,
  logo_size: '3.1 KB',
  problems: [],
  tasks: [],
  origins: [],
  ...changes,
});

export const finding = (changes: Partial<LogoFinding> = {}): LogoFinding => ({
  title: 'White box behind the drawing',
  detail: 'It shows on every ground that isn’t white.',
  tone: 'fail',
  places: [{ x: 0.1, y: 0.2, width: 0.5, height: 0.25 }],
  fix: { label: 'Remove the box', option: 'remove_ground' },
  ...changes,
});

export const fixed = (title = 'Fixed width and height removed'): LogoFinding =>
  finding({ title, detail: 'Recruitee sets the size.', tone: 'done', places: [], fix: null });

export const view = (changes: Partial<LogoView> = {}): LogoView => ({
  revision: 1,
  logo: svg(),
  file: { file_name: 'harbour.svg', facts: '240 × 96, 23.4 KB' },
  original: `data:image/png;base64,${btoa('png')}`,
  findings: [],
  repairs: [],
  placement: { padding: null, zoom: 1, shift_x: 0, shift_y: 0 },
  background: null,
  colors: ['#0b6b6b', '#dd6b20'],
  summary: 'Drawn from the file, 99.2% like it.',
  on_dark: null,
  can_fix: false,
  limits: { max_padding: 0.4, min_zoom: 0.25, max_zoom: 8 },
  ...changes,
});

export const outcome = (changes: Partial<LogoView> = {}): LogoOutcome => {
  const next = view({ revision: 2, logo: svg('b'), ...changes });
  return {
    partner: partner(next.logo, { revision: next.revision }),
    view: next,
    news: 'Logo changed',
  };
};

export const error = (changes: Partial<WireError> = {}): WireError => ({
  code: 'logo.timed_out',
  message: 'Processing the selected file took longer than 5 seconds.',
  fields: [
    {
      field: 'logo',
      code: 'logo.timed_out',
      message: 'Processing the selected file took longer than 5 seconds.',
    },
  ],
  hint: null,
  retryable: true,
  request_id: null,
  ...changes,
});

type Answers = Partial<{
  [K in keyof Commands]: (request: Commands[K]['request']) => Promise<Commands[K]['response']>;
}>;
let calls: { name: string; request: unknown }[] = [];

/** What was asked of the core. */
export const requests = (name: string): unknown[] =>
  calls.filter((call) => call.name === name).map((call) => call.request);
/** The changes that were asked for. */
export const changes = (): unknown[] =>
  requests('logo_change').map((request) => (request as { change: unknown }).change);

/** A core that answers what is listed, and nothing else. */
export function core(answers: Answers): void {
  calls = [];
  vi.restoreAllMocks();
  vi.spyOn(backend, 'call').mockImplementation(((name: keyof Commands, request: never) => {
    calls.push({ name, request });
    return answers[name]?.(request) ?? new Promise(() => undefined);
  }) as typeof backend.call);
}

/** Shows the page with the logo that the core tells of. */
export async function shows(
  page: Component,
  desk: Desk,
  told: LogoView,
  answers: Answers = {},
): Promise<void> {
  core({ logo_view: () => Promise.resolve(told), ...answers });
  desk.partner.view = partner(told.logo, { problems: desk.partner.view?.problems ?? [] });
  render(page);
  if (told.logo) await screen.findByTestId('logo-summary');
}

/** jsdom lays nothing out: the square is 200 px wide, at the left edge. */
export function layOut(): void {
  const square = { left: 0, top: 0, width: 200, height: 200 } as DOMRect;
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(square);
}

export async function axeFindsNothing(): Promise<void> {
  // jsdom draws nothing, so contrast is judged in the real window.
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations).toEqual([]);
}
