/** Where each page and each field is. */
import { appRoutes, icons, partsOf, routeName, routeOf } from './routes';
import type { Route } from '$lib/backend';
import { recorded, required } from '$lib/backend/fake/recording';
import { expect, it } from 'vitest';

const { tasks } = required(recorded('faults'), 'partner_open');

it('has each page of a partner in one part of the way, and each place with a name', () => {
  const parts = partsOf(tasks);
  expect(parts.map((part) => part.group)).toEqual(['set_up', 'prove', 'go_live']);
  const pages = parts.flatMap((part) => part.tasks.map((task) => task.page));
  expect(pages).toEqual(tasks.map((task) => task.page));
  expect(new Set(pages).size).toBe(pages.length);
  const places = Object.keys(icons) as Route[];
  // The history is reached from the status bar and the command list.
  const reached: readonly Route[] = [...pages, ...appRoutes, 'history'];
  expect([...reached].sort()).toEqual([...places].sort());
  for (const place of places) expect(routeName(place)).not.toContain('ui.place');
});

it('knows on which page a field stands', () => {
  expect(
    ['name', 'logo', 'urls.tests', 'company_id', 'article.facts', 'article.intro', 'person'].map(routeOf),
  ).toEqual(['details', 'logo', 'addresses', 'connection', 'article', 'article', 'promotion']);
});
