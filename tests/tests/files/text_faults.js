// What a person would see as broken: a text that is cut without an ellipsis, two texts over each other, a page that
// scrolls sideways. Gives a list of texts.
const faults = [];
const nameOf = (element) => `<${element.localName} ${element.className}> “${element.textContent.trim().slice(0, 40)}”`;

const isShown = (element) => {
  if (element.closest('[aria-hidden=true], .vh, svg, [hidden]')) return false;
  const style = getComputedStyle(element);
  return style.visibility === 'visible' && style.display !== 'none' && element.getClientRects().length > 0;
};

/** What of a box can be seen, and whether something cuts it where it can't be scrolled to. */
const seenOf = (box, element) => {
  let { left, right, top, bottom } = box;
  let isCut = false;
  for (let around = element; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    const frame = around.getBoundingClientRect();
    const says = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    if (style.overflowX !== 'visible') {
      const hides = ['hidden', 'clip'].includes(style.overflowX) && !says;
      if (hides && frame.width > 1 && (left < frame.left - 1 || right > frame.right + 1)) isCut = true;
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
    }
    if (style.overflowY !== 'visible') {
      const hides = ['hidden', 'clip'].includes(style.overflowY) && !says;
      if (hides && frame.height > 1 && (top < frame.top - 4 || bottom > frame.bottom + 4)) isCut = true;
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
  }
  return { left, right, top, bottom, isCut };
};

for (const scrolled of document.querySelectorAll('.scroll, #main'))
  if (scrolled.scrollWidth > scrolled.clientWidth + 1) faults.push(`scrolls sideways: ${nameOf(scrolled)}`);

// Each line of text with the element that it stands in, where it can be seen.
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.data.trim() || !element || !isShown(element) || element.closest('option')) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    const seen = seenOf(box, element);
    if (seen.right - seen.left < 2 || seen.bottom - seen.top < 2) continue;
    const at = document.elementFromPoint((seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
    if (!at || !(element.contains(at) || at.contains(element))) continue;
    if (seen.isCut) faults.push(`cut: ${nameOf(element)}`);
    lines.push({ box: seen, element });
  }
}
// Letters reach over their line by some pixels without being read worse.
const SLACK = 4;
lines.forEach((one, at) => {
  for (const other of lines.slice(at + 1)) {
    if (one.element === other.element) continue;
    const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    if (wide > SLACK && high > SLACK) faults.push(`overlaps: ${nameOf(one.element)} and ${nameOf(other.element)}`);
  }
});
return [...new Set(faults)];
