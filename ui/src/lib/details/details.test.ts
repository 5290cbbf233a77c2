/** The page of the details, as people and screen readers meet it: over the fake host, in the whole window. */
import { button, namesAlongTab, opens, page, pause, press, soon } from '../../gallery/testing';
import { errorOf } from '$lib/backend/fake/errors';
import { later } from '$lib/backend/fake/host';
import { recorded, required } from '$lib/backend/fake/recording';
import type { PartnerView } from '$lib/backend';
import { t } from '$lib/text';
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

/** Why edits are refused in that scenario. */
const why = errorOf('store.elsewhere').message;
vi.setConfig({ testTimeout: 30_000 });

const partner = required(recorded('faults'), 'partner_open');
const description = () =>
  page().getByRole<HTMLTextAreaElement>('textbox', { name: t('ui.details.description') });
const name = () => page().getByRole<HTMLInputElement>('textbox', { name: t('ui.details.name') });
const saved = () => screen.getByTestId('saved').dataset['state'];
const isSaved = () => soon(() => expect(saved()).toBe('saved'));

describe('Tab', () => {
  it('goes through the fields from above, and past what is locked to the next page', async () => {
    await opens('faults', 'details');
    const names = await namesAlongTab();
    const kind = partner.kinds.find((choice) => choice.value === partner.kind)?.label ?? '';
    expect(names[0]).toContain(kind);
    expect(names.slice(1, 3)).toEqual([t('ui.details.name'), t('ui.details.description')]);
    expect(names).toContain(t('ui.next', { page: t('ui.place.logo') }));
  });
});

describe('undo', () => {
  it('in a field takes back an edit of the draft, and leaves the cursor there', async () => {
    const host = await opens('editing', 'details');
    await userEvent.type(description(), '!');
    await isSaved();
    await userEvent.keyboard('{Control>}z{/Control}');
    await soon(() => expect(description().value).toBe(partner.description));
    expect(document.activeElement).toBe(description());
    expect(host.requests('partner_undo')).toEqual([{ partner_id: partner.id }]);
  });

  it('outside of fields takes back the same edit, and redo returns it', async () => {
    await opens('editing', 'details');
    await userEvent.type(description(), '!');
    await isSaved();
    button(t('ui.next', { page: t('ui.place.logo') })).focus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await soon(() => expect(description().value).toBe(partner.description));
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    await soon(() => expect(description().value).toBe(`${partner.description}!`));
  });

  it('comes after what was typed last is on the disk', async () => {
    const host = await opens('editing', 'details');
    await userEvent.type(description(), 'ab');
    await userEvent.keyboard('{Control>}z{/Control}');
    await soon(() => expect(host.requests('partner_undo')).toHaveLength(1));
    const order = host.calls.map((call) => call.name).filter((call) => /partner_(edit|undo)/.test(call));
    expect(order.at(-1)).toBe('partner_undo');
    expect(host.requests('partner_edit').at(-1)).toMatchObject({ value: `${partner.description}ab` });
  });
});

describe('an answer that comes late', () => {
  it('does not replace what was typed meanwhile', async () => {
    const first = later<PartnerView>();
    const host = await opens('editing', 'details', { partner_edit: first.answer, edits_waiting: {} });
    await userEvent.type(name(), 'X');
    await userEvent.type(name(), 'Y');
    host.change({ partner_edit: ({ value }) => ({ ...partner, name: String(value), revision: 99 }) });
    first.come({ ...partner, name: `${partner.name}X`, revision: 98 });
    await isSaved();
    expect(name().value).toBe(`${partner.name}XY`);
  });
});

describe('an edit that is refused', () => {
  it('says why at its field and above, and leaves what was typed until it is discarded', async () => {
    await opens('refuses-edits', 'details');
    await userEvent.type(name(), 'X');
    await soon(() => expect(screen.getByTestId('refused')).toBeTruthy());
    expect(name().value).toBe(`${partner.name}X`);
    expect(name().getAttribute('aria-invalid')).toBe('true');
    const describing = (name().getAttribute('aria-describedby') ?? '').split(' ');
    const said = describing.map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(screen.getByTestId('saved').textContent).toContain(why);
    expect(said).toContain(why);
    await press(t('ui.edit.discard'));
    expect(name().value).toBe(partner.name);
    expect(name().getAttribute('aria-invalid')).not.toBe('true');
  });
});

describe('a full disk', () => {
  it('is said until there is room, and then the edit is written', async () => {
    const host = await opens('full-disk', 'details');
    await userEvent.type(name(), 'X');
    const note = await screen.findByTestId('cannot-save');
    expect(note.closest('[role=alert]')).toBeTruthy();
    host.change({ partner_edit: ({ value }) => ({ ...partner, name: String(value), revision: 99 }) });
    await press(t('ui.save.retry'));
    await isSaved();
    expect(screen.queryByTestId('cannot-save')).toBeNull();
    expect(name().value).toBe(`${partner.name}X`);
  });
});

describe('a view-only window', () => {
  it('lets nothing be changed, and leads on to the next page', async () => {
    const host = await opens('view-only', 'details');
    await userEvent.type(name(), 'X');
    expect(name().matches(':disabled')).toBe(true);
    await press(t('ui.next', { page: t('ui.place.logo') }));
    await soon(() => expect(page().getByRole('heading', { level: 1 }).textContent).toBe(t('ui.place.logo')));
    expect(host.requests('partner_edit')).toEqual([]);
  });

  it('can be taken over', async () => {
    await opens('view-only', 'details');
    await press(t('ui.looking.own'));
    await soon(() => expect(name().matches(':disabled')).toBe(false));
    await pause();
  });
});

describe('the length of the description', () => {
  const counter = () => screen.getByTestId('description-count');

  it('follows what is typed, and stays in sight', async () => {
    await opens('editing', 'details');
    const shown = vi.spyOn(counter(), 'scrollIntoView');
    await userEvent.type(description(), '!?');
    const length = [...partner.description].length + 2;
    await soon(() => expect(counter().textContent).toContain(`${length} `));
    expect(shown).toHaveBeenCalledWith({ block: 'nearest' });
  });

  it('stays beside the sentence that tells of a long text', async () => {
    const preview = { ...partner.preview, too_long: ['description' as const] };
    await opens('editing', 'details', { partner_open: { ...partner, preview } });
    await soon(() => expect(page().getByText(t('ui.details.description.long'))).toBeTruthy());
    expect(counter().textContent).toContain(String([...partner.description].length));
  });
});
