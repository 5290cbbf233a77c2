/** Whether something stands over the page that keys and pastes belong to: a dialog, a menu, the palette. */
export const isCovered = (): boolean =>
  document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
