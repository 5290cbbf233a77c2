/** The page of the candidate fields, in the whole window. */
import { button, opens, page, soon } from '../../gallery/testing';
import { recorded, required } from '$lib/backend/fake/recording';
import { t } from '$lib/text';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const partner = required(recorded('faults'), 'partner_open');
const written = (inputs: unknown) => (inputs as { kind: string }[]).map((input) => input.kind);
const kinds = partner.inputs.map((input) => input.kind);
const rows = () => within(screen.getByTestId('inputs')).getAllByRole('listitem');
const act = (row: number, name: string) =>
  rows()[row]?.querySelector<HTMLElement>(`[data-act=${name}]`) as HTMLElement;

describe('the fields', () => {
  it('are a list with a name, in the order of the draft', async () => {
    await opens('faults', 'inputs');
    expect(page().getByRole('list', { name: t('ui.place.inputs') })).toBe(screen.getByTestId('inputs'));
    expect(
      rows().map((row) => partner.inputs.find(({ label }) => row.textContent.includes(label))?.kind),
    ).toEqual(kinds);
  });

  it('are moved with Alt and an arrow, which is announced, and the cursor goes along', async () => {
    const host = await opens('editing', 'inputs');
    act(0, 'json').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await soon(() => expect(host.requests('partner_edit')).toHaveLength(1));
    const [edit] = host.requests('partner_edit') as { field: string; value: unknown }[];
    expect([edit?.field, written(edit?.value)]).toEqual(['inputs', [kinds[1], kinds[0], ...kinds.slice(2)]]);
    await soon(() => expect(rows()[1]?.contains(document.activeElement)).toBe(true));
    const said = page()
      .getAllByRole('status')
      .map((one) => one.textContent);
    expect(said.join(' ')).toContain(partner.inputs[0]?.label);
  });

  it('are removed, and the cursor goes to the next one', async () => {
    const host = await opens('editing', 'inputs');
    await userEvent.click(act(0, 'remove'));
    await soon(() => expect(host.requests('partner_edit')).toHaveLength(1));
    const [edit] = host.requests('partner_edit') as { value: unknown }[];
    expect(written(edit?.value)).toEqual(kinds.slice(1));
    await soon(() => expect(rows()[0]?.contains(document.activeElement)).toBe(true));
  });

  it('are added from those that Recruitee knows', async () => {
    const host = await opens('editing', 'inputs');
    const [first] = partner.input_kinds;
    await userEvent.click(button(t('ui.inputs.add')));
    await soon(() => expect(host.requests('partner_edit')).toHaveLength(1));
    const [edit] = host.requests('partner_edit') as { value: unknown }[];
    expect(written(edit?.value)).toEqual([...kinds, first?.kind]);
  });

  it('cannot be moved past an end', async () => {
    const host = await opens('editing', 'inputs');
    expect(act(0, 'up').getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(act(0, 'up'));
    expect(host.requests('partner_edit')).toEqual([]);
  });
});

describe('a change that is refused', () => {
  it('is told above the list', async () => {
    await opens('refuses-edits', 'inputs');
    await userEvent.click(act(0, 'remove'));
    expect(await screen.findByTestId('refused')).toBeTruthy();
  });
});

describe('a view-only window', () => {
  it('changes no field', async () => {
    await opens('view-only', 'inputs');
    expect(
      page()
        .getAllByRole('checkbox')
        .every((one) => one.matches(':disabled')),
    ).toBe(true);
    expect(act(0, 'remove').matches(':disabled')).toBe(true);
    expect(screen.getByTestId('add-input').matches(':disabled')).toBe(true);
  });
});
