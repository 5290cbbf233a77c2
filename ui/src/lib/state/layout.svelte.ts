/** What is open over the page. In a narrow window the sidebar and the pane at the right are closed until then. */
export class Layout {
  isSidebarOpen = $state(false);
  isPreviewOpen = $state(false);
  isPaletteOpen = $state(false);
  isImportOpen = $state(false);
  areKeysOpen = $state(false);

  toggleSidebar(): void {
    this.isSidebarOpen = !this.isSidebarOpen;
  }

  togglePreview(): void {
    this.isPreviewOpen = !this.isPreviewOpen;
  }

  /** Another page comes: its own content is what is shown first. */
  closePanes(): void {
    this.isSidebarOpen = false;
    this.isPreviewOpen = false;
  }
}
