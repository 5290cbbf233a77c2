const LINE_PX = 40;

/** The keys that turn pages, for what stands below the title: the cursor begins on that, and it stands still. */
export function scrollByKey(event: KeyboardEvent, scroller: HTMLElement | undefined): void {
  if (!scroller || event.ctrlKey || event.metaKey || event.altKey) return;
  const page = scroller.clientHeight * 0.9;
  const ways: Readonly<Record<string, number>> = {
    PageDown: page,
    PageUp: -page,
    ' ': event.shiftKey ? -page : page,
    ArrowDown: LINE_PX,
    ArrowUp: -LINE_PX,
    End: scroller.scrollHeight,
    Home: -scroller.scrollHeight,
  };
  const way = ways[event.key];
  if (way === undefined) return;
  event.preventDefault();
  scroller.scrollTop += way;
}
