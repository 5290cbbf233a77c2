/**
 * The shortcut that was pressed, on whatever layout: the letter that the key writes where that is a Latin one
 * (Dvorak, AZERTY), else the letter of its place (Cyrillic, Greek, Hebrew, Arabic).
 */

export interface Shortcut {
  /** A small letter, a digit, `+`, `-`, `=`, `,` or `enter`. */
  key: string;
  shift: boolean;
}

const isMac = (): boolean => /Macintosh|Mac OS X/.test(navigator.userAgent);

/**
 * What has keys, and which ones: the first are those that are shown where it is offered. `Mod` is Ctrl, and ⌘ on a
 * Mac. Nothing else names a key of the window.
 */
const keys = {
  palette: ['Mod K'],
  find: ['Mod F', '/'],
  new: ['Mod N'],
  tasks: ['Mod 1', 'Mod 2', 'Mod 3', 'Mod 4', 'Mod 5', 'Mod 6', 'Mod 7', 'Mod 8', 'Mod 9'],
  save: ['Mod S'],
  run: ['Mod Enter'],
  undo: ['Mod Z'],
  redo: ['Mod Shift Z', 'Mod Y'],
  back: ['Alt ArrowLeft'],
  forward: ['Alt ArrowRight'],
  rows: ['ArrowUp', 'ArrowDown'],
  remove: ['Delete'],
  larger: ['Mod +', 'Mod ='],
  smaller: ['Mod -'],
  usual: ['Mod 0'],
  settings: ['Mod ,'],
  close: ['Escape'],
  sheet: ['F1', '?'],
} as const satisfies Record<string, readonly string[]>;

/** Something that has keys of its own. */
export type Keyed = keyof typeof keys;

const all = (what: Keyed): readonly string[] => keys[what];

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
  '-': '−',
};

/** How its keys are written, the first ones or those at a place. */
export function keysOf(what: Keyed, at = 0): string {
  const parts = (all(what)[at] ?? '').split(' ');
  return parts.map((part) => (part === 'Mod' ? (isMac() ? '⌘' : 'Ctrl') : (signs[part] ?? part))).join(' ');
}

/** The same for `aria-keyshortcuts`. */
export function ariaKeysOf(what: Keyed, at = 0): string {
  const parts = (all(what)[at] ?? '').split(' ');
  const names: Readonly<Record<string, string>> = { Mod: isMac() ? 'Meta' : 'Control', '+': 'Plus' };
  return parts.map((part) => names[part] ?? part).join('+');
}

/** What a button with keys of its own says of them. */
export const keyed = (what: Keyed, name: string, at = 0) => ({
  title: `${name} (${keysOf(what, at)})`,
  'aria-keyshortcuts': ariaKeysOf(what, at),
});

/** Whether it is a key that needs no other. */
export const isKeyOf = (what: Keyed, event: KeyboardEvent): boolean => all(what).includes(event.key);

/** What a shortcut is for, and which of its keys it is. Shift makes no other one of it, but where that has a use. */
export function meaningOf({ key, shift }: Shortcut): { what: Keyed; at: number } | null {
  const find = (wanted: string): { what: Keyed; at: number } | null => {
    for (const what of Object.keys(keys) as Keyed[]) {
      const at = all(what).findIndex((one) => one.toLowerCase() === wanted);
      if (at >= 0) return { what, at };
    }
    return null;
  };
  return (shift ? find(`mod shift ${key}`) : null) ?? find(`mod ${key}`);
}

/** Whether the key belongs to an input method. WebKit says so of some keys by their code alone. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether keys write there: letters and signs alone are no shortcut then. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select'))
  );
}

/** Alt with an arrow, and not where it moves the cursor by words, as on a Mac. */
export function stepOf(event: KeyboardEvent, mac = isMac()): -1 | 1 | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isComposing(event)) return null;
  if (mac && isWriting(event.target)) return null;
  const pressed = `Alt ${event.key}`;
  return all('back').includes(pressed) ? -1 : all('forward').includes(pressed) ? 1 : null;
}

/** The shortcut that a key means, if it means one. */
export function shortcutOf(event: KeyboardEvent, mac = isMac()): Shortcut | null {
  if (isComposing(event)) return null;
  // AltGr writes letters; Windows says Ctrl and Alt of it.
  if (event.altKey || event.getModifierState('AltGraph')) return null;
  const [wanted, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (!wanted || other) return null;
  const key = nameOf(event);
  return key === null ? null : { key, shift: event.shiftKey };
}

function nameOf({ key, code, shiftKey }: KeyboardEvent): string | null {
  if (key === 'Enter') return 'enter';
  if (/^[a-z0-9+=,-]$/i.test(key)) return key.toLowerCase();
  // Digits need Shift on AZERTY, and are letters of their own in Czech.
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit && !shiftKey && [...key].length === 1) return digit;
  // Signs and accented letters stand on other keys' places: `;` is on Z of Dvorak, `à` on that of BÉPO.
  const isForeign = key === 'Unidentified' || (/\p{Letter}/u.test(key) && !/\p{Script=Latin}/u.test(key));
  return isForeign ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null) : null;
}
