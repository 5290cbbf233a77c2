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

/** How a shortcut is written. */
export function keysOf(keys: string): string {
  return `${isMac() ? '⌘' : 'Ctrl'} ${keys}`;
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
  return event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
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
