/** Asks again and again, but only while the page is shown and its window is in sight. */

/** After a failure the pause doubles, up to this one. */
const LONGEST_PAUSE_MS = 60_000;

export class Poll {
  private pause: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When it is time to ask. Kept while nobody looks: coming back does not begin the pause anew. */
  private dueAt = 0;
  private failures = 0;
  private isWatched = false;
  private isAsking = false;

  /** `ask` says whether it had an answer. */
  constructor(private readonly ask: () => Promise<boolean>) {}

  /** Whether there is anything to ask. */
  get isWanted(): boolean {
    return this.pause !== null;
  }

  /** The page is shown. Gives back how to end. */
  watch(): () => void {
    const see = () => this.plan();
    this.isWatched = true;
    document.addEventListener('visibilitychange', see);
    this.plan();
    return () => {
      this.isWatched = false;
      document.removeEventListener('visibilitychange', see);
      this.plan();
    };
  }

  /** How long to wait between 2 questions; `null` to ask no more. A pause that goes on is not begun anew. */
  every(pause: number | null): void {
    if (pause === this.pause) return;
    this.pause = pause;
    this.failures = 0;
    this.dueAt = Date.now() + (pause ?? 0);
    this.plan();
  }

  private plan(): void {
    clearTimeout(this.timer);
    if (!this.isWatched || this.isAsking || this.pause === null || document.hidden) return;
    this.timer = setTimeout(() => void this.fire(), Math.max(0, this.dueAt - Date.now()));
  }

  private async fire(): Promise<void> {
    this.isAsking = true;
    const isAnswered = await this.ask();
    this.isAsking = false;
    this.failures = isAnswered ? 0 : this.failures + 1;
    const pause = this.pause ?? 0;
    // A pause that is longer from the start stays as it is.
    this.dueAt = Date.now() + Math.min(pause * 2 ** this.failures, Math.max(pause, LONGEST_PAUSE_MS));
    this.plan();
  }
}
