/** The way from a page to the next one. */
import { button, opens } from '../../gallery/testing';
import { recorded, required } from '$lib/backend/fake/recording';
import { routeName } from '$lib/state/routes';
import { t } from '$lib/text';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const pages = required(recorded('faults'), 'partner_open').tasks.map((task) => task.page);
const filledIn = pages.slice(0, pages.indexOf('save'));

it.each(filledIn)('%s leads to the task after it, so that none is left out', async (page) => {
  await opens('faults', page);
  const next = pages[pages.indexOf(page) + 1];
  expect(next).toBeDefined();
  if (next) expect(button(t('ui.next', { page: routeName(next) }))).toBeTruthy();
});
