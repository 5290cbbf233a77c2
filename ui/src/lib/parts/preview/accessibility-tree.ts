/** What a screen reader is given, as text that can be compared. */
import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
  isInaccessible,
} from 'dom-accessibility-api';

const silent = new Set(['generic', 'presentation', 'none', 'paragraph']);
const states = ['aria-pressed', 'aria-expanded', 'aria-invalid'];

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function line(element: Element, role: string): string {
  const name = tidy(computeAccessibleName(element));
  const description = tidy(computeAccessibleDescription(element));
  const set = states.filter((state) => element.hasAttribute(state));
  return [
    role,
    ...(name ? [JSON.stringify(name)] : []),
    ...(description ? [`(${description})`] : []),
    ...set.map((state) => `[${state.slice(5)}=${element.getAttribute(state)}]`),
  ].join(' ');
}

function lines(node: Node, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (node.nodeType === Node.TEXT_NODE) {
    const text = tidy(node.textContent ?? '');
    return text ? [`${indent}${text}`] : [];
  }
  if (!(node instanceof Element) || isInaccessible(node)) return [];
  const role = getRole(node);
  const isSaid = role !== null && !silent.has(role);
  const below = [...node.childNodes].flatMap((child) => lines(child, depth + (isSaid ? 1 : 0)));
  if (!isSaid) return below;
  // A button says its text once.
  const isOnlyName = tidy(below.join(' ')) === tidy(computeAccessibleName(node));
  return [`${indent}${line(node, role)}`, ...(isOnlyName ? [] : below)];
}

/** Role, name, description and text of `root` and everything in it, each on a line, indented by depth. */
export function accessibilityTree(root: Element): string {
  return lines(root, 0).join('\n');
}
