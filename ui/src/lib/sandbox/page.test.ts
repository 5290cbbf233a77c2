/** The sandbox, in the whole window. */
import { opens, page, press, soon } from '../../gallery/testing';
import { refuse } from '$lib/backend/fake/errors';
import { recorded, required } from '$lib/backend/fake/recording';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const view = required(recorded('faults'), 'sandbox_view');
const on = view.faults.filter((fault) => fault.is_on);
const box = (name: string) => screen.getByTestId<HTMLInputElement>(`fault-${name}`);

describe('a fault', () => {
  it('has its name and the check that finds it, and shows whether it is on', async () => {
    await opens('faults', 'sandbox');
    await soon(() => expect(box(on[0]?.name ?? '').checked).toBe(true));
    expect(page().getByRole('checkbox', { name: new RegExp(`^${on[0]?.label}`) })).toBe(
      box(on[0]?.name ?? ''),
    );
    const ticked = page()
      .getAllByRole<HTMLInputElement>('checkbox')
      .filter((one) => one.checked);
    expect(ticked).toHaveLength(on.length);
  });

  it('is found by a few letters of its name', async () => {
    await opens('faults', 'sandbox');
    const find = await page().findByRole('searchbox', { name: t('ui.sandbox.find') });
    await userEvent.type(find, on[0]?.label ?? '');
    expect(box(on[0]?.name ?? '')).toBeTruthy();
    expect(page().getAllByRole('checkbox').length).toBeLessThan(view.faults.length);
    await userEvent.clear(find);
    await userEvent.type(find, 'zzzz');
    expect(page().queryAllByRole('checkbox')).toEqual([]);
  });

  it('that cannot be turned on stays off, with the reason', async () => {
    const off = view.faults.find((fault) => !fault.is_on);
    await opens('faults', 'sandbox', { sandbox_set_fault: refuse('sandbox.failed') });
    await soon(() => expect(box(off?.name ?? '')).toBeTruthy());
    await userEvent.click(box(off?.name ?? ''));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('sandbox.failed');
  });
});

describe('starting over', () => {
  it('is done only after a question', async () => {
    const host = await opens('faults', 'sandbox', {
      sandbox_reset: required(recorded('empty'), 'sandbox_view'),
    });
    await page().findByRole('button', { name: t('ui.sandbox.reset.button') });
    await press(t('ui.sandbox.reset.button'));
    const dialog = within(await screen.findByRole('alertdialog', { name: t('ui.sandbox.reset') }));
    expect(host.requests('sandbox_reset')).toEqual([]);
    await userEvent.click(dialog.getByTestId('confirm'));
    await soon(() => expect(screen.getByTestId('news').textContent).toContain(t('ui.sandbox.reset_done')));
    expect(screen.queryByTestId('faults-on')).toBeNull();
  });
});

describe('the sandbox that did not start', () => {
  it('says so above its page', async () => {
    await opens('empty', 'sandbox', { sandbox_view: refuse('sandbox.not_started') });
    expect((await screen.findByTestId('error')).dataset['code']).toBe('sandbox.not_started');
    expect(page().queryAllByRole('checkbox')).toEqual([]);
  });
});
