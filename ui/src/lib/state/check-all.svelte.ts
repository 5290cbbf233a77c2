/** The checks of every partner, one partner after the other: services are not to be rushed. */
import { backend } from '$lib/backend';
import type { Desk } from './desk.svelte';
import { t } from '$lib/text';

export class CheckAll {
  /** Partners that are done, and all of them; `null` while nothing goes on. */
  progress = $state.raw<{ done: number; total: number; name: string } | null>(null);
  private isCanceled = false;
  private current: string | null = null;

  constructor(private readonly desk: Desk) {}

  async run(): Promise<void> {
    const { desk } = this;
    const all = desk.partners.all ?? [];
    if (this.progress || all.length === 0) return;
    this.isCanceled = false;
    desk.status.error = null;
    let ready = 0;
    let done = 0;
    for (const { id, title } of all) {
      if (this.isCanceled) break;
      this.progress = { done, total: all.length, name: title };
      this.current = id;
      const run = await desk.status.read(() => backend.call('readiness_run', { partner_id: id }));
      // What failed is shown; the others are checked all the same.
      if (run?.is_ready) ready += 1;
      done += 1;
      await desk.partners.readAgain();
    }
    this.current = null;
    this.progress = null;
    const key = this.isCanceled ? 'ui.partners.check_all.stopped' : 'ui.partners.check_all.done';
    desk.status.news = { text: t(key, { ready, checked: t('ui.partners.checked', { count: done }) }) };
  }

  async cancel(): Promise<void> {
    this.isCanceled = true;
    const partner_id = this.current;
    if (partner_id) await this.desk.status.read(() => backend.call('readiness_cancel', { partner_id }));
  }
}
