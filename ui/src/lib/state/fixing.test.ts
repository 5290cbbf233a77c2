/** The way from a check to its field, and back. */
import { answer, listen, settled } from '$lib/late-core';
import type { PartnerView, VerdictView } from '$lib/backend';
import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.svelte';

const partner = (id: string) =>
  ({ id, title: id, revision: 1, problems: [], tasks: [], origins: [] }) as unknown as PartnerView;
const check = {
  id: 'TESTS-3',
  sentence: 'The list is empty',
  target: { page: 'details', field: 'name' },
} as unknown as VerdictView;

let desk: Desk;

beforeEach(() => {
  listen();
  document.body.replaceChildren();
  desk = new Desk();
  desk.partner.view = desk.partner.take(partner('p'));
  desk.navigation.route = 'readiness';
});

describe('Fix', () => {
  it('leads to the field of the check, and shows every problem there', async () => {
    document.body.replaceChildren();
    document.body.insertAdjacentHTML(
      'beforeend',
      '<main id="main"><h1 tabindex="-1"></h1><input id="field-name" /></main>',
    );
    void desk.fixing.begin(check);
    await settled();
    expect(desk.navigation.route).toBe('details');
    expect(document.activeElement?.id).toBe('field-name');
    expect([desk.problems.allSaid, desk.status.news?.text]).toEqual([true, 'The list is empty']);
  });

  it('is about the partner that it was pressed for alone', async () => {
    void desk.fixing.begin(check);
    await settled();
    desk.partner.view = desk.partner.take(partner('q'));
    expect(desk.fixing.check).toBeNull();
    desk.partner.view = desk.partner.take(partner('p'));
    expect(desk.fixing.check).toBe(check);
  });
});

describe('the way back', () => {
  it('chooses the check among those to do, with the cursor on its row', async () => {
    document.body.replaceChildren();
    document.body.insertAdjacentHTML(
      'beforeend',
      '<main id="main"><a href="#x" class="vrow" data-check="TESTS-3">x</a></main>',
    );
    void desk.fixing.begin(check);
    await settled();
    desk.readiness.shown = 'history';
    const going = desk.fixing.back();
    expect(desk.navigation.route).toBe('readiness');
    expect([desk.readiness.checkId, desk.readiness.shown]).toEqual(['TESTS-3', 'remains']);
    expect(desk.fixing.check).toBeNull();
    await settled();
    await answer('readiness_view', null);
    await going;
    expect((document.activeElement as HTMLElement).dataset.check).toBe('TESTS-3');
  });

  it('leads nowhere when nothing is being fixed', async () => {
    desk.navigation.route = 'details';
    await desk.fixing.back();
    expect(desk.navigation.route).toBe('details');
  });
});
