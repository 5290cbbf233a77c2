import { FocusKeeper, isFocusNowhere } from './kept-focus';

/** Puts the cursor into a field, or on the title of the page, and brings it into view. */
export function focusField(field?: string): boolean {
  const element = field ? document.getElementById(`field-${field}`) : null;
  const inner = element?.querySelector<HTMLElement>('input, textarea, button, select, a');
  const target = inner ?? element ?? document.querySelector<HTMLElement>('#main h1');
  target?.focus();
  target?.scrollIntoView({ block: field ? 'center' : 'nearest' });
  return target !== null && (element !== null || !field);
}

let keeper: FocusKeeper | undefined;

/** From now on the focus is kept on the page. Gives back how to stop. */
export function keepFocus(): () => void {
  keeper = new FocusKeeper(() => focusField());
  return keeper.start();
}

/**
 * Whether the element with the focus has gone: only then is the focus moved. The closest place may have it meanwhile,
 * which gives way to the one that is meant.
 */
export function isFocusLost(): boolean {
  return isFocusNowhere() || keeper?.isPut() === true;
}
