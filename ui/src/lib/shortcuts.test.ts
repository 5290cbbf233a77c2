/** Which shortcut a key means, on the layouts that people use. */
import { ariaKeysOf, isComposing, keysOf, meaningOf, shortcutOf } from './shortcuts';
import { afterEach, describe, expect, it, vi } from 'vitest';

interface Press extends KeyboardEventInit {
  keyCode?: number;
}
const press = (init: Press) =>
  new KeyboardEvent('keydown', { ctrlKey: true, cancelable: true, bubbles: true, ...init });
const meant = (key: string, code: string, init: Press = {}) =>
  shortcutOf(press({ key, code, ...init }), false)?.key ?? null;

describe('a shortcut', () => {
  it.each([
    ['US', 'z', 'KeyZ', 'z'],
    ['US with caps lock', 'Z', 'KeyZ', 'z'],
    ['German', 'z', 'KeyY', 'z'],
    ['German', 'y', 'KeyZ', 'y'],
    ['AZERTY', 'z', 'KeyW', 'z'],
    ['AZERTY', 'w', 'KeyZ', 'w'],
    ['Dvorak', 'k', 'KeyV', 'k'],
    ['Dvorak', 'z', 'Slash', 'z'],
    ['Cyrillic', 'я', 'KeyZ', 'z'],
    ['Cyrillic with caps lock', 'Я', 'KeyZ', 'z'],
    ['Cyrillic', 'л', 'KeyK', 'k'],
    ['Greek', 'κ', 'KeyK', 'k'],
    ['Greek', 'ζ', 'KeyZ', 'z'],
    ['Hebrew', 'ז', 'KeyZ', 'z'],
    ['Hebrew', 'ל', 'KeyK', 'k'],
    ['Arabic', 'ن', 'KeyK', 'k'],
    ['Arabic, two letters on one key', 'لا', 'KeyB', 'b'],
    ['Georgian', 'ზ', 'KeyZ', 'z'],
    ['a key that is not told', 'Unidentified', 'KeyK', 'k'],
    ['US', '0', 'Digit0', '0'],
    ['AZERTY without Shift', 'à', 'Digit0', '0'],
    ['AZERTY without Shift', '&', 'Digit1', '1'],
    ['Czech without Shift', 'é', 'Digit0', '0'],
    ['Persian', '۰', 'Digit0', '0'],
    ['the number pad', '0', 'Numpad0', '0'],
    ['AZERTY, where minus is on 6', '-', 'Digit6', '-'],
    ['Czech, where plus is on 1', '+', 'Digit1', '+'],
    ['German', '-', 'Slash', '-'],
    ['Cyrillic', '-', 'Minus', '-'],
    ['the number pad', '+', 'NumpadAdd', '+'],
    ['any', 'Enter', 'Enter', 'enter'],
    ['any', 'Enter', 'NumpadEnter', 'enter'],
  ])('on %s: %s at %s is %s', (_, key, code, expected) => expect(meant(key, code)).toBe(expected));

  it.each([
    ['a sign that Dvorak has on Z', ';', 'KeyZ'],
    ['an accented letter that BÉPO has on Z', 'à', 'KeyZ'],
    ['a dead key that BÉPO has on Y', 'Dead', 'KeyY'],
    ['a letter of Hebrew that is a sign', '/', 'KeyQ'],
    ['Shift and a digit', ')', 'Digit0', { shiftKey: true }],
    ['a letter of another script that is on no letter', 'х', 'BracketLeft'],
    ['the key itself', 'Control', 'ControlLeft'],
    ['AltGr as Linux says it', 'z', 'KeyZ', { modifierAltGraph: true }],
    ['AltGr as Windows says it', 'z', 'KeyZ', { altKey: true }],
    ['a key that the input method has', 'z', 'KeyZ', { isComposing: true }],
    ['a key that WebKit says the input method has', 'z', 'KeyZ', { keyCode: 229 }],
    ['the same under its name', 'Process', 'KeyZ'],
    ['no modifier', 'z', 'KeyZ', { ctrlKey: false }],
    ['the key of the desktop', 'z', 'KeyZ', { ctrlKey: false, metaKey: true }],
    ['both', 'z', 'KeyZ', { metaKey: true }],
  ] as [string, string, string, Press?][])('is not %s', (_, key, code, init) =>
    expect(meant(key, code, init)).toBeNull(),
  );

  it('is pressed with Command on macOS, where Control moves in a text', () => {
    expect(shortcutOf(press({ key: 'k', code: 'KeyK', ctrlKey: false, metaKey: true }), true)?.key).toBe('k');
    expect(shortcutOf(press({ key: 'k', code: 'KeyK' }), true)).toBeNull();
  });

  it('tells whether Shift was held', () => {
    expect(shortcutOf(press({ key: 'Z', code: 'KeyZ', shiftKey: true }), false)).toEqual({
      key: 'z',
      shift: true,
    });
    expect(shortcutOf(press({ key: 'Я', code: 'KeyZ', shiftKey: true }), false)).toEqual({
      key: 'z',
      shift: true,
    });
  });
});

describe('what a shortcut is for', () => {
  it.each([
    ['z', false, 'undo', 0],
    ['z', true, 'redo', 0],
    ['y', false, 'redo', 1],
    ['s', true, 'save', 0],
    ['enter', false, 'run', 0],
    ['9', false, 'tasks', 8],
    ['=', false, 'larger', 1],
    ['+', true, 'larger', 0],
  ])('%s with Shift %s: %s', (key, shift, what, at) => {
    expect(meaningOf({ key, shift })).toEqual({ what, at });
  });

  it('is nothing for a key that stands for nothing', () => {
    expect([meaningOf({ key: 'q', shift: false }), meaningOf({ key: 'q', shift: true })]).toEqual([
      null,
      null,
    ]);
  });
});

describe('shortcuts as they are written', () => {
  afterEach(() => vi.restoreAllMocks());

  it('name the key of this system', () => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (X11; Linux x86_64)');
    expect(keysOf('palette')).toBe('Ctrl K');
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15)');
    expect(keysOf('palette')).toBe('⌘ K');
    expect(ariaKeysOf('redo')).toBe('Meta+Shift+Z');
  });

  it('have signs for the eye, and names for screen readers', () => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (X11; Linux x86_64)');
    expect([keysOf('run'), keysOf('redo', 1), keysOf('back'), keysOf('smaller')]).toEqual([
      'Ctrl ↵',
      'Ctrl Y',
      'Alt ←',
      'Ctrl −',
    ]);
    expect([ariaKeysOf('run'), ariaKeysOf('larger'), ariaKeysOf('tasks', 2), ariaKeysOf('sheet')]).toEqual([
      'Control+Enter',
      'Control+Plus',
      'Control+3',
      'F1',
    ]);
  });
});

it('a key of an input method is told by either mark', () => {
  expect(isComposing(press({ key: 'a', isComposing: true }))).toBe(true);
  expect(isComposing(press({ key: 'a', keyCode: 229 }))).toBe(true);
  expect(isComposing(press({ key: 'a' }))).toBe(false);
});
