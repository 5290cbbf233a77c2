import { capital, date, when } from './dates';
import { counted, t } from './text';
import { expect, it } from 'vitest';

it('fills names in and leaves unknown ones to be seen', () => {
  expect(t('ui.next', { page: 'Logo' })).toBe('Next: Logo');
  expect(t('ui.next')).toBe('Next: {page}');
  expect(counted('ui.save.changes', 1)).toBe('1 field will change');
  expect(counted('ui.save.changes', 3)).toBe('3 fields will change');
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
