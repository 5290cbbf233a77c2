/** Theme and size of the window. */
import type { Desk } from './desk.svelte';
import { backend, type Theme } from '$lib/backend';

export class Look {
  constructor(private readonly desk: Desk) {}

  /** Shows the theme that is set. */
  apply(): void {
    const theme = this.desk.app.start?.settings.theme;
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }

  async set(theme: Theme, zoom: number): Promise<void> {
    const settings = await this.desk.status.attempt(() => backend.call('settings_set', { theme, zoom }));
    if (!settings || !this.desk.app.start) return;
    this.desk.app.start = { ...this.desk.app.start, settings };
    this.apply();
  }

  /** Larger or smaller by a step, or back to the usual size. */
  zoomBy(step: number): void {
    const settings = this.desk.app.start?.settings;
    if (!settings) return;
    const zoom = step === 0 ? 1 : Math.round((settings.zoom + step) * 10) / 10;
    void this.set(settings.theme, zoom);
  }
}
