// What a person would see as broken: a text that is cut without an ellipsis, two texts over each other, a page that
// scrolls sideways. Gives a list of texts.
const faults = [];
const nameOf = (element) => `<${element.localName} ${element.className}> “${element.textContent.trim().slice(0, 40)}”`;

const isShown = (element) => {
  if (element.closest('[aria-hidden=true], .vh, svg, [hidden]')) return false;
  const style = getComputedStyle(element);
  return style.visibility === 'visible' && style.display !== 'none' && element.getClientRects().length > 0;
};

for (const element of document.querySelectorAll('body *')) {
  if (!isShown(element) || element.matches('input, textarea, select, pre, code')) continue;
  const style = getComputedStyle(element);
  const isCut = ['hidden', 'clip'].includes(style.overflowX) && style.textOverflow !== 'ellipsis';
  const isOneLine = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
  if (isCut && isOneLine) faults.push(`cut: ${nameOf(element)}`);
}

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
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (at && box.width > 2 && (element.contains(at) || at.contains(element))) lines.push({ box, element });
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
