/**
 * Text as the standard fonts of a PDF can write it. Every reader has them, so none is embedded; but they know only the
 * letters of WinAnsi: Latin-1 and those below. What they lack becomes its nearest form, `Łódź` for instance `Lódz`, and
 * where there is none a question mark.
 */
const BEYOND_LATIN_1 = 'ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™';

/** Letters and signs that Unicode does not take apart itself, each with its nearest form. */
const PAIRS =
  'ŁL łl ĐD đd ĦH ħh ŦT ŧt ŊN ŋn ıi ĸk əe ẞß \u2010- \u2011- \u2012– \u2015— \u2212- \u2032\' \u2033" ‛‘ ⁄/ ∙·';
const NEAREST: ReadonlyMap<string, string> = new Map(PAIRS.split(' ').map(([from = '', to = '']) => [from, to]));

/** More than fits any place: a pasted novel is not measured letter by letter. */
const MAX_LENGTH = 600;

/** On one line, without control characters and marks of direction: text from outside never moves what stands around it. */
export function printable(text: string): string {
  return (
    text
      .slice(0, MAX_LENGTH)
      .normalize('NFC')
      .replace(/\p{Cf}/gu, '')
      .replace(/[\s\p{Cc}]/gu, ' ')
      // By code points: a sign from beyond the basic plane becomes one question mark, not two.
      .replace(/[^ -~\u00a1-\u00ff]/gu, nearest)
      .replace(/ +/g, ' ')
      .trim()
  );
}

function nearest(letter: string): string {
  if (BEYOND_LATIN_1.includes(letter)) return letter;
  const known = NEAREST.get(letter);
  if (known !== undefined) return known;
  const apart = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  if (apart === '') return ''; // A mark of its own: what it stood on is written already.
  return [...apart].every((each) => /[ -~\u00a1-\u00ff]/.test(each)) ? apart : '?';
}

/** The name, or where none of its letters can be written, the id. */
export function legible(name: string | undefined, id: string): string {
  const written = printable(name ?? '');
  return /[\p{L}\p{N}]/u.test(written) ? written : printable(id);
}
