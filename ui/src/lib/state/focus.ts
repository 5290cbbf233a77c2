/** Puts the cursor into a field, or on the title of the page, and brings it into view. */
export function focusField(field?: string): boolean {
  const element = field ? document.getElementById(`field-${field}`) : null;
  const inner = element?.querySelector<HTMLElement>('input, textarea, button, select, a');
  const target = inner ?? element ?? document.querySelector<HTMLElement>('#main h1');
  target?.focus();
  target?.scrollIntoView({ block: field ? 'center' : 'nearest' });
  return target !== null && (element !== null || !field);
}

/** Whether the element with the focus has gone: only then is the focus moved. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
