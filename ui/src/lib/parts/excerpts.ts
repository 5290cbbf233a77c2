/** Two texts beside each other, as the place shows them where they differ. */

import type { ValueView } from '$lib/backend';

/** A text in three parts: what differs from the other one stands between what both share. */
export interface Excerpt {
  before: string;
  differs: string;
  after: string;
}
export interface Excerpts {
  one: Excerpt;
  other: Excerpt;
  /** Whether anything is left out. */
  isCut: boolean;
}

/** In characters as people count them. */
export interface Room {
  /** A text of at most this length is shown whole. */
  whole: number;
  /** What is shown of the text around the difference, on each side. */
  around: number;
}
const ROOM: Room = { whole: 160, around: 48 };
const GAP = '…';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const charactersOf = (text: string): string[] => [...graphemes.segment(text)].map((part) => part.segment);
const isSpace = (character: string | undefined): boolean => character !== undefined && /^\s/.test(character);

/** The same of two values, where both are texts. */
export function beside(one: ValueView, other: ValueView, room?: Room): Excerpts | undefined {
  const areTexts = [one, other].every(({ form }) => form === 'text' || form === 'mono');
  return areTexts ? excerpts(one.text, other.text, room) : undefined;
}

/** How the two are shown. Where nothing is cut, the parts of each make up the whole text. */
export function excerpts(one: string, other: string, room = ROOM): Excerpts {
  const [mine, theirs] = [charactersOf(one), charactersOf(other)];
  const [start, end] = shared(mine, theirs, room.around / 2);
  const isCut = one !== other && Math.max(mine.length, theirs.length) > room.whole;
  const shown = (all: string[]): Excerpt => {
    const parts = [
      all.slice(0, start),
      all.slice(start, all.length - end),
      all.slice(all.length - end),
    ] as const;
    const [before, differs, after] = isCut
      ? [lastOf(parts[0], room.around), middleOf(parts[1], room), firstOf(parts[2], room.around)]
      : parts;
    return { before: before.join(''), differs: differs.join(''), after: after.join('') };
  };
  return { one: shown(mine), other: shown(theirs), isCut };
}

/** How many characters are the same at the start and at the end of both, up to whole words of at most `word`. */
function shared(one: string[], other: string[], word: number): [number, number] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const toWord = (count: number, edge: (at: number) => string | undefined): number => {
    for (let at = count; at > 0 && count - at <= word; at -= 1) if (isSpace(edge(at))) return at;
    return count <= word ? 0 : count;
  };
  return [toWord(start, (at) => one[at - 1]), toWord(end, (at) => one.at(-at))];
}

function firstOf(all: string[], most: number): string[] {
  return all.length <= most ? all : [...all.slice(0, most), GAP];
}

function lastOf(all: string[], most: number): string[] {
  return all.length <= most ? all : [GAP, ...all.slice(-most)];
}

/** A long difference shows its two ends. */
function middleOf(all: string[], { whole, around }: Room): string[] {
  if (all.length <= whole) return all;
  return [...all.slice(0, whole - around), ` ${GAP} `, ...all.slice(-around)];
}
