type Pane = 'isSidebarOpen' | 'isPreviewOpen';

/** What is open over the page. In a narrow window the sidebar and the pane at the right are closed until then. */
export class Layout {
  isSidebarOpen = $state(false);
  isPreviewOpen = $state(false);
  isPaletteOpen = $state(false);
  isImportOpen = $state(false);
  areKeysOpen = $state(false);

  /** What was opened over the page, the latest last, and the button that opened it. */
  private opened: { pane: Pane; by: HTMLElement | undefined }[] = [];

  toggleSidebar(by?: HTMLElement): void {
    this.toggle('isSidebarOpen', by);
  }

  togglePreview(by?: HTMLElement): void {
    this.toggle('isPreviewOpen', by);
  }

  /** Closed by a button of its own, which goes with it. */
  closePreview(): void {
    const by = this.opened.find((one) => one.pane === 'isPreviewOpen')?.by;
    this.isPreviewOpen = false;
    this.opened = this.opened.filter((one) => one.pane !== 'isPreviewOpen');
    by?.focus();
  }

  private toggle(pane: Pane, by?: HTMLElement): void {
    this[pane] = !this[pane];
    this.opened = this.opened.filter((one) => one.pane !== pane);
    if (this[pane]) this.opened.push({ pane, by });
  }

  /** Closes what was opened last, and gives the focus back to its button. Says whether there was one. */
  closeLast(): boolean {
    const last = this.opened.pop();
    if (!last) return false;
    this[last.pane] = false;
    last.by?.focus();
    return true;
  }

  /** Another page comes: its own content is what is shown first. */
  closePanes(): void {
    this.isSidebarOpen = false;
    this.isPreviewOpen = false;
    this.opened = [];
  }
}
