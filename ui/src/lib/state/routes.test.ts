/** Where each page and each field is. */
import { appRoutes, groups, icons, routeName, routeOf } from './routes';
import type { Route } from '$lib/backend';
import { expect, it } from 'vitest';

it('has each page of a partner in one group, and each place with a name', () => {
  const pages = groups.flatMap((group) => group.pages);
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
