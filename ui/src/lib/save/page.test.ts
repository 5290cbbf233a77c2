/** The page of a save in each of its states, in the whole window. */
import { button, opens, page, press, soon } from '../../gallery/testing';
import { errorOf, refuse } from '$lib/backend/fake/errors';
import { later, never } from '$lib/backend/fake/host';
import { recorded, required } from '$lib/backend/fake/recording';
import type { PlanView } from '$lib/backend';
import { routeName, routeOf } from '$lib/state/routes';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const plan = required(recorded('faults'), 'save_plan');
const where = { environment: t('ui.env.the_sandbox') };
const save = () => screen.getByTestId('save');
const title = () => page().getByRole('heading', { level: 1 }).textContent;
const summary = () => screen.findByTestId('error-summary');

describe('what is wrong with the record', () => {
  const { problems } = required(recorded('draft'), 'save_plan');

  it('is summed up where the cursor is, each time the button is pressed', async () => {
    const host = await opens('draft', 'save');
    await userEvent.click(save());
    const first = await summary();
    await soon(() => expect(document.activeElement).toBe(first));
    expect(
      within(first)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(problems.map((problem) => problem.summary));
    await userEvent.click(save());
    await soon(() => expect(document.activeElement?.getAttribute('data-testid')).toBe('error-summary'));
    expect(host.requests('save_apply')).toEqual([]);
  });

  it.each(problems.map(({ field, summary }) => [field, summary] as const))(
    'leads from the summary to its field: %s',
    async (field, name) => {
      await opens('draft', 'save');
      await userEvent.click(save());
      await userEvent.click(within(await summary()).getByRole('link', { name }));
      await soon(() => expect(title()).toBe(routeName(routeOf(field))));
      const place = () => document.getElementById(`field-${field}`);
      await soon(() => expect(place()?.contains(document.activeElement)).toBe(true));
      expect(document.title.startsWith(t('ui.title.error'))).toBe(false);
    },
  );

  it('said by the server is told with the name of each field', async () => {
    await opens('rejects-fields', 'save');
    await userEvent.click(save());
    const links = within(await summary())
      .getAllByRole('link')
      .map((link) => link.textContent);
    expect(links).toEqual([
      `${t('ui.details.description')}: has already been taken`,
      `${t('ui.address.tests')}: has already been taken`,
    ]);
  });
});

describe('a conflict', () => {
  it('is not sent: the button leads to the question', async () => {
    const host = await opens('conflict', 'save');
    await userEvent.click(save());
    expect(screen.getByTestId('conflicts').contains(document.activeElement)).toBe(true);
    expect(host.requests('save_apply')).toEqual([]);
  });

  it.each([
    ['mine', t('ui.conflict.mine')],
    ['theirs', t('ui.conflict.theirs', where)],
  ])('is resolved by one press, and the cursor goes on to the button that sends: %s', async (take, name) => {
    const host = await opens('conflict', 'save');
    await press(name);
    await soon(() => expect(screen.queryByTestId('conflicts')).toBeNull());
    expect(host.requests('conflict_resolve')).toMatchObject([{ field: 'description', take }]);
    await soon(() => expect(document.activeElement).toBe(save()));
  });

  it('shows the new state where something changed meanwhile', async () => {
    const host = await opens('conflict', 'save', { conflict_resolve: refuse('save.plan_changed') });
    await press(t('ui.conflict.mine'));
    await soon(() => expect(host.requests('save_plan')).toHaveLength(2));
    expect(screen.getByTestId('error').dataset['code']).toBe('save.plan_changed');
  });
});

describe('a save', () => {
  it('sends the plan that was shown, and says that it is done', async () => {
    const host = await opens('saves', 'save');
    await userEvent.click(save());
    await soon(() => expect(save().getAttribute('aria-disabled')).toBe('true'));
    expect(host.requests('save_apply')).toMatchObject([{ plan_hash: plan.plan_hash }]);
    await soon(() => expect(screen.getByTestId('news').textContent.trim()).not.toBe(''));
    expect(screen.queryByTestId('changes')).toBeNull();
  });

  it('without an answer is told as that, and is not sent again', async () => {
    const host = await opens('loses-answer', 'save');
    await userEvent.click(save());
    expect(await screen.findByTestId('not-known')).toBeTruthy();
    expect(screen.getByTestId('status-not-known')).toBeTruthy();
    await userEvent.click(save());
    await soon(() => expect(host.requests('save_plan').length).toBeGreaterThan(2));
    expect(host.requests('save_apply')).toHaveLength(1);
  });

  it('can be stopped while it is on its way, and is pressed once', async () => {
    const host = await opens('faults', 'save', { save_apply: never, work_cancel: {} });
    await userEvent.dblClick(save());
    await userEvent.click(await screen.findByTestId('cancel'));
    expect(host.requests('save_apply')).toHaveLength(1);
    expect(host.requests('work_cancel')).toMatchObject([{ work: 'save' }]);
  });

  it('says why it could not be sent, and keeps the plan', async () => {
    await opens('faults', 'save', { save_apply: refuse('network.offline') });
    await userEvent.click(save());
    const note = await screen.findByTestId('error');
    expect(note.textContent).toContain(errorOf('network.offline').hint);
    expect(screen.getByTestId('changes')).toBeTruthy();
  });
});

describe('a plan that comes late', () => {
  it('is announced until it is there, and reading it can be stopped', async () => {
    const coming = later<PlanView>();
    const host = await opens('faults', 'save', { save_plan: coming.answer, work_cancel: {} });
    expect(save().getAttribute('aria-disabled')).toBe('true');
    expect(page().getByText(t('ui.save.reading', where)).closest('[role=status]')).toBeTruthy();
    await userEvent.click(screen.getByTestId('cancel'));
    expect(host.requests('work_cancel')).toMatchObject([{ work: 'plan' }]);
    coming.come(plan);
    await soon(() => expect(screen.getByTestId('changes')).toBeTruthy());
  });
});

describe('the last save', () => {
  it('is reverted only after it was shown what that changes', async () => {
    const host = await opens('revertible', 'save', { revert_apply: refuse('network.offline') });
    await userEvent.click(screen.getByTestId('revert-open'));
    expect(await screen.findByTestId('revert-rows')).toBeTruthy();
    expect(host.requests('revert_apply')).toEqual([]);
    await userEvent.click(screen.getByTestId('revert-send'));
    expect((await screen.findByTestId('error')).dataset['code']).toBe('network.offline');
    expect(host.requests('revert_apply')).toHaveLength(1);
  });
});

describe('deleting on the server', () => {
  it('asks for the codename in a dialog, and says at its field when it is another', async () => {
    const code = 'delete.other_codename';
    const { message } = errorOf(code);
    const field = { field: 'delete_codename', code, message } as const;
    const host = await opens('faults', 'save', { remote_delete: refuse(code, { fields: [field] }) });
    await press(t('ui.delete.open', where));
    const dialog = within(await screen.findByRole('alertdialog'));
    const input = dialog.getByRole('textbox');
    await userEvent.type(input, 'other');
    await userEvent.click(dialog.getByTestId('confirm'));
    await soon(() => expect(input.getAttribute('aria-invalid')).toBe('true'));
    expect(host.requests('remote_delete')).toMatchObject([{ codename: 'other' }]);
    await userEvent.type(input, 's');
    expect(input.getAttribute('aria-invalid')).not.toBe('true');
  });
});

describe('what deleting means', () => {
  it.each([
    ['sandbox', t('ui.delete.text.sandbox')],
    ['rc', t('ui.delete.text.rc')],
  ] as const)('is told as it is on %s', async (environment, text) => {
    const partner = { ...required(recorded('faults'), 'partner_open'), environment };
    await opens('faults', 'save', { partner_open: partner, save_plan: { ...plan, partner } });
    await userEvent.click(await screen.findByText(/^Delete this partner on/));
    expect((await screen.findByRole('alertdialog')).textContent).toContain(text);
  });
});

describe('a view-only window', () => {
  it('shows the plan and saves nothing', async () => {
    const host = await opens('view-only', 'save');
    await soon(() => expect(screen.getByTestId('changes')).toBeTruthy());
    expect(save().matches(':disabled')).toBe(true);
    expect(button(t('ui.save.read', where)).matches(':disabled')).toBe(true);
    await userEvent.click(save());
    expect(host.requests('save_apply')).toEqual([]);
  });
});
