/**
 * How a person places the drawing in its square. What they want is shown at once and sent when they rest; it stays
 * in sight until the core has it, so an answer to something older never moves the drawing back.
 */
import type { LogoLimits, LogoPlacement } from '$lib/backend';

/** How long a person rests before what they want is sent. */
export const REST = 250;

export interface Placed {
  placement: LogoPlacement;
  limits: LogoLimits;
}

const usual: LogoPlacement = { padding: null, zoom: 1, shift_x: 0, shift_y: 0 };

/** The nearest placement that the core follows, without the digits that sums of shares leave. */
export function clamped(placement: LogoPlacement, limits: LogoLimits): LogoPlacement {
  const within = (value: number, least: number, most: number): number =>
    Math.round(Math.min(most, Math.max(least, value)) * 10_000) / 10_000;
  const { padding, zoom, shift_x, shift_y } = placement;
  return {
    padding: padding === null ? null : within(padding, 0, limits.max_padding),
    zoom: within(zoom, limits.min_zoom, limits.max_zoom),
    shift_x: within(shift_x, -1, 1),
    shift_y: within(shift_y, -1, 1),
  };
}

/**
 * What brings a drawing that stands as `from` to where it stands as `to`, with the middle of the square as its
 * origin. How far the file's frame is from the drawing is not known here: between the two, only the zoom counts.
 */
export function transformOf(from: LogoPlacement, to: LogoPlacement): string {
  const share = ({ padding, zoom }: LogoPlacement): number => zoom * (1 - 2 * (padding ?? 0));
  const isSameFrame = (from.padding === null) === (to.padding === null);
  const scale = isSameFrame ? share(to) / share(from) : to.zoom / from.zoom;
  const percent = (start: number, end: number): string => `${(end - start * scale) * 100}%`;
  const x = percent(from.shift_x, to.shift_x);
  return `translate(${x}, ${percent(from.shift_y, to.shift_y)}) scale(${scale})`;
}

const isSame = (one: LogoPlacement, other: LogoPlacement): boolean =>
  one.padding === other.padding &&
  one.zoom === other.zoom &&
  one.shift_x === other.shift_x &&
  one.shift_y === other.shift_y;

export class Placing {
  /** What the person wants, until the core has done it. */
  private wish = $state.raw<LogoPlacement | null>(null);
  /** Where the drawing stood when it was taken hold of. */
  private held: { from: LogoPlacement; wish: LogoPlacement | null } | null = null;
  private isSent = true;
  /** How many placements have no answer yet. */
  private going = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly kept: () => Placed | null,
    private readonly send: (placement: LogoPlacement) => Promise<void>,
  ) {}

  /** How the drawing is shown. */
  get shown(): LogoPlacement {
    return this.wish ?? this.kept()?.placement ?? usual;
  }

  /** Whether the person moves the drawing, and the core doesn't have that yet. */
  get isMoving(): boolean {
    return this.wish !== null;
  }

  /** Changes some of it. Changes that follow each other closely are sent as one. */
  set(changes: Partial<LogoPlacement>): void {
    const kept = this.kept();
    if (!kept) return;
    this.wish = clamped({ ...this.shown, ...changes }, kept.limits);
    this.isSent = false;
    clearTimeout(this.timer);
    // What is held is sent when it is let go, so that it can still be taken back.
    if (!this.held) this.timer = setTimeout(() => this.flush(), REST);
  }

  /** Back to where the drawing stands without a person's hand; the space around it stays. */
  reset(): void {
    this.set({ zoom: 1, shift_x: 0, shift_y: 0 });
  }

  /** Takes hold of the drawing. */
  grab(): void {
    this.held = { from: this.shown, wish: this.wish };
    clearTimeout(this.timer);
  }

  /** Moves what is held, in shares of the side from where it was taken hold of. */
  pull(x: number, y: number): void {
    if (!this.held) return;
    const { shift_x, shift_y } = this.held.from;
    this.set({ shift_x: shift_x + x, shift_y: shift_y + y });
  }

  /** Lets the drawing go where it is. */
  release(): void {
    this.held = null;
    this.flush();
  }

  /** Lets the drawing go where it was taken hold of. */
  takeBack(): void {
    const held = this.held;
    if (!held) return;
    this.wish = held.wish;
    this.release();
  }

  /** Sends what is not sent yet. */
  flush(): void {
    clearTimeout(this.timer);
    const wish = this.wish;
    if (this.isSent || !wish) return;
    this.isSent = true;
    const kept = this.kept()?.placement;
    if (this.going === 0 && kept && isSame(kept, wish)) {
      this.wish = null;
      return;
    }
    this.going++;
    void this.send(wish).finally(() => {
      this.going--;
      // Something newer stays in sight until it has an answer of its own.
      if (this.wish === wish) this.wish = null;
    });
  }

  /** Forgets what is not done yet. */
  drop(): void {
    clearTimeout(this.timer);
    this.held = null;
    this.wish = null;
    this.isSent = true;
  }
}
