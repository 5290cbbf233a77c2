/** The frame of a page. */
import { opens } from '../../gallery/testing';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';

it('is scrolled by the usual keys while the cursor is on its title', async () => {
  await opens('faults', 'activity');
  const scroller = document.querySelector('#main .scroll');
  if (!scroller) throw new Error('There is no page');
  vi.spyOn(scroller, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(scroller, 'scrollHeight', 'get').mockReturnValue(2000);
  document.querySelector<HTMLElement>('#main h1')?.focus();
  const after = async (keys: string) => {
    await userEvent.keyboard(keys);
    return scroller.scrollTop;
  };
  expect(await after('{PageDown}')).toBe(360);
  expect(await after('{ArrowDown}')).toBe(400);
  expect(await after('{PageUp}{ArrowUp}')).toBe(0);
  expect(await after('{End}')).toBe(2000);
  expect(await after('{Home}')).toBe(0);
  expect(await after('{Control>}{PageDown}{/Control}')).toBe(0);
});
