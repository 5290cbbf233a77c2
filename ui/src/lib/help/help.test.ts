/** The page that tells how it works, and the way there. */
import { opens, page, soon } from '../../gallery/testing';
import { t } from '$lib/text';
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

it('says to each word what it means', async () => {
  await opens('empty', 'how');
  const terms = page().getAllByRole('term');
  expect(terms.map((term) => term.textContent)).toContain(t('ui.word.rc'));
  for (const term of terms) expect(term.nextElementSibling?.textContent.trim()).not.toBe('');
});

it('is opened from the field of commands, with the cursor on its title', async () => {
  const host = await opens('faults', 'details');
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.type(await screen.findByRole('combobox'), t('ui.place.how'));
  await userEvent.keyboard('{Enter}');
  const title = () => page().getByRole('heading', { level: 1 });
  await soon(() => expect(title().textContent).toBe(t('ui.place.how')));
  await soon(() => expect(document.activeElement).toBe(title()));
  expect(host.requests('route_set').at(-1)).toEqual({ partner_id: null, route: 'how' });
});
