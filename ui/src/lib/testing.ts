/** What jsdom lacks and the page uses; and a test of a fake host fails when a command had no answer. */
import { takeUnanswered } from '$lib/backend/fake/host';
import { afterEach, expect, vi } from 'vitest';

Element.prototype.scrollIntoView = vi.fn();
Element.prototype.setPointerCapture = vi.fn();
window.ResizeObserver ??= class {
  observe = (): void => undefined;
  unobserve = (): void => undefined;
  disconnect = (): void => undefined;
};
URL.createObjectURL = () => 'blob:test';
URL.revokeObjectURL = () => undefined;

afterEach(() => expect(takeUnanswered(), 'commands without an answer').toEqual([]));
