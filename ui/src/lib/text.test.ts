import { capital, date, when } from './dates';
import { transforms } from './made-up-languages';
import { speak, t } from './text';
import { expect, it } from 'vitest';

it('fills in values and chooses the plural', () => {
  expect(t('ui.next', { page: 'Logo' })).toBe('Next: Logo');
  expect(t('ui.save.changes', { count: 1 })).toBe('1 field will change');
  expect(t('ui.save.changes', { count: 3 })).toBe('3 fields will change');
});

it('says dates as people do', () => {
  const now = new Date(2026, 10, 24, 15, 0);
  // In whatever language this computer speaks.
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  expect(when(new Date(2026, 10, 24, 14, 32).getTime(), now)).toContain(relative.format(0, 'day'));
  expect(when(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe(relative.format(-1, 'day'));
  expect(when(new Date(2026, 10, 25, 0, 1).getTime(), now)).toBe(relative.format(1, 'day'));
  expect(date(new Date(2026, 9, 12).getTime(), now)).not.toContain('2026');
  expect(date(new Date(2025, 9, 12).getTime(), now)).toContain('2025');
  expect(capital('today')).toBe('Today');
});

it('gives longer words and words from right to left in the languages that are made up for tests', async () => {
  expect(transforms.accented('Save').length).toBeGreaterThanOrEqual('Save'.length * 1.4);
  await speak('accented');
  expect(t('ui.next', { page: 'Logo' })).toMatch(/Logo/);
  expect(t('ui.next', { page: 'Logo' })).not.toContain('Next');
  await speak('mirrored');
  expect([document.documentElement.dir, t('ui.cancel')]).toEqual(['rtl', '\u202eCancel\u202c']);
});
