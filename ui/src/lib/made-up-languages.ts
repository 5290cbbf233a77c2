/** Languages that are made from English, to find texts that are cut, overlap, or run the wrong way. */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accents = 'ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ';
const letters = new Map([...plain].map((letter, at) => [letter, [...accents][at] ?? letter]));

export const transforms = {
  /** Accents, and 40 % longer. */
  accented: (text: string): string => {
    const accented = [...text].map((letter) => letters.get(letter) ?? letter).join('');
    return text.trim() === '' ? text : accented + '~'.repeat(Math.ceil(text.length * 0.4));
  },
  /** Right-to-left override around the text, as Unicode has it. */
  mirrored: (text: string): string => (text.trim() === '' ? text : `\u202e${text}\u202c`),
} as const;
