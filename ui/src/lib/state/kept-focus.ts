/**
 * Keeps the focus on the page. The element that has it may go: its button is replaced by the result, its row is removed,
 * its dialog closes over a list that is gone. Then the focus goes to the closest place that is still there.
 */

/** An element, and where it stood. */
interface Step {
  element: Element;
  parent: Element;
  before: Element[];
}
/** The element that had the focus, and all that it stood in, from the inside out. */
type Place = readonly Step[];

const FOCUSABLE = 'a[href], button, input:not([type=file]), select, textarea, summary, [tabindex]';
const REGION = 'section, article, aside, [role=region], [role=dialog], [role=alertdialog]';
const ALERT = '[role=alert]';
const HEADING = 'h1, h2, h3, h4';

/** Whether no element has the focus. */
export function isFocusNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

export class FocusKeeper {
  private latest: Place = [];
  /** The latest place in the page itself: what a dialog was opened from. */
  private inPage: Place = [];
  /** Where the person was when they turned to an error. */
  private beforeAlert: Place = [];
  private put: Element | null = null;
  private readonly ending = new AbortController();

  /** `top` puts the focus on the title of the page. */
  constructor(private readonly top: () => void) {}

  /** Begins. Gives back how to stop. */
  start(): () => void {
    const { signal } = this.ending;
    const on = (kind: string, hear: (event: Event) => void) =>
      document.addEventListener(kind, hear, { signal, capture: true });
    on('focusin', (event) => this.note(event.target as Element));
    on('focusout', (event) => this.leave(event.target as Element));
    // The person goes on from where the focus was put: it is theirs now.
    for (const kind of ['keydown', 'pointerdown']) on(kind, () => (this.put = null));
    // No event tells in every browser that the element with the focus has gone.
    const observer = new MutationObserver(() => {
      // A page that has a better place for it goes first.
      if (isFocusNowhere() && this.latest.length > 0) setTimeout(() => this.bringBack(), 0);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      this.ending.abort();
      observer.disconnect();
    };
  }

  /** Whether the focus is where it was put for want of the element that had it. */
  isPut(): boolean {
    return this.put !== null && document.activeElement === this.put;
  }

  private note(target: Element): void {
    this.put = null;
    const from = this.latest[0]?.element;
    if (target.closest(ALERT) && !from?.closest(ALERT)) this.beforeAlert = this.latest;
    this.latest = placeOf(target);
    if (target.closest('main')) this.inPage = this.latest;
  }

  /** The person may leave an element for nothing, with a press beside it. */
  private leave(target: Element): void {
    queueMicrotask(() => {
      if (target.isConnected && isFocusNowhere()) this.latest = [];
    });
  }

  private bringBack(): void {
    if (!isFocusNowhere() || this.latest.length === 0) return;
    const isAlert = this.latest.some(
      ({ element, parent }) => element.matches(ALERT) || parent.matches(ALERT),
    );
    const places = [...(isAlert ? [this.beforeAlert] : []), this.latest, this.inPage];
    if (!places.some(nearest)) this.top();
    this.put = isFocusNowhere() ? null : document.activeElement;
  }
}

function placeOf(target: Element): Place {
  const place: Step[] = [];
  for (let element = target; element.parentElement; element = element.parentElement) {
    const parent = element.parentElement;
    const siblings = [...parent.children];
    place.push({ element, parent, before: siblings.slice(0, siblings.indexOf(element)) });
  }
  return place;
}

/** Puts the focus as close to a place as it goes. Says whether there was anything. */
function nearest(place: Place): boolean {
  const [first] = place;
  if (first?.element.isConnected && take(first.element)) return true;
  for (const { element, parent, before } of place) {
    if (!parent.isConnected) continue;
    // Beyond the page, the frame or a dialog nothing is close.
    if (parent.matches('main') || parent.querySelector('main')) return false;
    const siblings = [...parent.children];
    const last = before.findLast((one) => one.parentElement === parent);
    const at = last ? siblings.indexOf(last) + 1 : 0;
    const isThere = element.parentElement === parent;
    if (isThere && takeIn(element, 'last')) return true;
    if (takeIn(siblings[isThere ? at + 1 : at], 'first')) return true;
    // Rows are entered where they begin; of what is unlike it, the end is closest.
    if (takeIn(last, last?.tagName === element.tagName ? 'first' : 'last')) return true;
    if (parent.matches(REGION) && takeHeading(parent)) return true;
  }
  return false;
}

function take(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return document.activeElement === element;
}

function takeIn(element: Element | undefined, end: 'first' | 'last'): boolean {
  if (!element) return false;
  if (element.matches(REGION) && takeHeading(element)) return true;
  const inside = [element, ...element.querySelectorAll(FOCUSABLE)].filter((one) => one.matches(FOCUSABLE));
  return (end === 'first' ? inside : inside.reverse()).some(take);
}

function takeHeading(region: Element): boolean {
  const heading = region.querySelector(HEADING);
  if (heading && !heading.hasAttribute('tabindex')) heading.setAttribute('tabindex', '-1');
  return take(heading);
}
