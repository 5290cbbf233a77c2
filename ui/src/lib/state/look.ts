/** Theme and size of the window. */
import type { Desk } from './desk.svelte';
import { backend, type Settings } from '$lib/backend';

export class Look {
  /** What was asked for last, until the core has answered: what is pressed next goes on from there. */
  private wanted: Settings | null = null;
  /** Counts what was asked: an older answer doesn't replace a newer one. */
  private asked = 0;
  private answered = 0;

  constructor(private readonly desk: Desk) {}

  /** Shows the theme that is set. */
  apply(): void {
    const theme = this.desk.app.start?.settings.theme;
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }

  async set(change: Partial<Settings>): Promise<void> {
    const { desk } = this;
    const before = this.wanted ?? desk.app.start?.settings;
    if (!before) return;
    const wanted = { ...before, ...change };
    this.wanted = wanted;
    const asked = ++this.asked;
    const settings = await desk.status.attempt(() => backend.call('settings_set', wanted));
    if (asked === this.asked) this.wanted = null;
    if (!settings || !desk.app.start || asked < this.answered) return;
    this.answered = asked;
    // Every text that is shown was made in the language before.
    if (settings.language !== desk.app.start.settings.language) return window.location.reload();
    desk.app.start = { ...desk.app.start, settings };
    this.apply();
  }

  /** Larger or smaller by a step, or back to the usual size. */
  zoomBy(step: number): void {
    const settings = this.wanted ?? this.desk.app.start?.settings;
    if (!settings) return;
    const zoom = step === 0 ? 1 : Math.round((settings.zoom + step) * 10) / 10;
    void this.set({ zoom });
  }
}
