/** The page of readiness in each of its states, in the whole window. */
import { opens, page, pause, press, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { later, never } from '$lib/backend/fake/host';
import { recorded, required } from '$lib/backend/fake/recording';
import type { RunView } from '$lib/backend';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const run = required(recorded('faults'), 'readiness_view');
const checks = run.groups.flatMap((group) => group.checks);
const failed = checks.filter((check) => check.icon === 'fail');
const headline = () => screen.getByTestId('headline').textContent.trim();
const row = (id: string) => document.querySelector<HTMLElement>(`.vrow[data-check="${id}"]`) as HTMLElement;
const detail = () => page().getByRole('region', { name: t('ui.readiness.chosen') });

describe('the checks', () => {
  it('begin with the first that failed, and say what to do about it', async () => {
    await opens('faults', 'readiness');
    expect(headline()).toBe(run.headline);
    expect(within(detail()).getByRole('heading', { level: 2 }).textContent.trim()).toBe(failed[0]?.title);
    expect(row(failed[0]?.id ?? '').getAttribute('aria-current')).toBe('true');
  });

  it('are gone through with the arrow keys', async () => {
    await opens('faults', 'readiness');
    row(failed[1]?.id ?? '').focus();
    await userEvent.keyboard('{ArrowDown}');
    await soon(() => expect(document.activeElement).toBe(row(failed[2]?.id ?? '')));
    expect(within(detail()).getByRole('heading', { level: 2 }).textContent.trim()).toBe(failed[2]?.title);
  });

  it('are all shown when the person wants that', async () => {
    await opens('faults', 'readiness');
    const all = screen.getByTestId('show-all');
    expect(all.getAttribute('aria-pressed')).toBe('false');
    await userEvent.click(all);
    expect(all.getAttribute('aria-pressed')).toBe('true');
    expect(document.querySelectorAll('.vrow[data-check]')).toHaveLength(checks.length);
  });

  it('lead to the field that is to be fixed', async () => {
    await opens('faults', 'readiness');
    const check = failed.find((one) => one.target.page === 'addresses');
    await userEvent.click(row(check?.id ?? ''));
    await userEvent.click(screen.getByTestId('fix'));
    await soon(() =>
      expect(page().getByRole('heading', { level: 1 }).textContent).toBe(t('ui.place.addresses')),
    );
    await soon(() => expect(document.activeElement?.id).toMatch(/^field-/));
  });
});

describe('a run', () => {
  it('says that it goes on, and can be stopped', async () => {
    const host = await opens('faults', 'readiness', { readiness_run: never, readiness_cancel: {} });
    await userEvent.click(screen.getByTestId('run'));
    await soon(() => expect(headline()).toBe(t('ui.readiness.running')));
    await userEvent.click(screen.getByTestId('cancel-run'));
    expect(host.requests('readiness_cancel')).toHaveLength(1);
    expect(host.requests('readiness_run')).toHaveLength(1);
  });

  it('tells of each check when its result comes', async () => {
    const host = await opens('faults', 'readiness', { readiness_run: never });
    await userEvent.click(screen.getByTestId('run'));
    await soon(() => expect(headline()).toBe(t('ui.readiness.running')));
    const [first] = checks;
    if (!first) throw new Error('No check was recorded');
    const { partner_id, meter } = run;
    host.say({ kind: 'verdict_reached', partner_id, verdict: first, done: 1, total: 51, meter });
    await soon(() =>
      expect(page().getByText(t('ui.readiness.progress', { done: 1, total: 51 }))).toBeTruthy(),
    );
  });

  it('that ends while another page is shown does not come over it', async () => {
    const coming = later<RunView>();
    await opens('faults', 'readiness', { readiness_run: coming.answer });
    await userEvent.click(screen.getByTestId('run'));
    await userEvent.click(screen.getByTestId('open-history'));
    const title = () => page().getByRole('heading', { level: 1 }).textContent;
    await soon(() => expect(title()).toBe(t('ui.place.history')));
    coming.come({ ...run, revision: 99 });
    await pause(20);
    expect(title()).toBe(t('ui.place.history'));
    await soon(() => expect(screen.getByTestId('news').textContent).toContain(run.headline));
  });

  it('that cannot be made says why, and the results before stay', async () => {
    await opens('faults', 'readiness', { readiness_run: refuse('readiness.running') });
    await userEvent.click(screen.getByTestId('run'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('readiness.running');
    await soon(() => expect(headline()).toBe(run.headline));
  });
});

describe('the files for developers', () => {
  it('are chosen with the keyboard alone', async () => {
    const host = await opens('faults', 'readiness', { contract_save: { text: 'Saved' } });
    await userEvent.click(row('TOKEN-2'));
    screen.getByTestId('contract-menu').focus();
    await userEvent.keyboard('{Enter}');
    // Where it is placed is laid out by the browser; until then it is hidden.
    const menu = within(await screen.findByRole('menu', { hidden: true }));
    await soon(() => expect(menu.getAllByRole('menuitem', { hidden: true })).toHaveLength(3));
    await soon(() => expect(document.activeElement?.getAttribute('role')).toBe('menuitem'));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await soon(() => expect(host.requests('contract_save')).toHaveLength(1));
    await soon(() => expect(screen.queryByRole('menu', { hidden: true })).toBeNull());
  });
});

describe('a report', () => {
  it('that was saved is told, and one that was not says why', async () => {
    const host = await opens('faults', 'readiness', { readiness_export: { text: 'Saved to a file' } });
    await press(t('ui.readiness.save_report'));
    await soon(() => expect(screen.getByTestId('news').textContent).toContain('Saved to a file'));
    host.change({ readiness_export: refuse('file.not_written') });
    await press(t('ui.readiness.save_report'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('file.not_written');
  });
});
