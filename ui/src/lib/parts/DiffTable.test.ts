/** Long texts beside each other. */
import DiffTable from './DiffTable.svelte';
import type { PlanRow } from '$lib/backend';
import { t } from '$lib/text';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

const sentence = 'Skills tests that your candidates take at home. '.repeat(6);
const value = (text: string) => ({ form: 'text' as const, text, logo: '' });
const row = (field: 'name' | 'description', was: string, now: string): PlanRow =>
  ({ field, label: field, remote: value(was), draft: value(now), seen: null }) as PlanRow;

const cells = (field: string) => [...document.querySelectorAll(`[data-field=${field}] td`)];
const marked = (field: string) =>
  [...document.querySelectorAll(`[data-field=${field}] mark`)].map((mark) => mark.textContent);
const whole = (field: string) => screen.queryByRole('button', { name: `${t('ui.diff.whole')}: ${field}` });

describe('a table of changes', () => {
  const [was, now] = [
    `${sentence}A skipper wrote it. ${sentence}`,
    `${sentence}A skier wrote it. ${sentence}`,
  ];

  beforeEach(() => {
    const rows = [row('name', 'Harbour', 'Harbour Tests'), row('description', was, now)];
    render(DiffTable, { rows, testid: 'changes', from: 'Now', to: 'Draft' });
  });

  it('shows the word that was changed in a long text, and what is around it', () => {
    expect(marked('description')).toEqual(['skipper', 'skier']);
    for (const cell of [cells('description')[1], cells('description')[3]]) {
      expect(cell?.textContent).toMatch(/^\s*….*A (skipper|skier) wrote it\..*…\s*$/);
      expect(cell?.textContent.length).toBeLessThan(130);
    }
  });

  it('shows all of a long text when that is asked for, and keeps the focus there', async () => {
    await userEvent.click(whole('description') as HTMLElement);
    expect(cells('description')[1]?.textContent.trim()).toBe(was.trim());
    expect(cells('description')[3]?.textContent.trim()).toBe(now.trim());
    const less = screen.getByRole('button', { name: `${t('ui.diff.less')}: description` });
    expect(document.activeElement).toBe(less);
    await userEvent.click(less);
    expect(marked('description')).toEqual(['skipper', 'skier']);
  });

  it('shows short texts whole, without a button', () => {
    expect(cells('name')[3]?.textContent).toContain('Harbour Tests');
    expect(whole('name')).toBeNull();
  });
});
