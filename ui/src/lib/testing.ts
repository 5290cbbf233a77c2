/** What jsdom lacks and the page uses. */
import { vi } from 'vitest';

Element.prototype.scrollIntoView = vi.fn();
Element.prototype.setPointerCapture = vi.fn();
URL.createObjectURL = () => 'blob:test';
URL.revokeObjectURL = () => undefined;
