/** How two texts are shown beside each other: by rules that hold for any two. */
import { excerpts, type Excerpt, type Room } from './excerpts';
import { describe, expect, it } from 'vitest';

const whole = ({ before, differs, after }: Excerpt) => before + differs + after;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const charactersOf = (text: string) => [...segmenter.segment(text)].map((part) => part.segment);

/** Characters of one, two and many units: a flag, a family, an accent of its own, half of nothing. */
const ALPHABET = ['a', 'b', ' ', '\n', 'é', 'e\u0301', '👩‍👩‍👧‍👦', '🇳🇱', '👍🏽', '漢', '𝒳', '\ud83d'];
const ROOM: Room = { whole: 12, around: 4 };

/** Texts that look random and are the same each time. */
function* pairs(count: number): Generator<[string, string]> {
  let seed = 7;
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const text = (most: number) =>
    Array.from({ length: next(most) }, () => ALPHABET[next(ALPHABET.length)] ?? '').join('');
  for (let made = 0; made < count; made += 1) {
    const [start, end] = [text(20), text(20)];
    yield [start + text(6) + end, start + text(6) + end];
  }
}

describe('two texts beside each other', () => {
  it('show where they differ, whatever they are', () => {
    for (const [one, other] of pairs(800)) {
      const shown = excerpts(one, other, ROOM);
      const said = JSON.stringify([one, other, shown]);
      expect(shown.one.differs === shown.other.differs, said).toBe(one === other);
      expect(shown.one.before, said).toBe(shown.other.before);
      expect(shown.one.after, said).toBe(shown.other.after);
      if (!shown.isCut) expect([whole(shown.one), whole(shown.other)], said).toEqual([one, other]);
    }
  });

  it('are never cut within a character', () => {
    for (const [one, other] of pairs(800)) {
      const shown = excerpts(one, other, ROOM).one;
      const known = new Set([...charactersOf(one), '…', ' ']);
      const parts = [shown.before, shown.differs, shown.after];
      for (const character of parts.flatMap(charactersOf))
        expect(known.has(character), JSON.stringify([one, other, shown])).toBe(true);
    }
  });

  it('take no more room than there is', () => {
    for (const [one, other] of pairs(800)) {
      const { one: shown, isCut } = excerpts(one, other, ROOM);
      const most = isCut ? ROOM.whole + 2 * ROOM.around + 5 : ROOM.whole;
      if (one !== other) expect(charactersOf(whole(shown)).length).toBeLessThanOrEqual(most);
    }
  });

  it('show a word that was changed as a whole, with what is around it', () => {
    const long = 'Skills tests that your candidates take at home. '.repeat(5);
    const { one, other, isCut } = excerpts(
      `${long}A skipper wrote it. ${long}`,
      `${long}A skier wrote it. ${long}`,
    );
    expect(isCut).toBe(true);
    expect([one.differs, other.differs]).toEqual(['skipper', 'skier']);
    expect(one.before).toMatch(/^….* A $/);
    expect(one.after).toMatch(/^ wrote it\. .*…$/);
  });

  it('are shown whole while they are short', () => {
    const { one, other, isCut } = excerpts('Acme', 'Acme Tests');
    expect(isCut).toBe(false);
    expect([whole(one), whole(other)]).toEqual(['Acme', 'Acme Tests']);
  });

  it('have one long word shown where it differs', () => {
    const url = `https://api.acme.example/${'recruitee/'.repeat(20)}`;
    const { one, other } = excerpts(`${url}tests?v=1`, `${url}tests?v=2`);
    expect([one.differs, other.differs]).toEqual(['1', '2']);
  });
});
