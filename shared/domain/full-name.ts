/** Full names: which are the same, and which a free text may name as whole words. */
import { boundedText } from './free-text.ts';

const MAX_WORDS = 10;

/** Letters and digits; a hyphen, apostrophe, dot or at-sign inside joins, so that `Ann` is not found in `Mary-Ann` or `ann@firm.example`. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['._@-][\p{L}\p{N}\p{M}]+)*/gu;

/** Equal for names that differ in case, spacing and ways to encode the same letters. Invisible characters are spacing too. */
export function comparableName(name: string): string {
  const visible = name
    .toWellFormed()
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '');
  // By way of capitals, which ß and SS, ı and i, ς and σ share; small first, since ẞ is its own capital. İ leaves a dot on its i.
  const small = visible.toLowerCase().toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').normalize('NFKC');
  return small.replace(/[‘’ʼ]/g, "'").replace(/[‐‑]/g, '-').replace(/\s+/g, ' ').trim();
}

/** No partner's name is longer; and a text without spaces must not become one. */
const MAX_NAME_LENGTH = 200;
/** Each is looked up. A thousand characters of ordinary words have about 1,700; a text made to have more is cut off. */
const MAX_NAMES = 2_000;

/**
 * Every name of up to ten words that the text can be read to contain, in comparable form, to look partners up by.
 * A name's own punctuation is kept: `Acme Inc.` is found with its dot, and `Robin's` also names `Robin`.
 */
export function namesPossiblyIn(text: string): string[] {
  const comparable = comparableName(boundedText(text));
  const words = [...comparable.matchAll(WORD)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const names = new Set<string>();
  for (const [place, first] of words.entries()) {
    for (const last of words.slice(place, place + MAX_WORDS)) {
      for (const from of startsOf(comparable, first.from)) {
        for (const to of endsOf(comparable, last.to)) {
          const name = comparable.slice(from, to);
          if (name.length <= MAX_NAME_LENGTH) names.add(name);
          if (names.size === MAX_NAMES) return [...names];
        }
      }
    }
  }
  return [...names];
}

export const containsName = (text: string, name: string): boolean =>
  namesPossiblyIn(text).includes(comparableName(name));

/** The word's first letter, and one sign before it, as in `'t Hooft`. */
function startsOf(text: string, from: number): number[] {
  const [sign = ''] = /\p{P}$/u.exec(text.slice(0, from)) ?? [];
  return sign === '' ? [from] : [from, from - sign.length];
}

/** The word's last letter, up to two signs after it, as in `(U.K.)`, and the letter before a genitive s. */
function endsOf(text: string, to: number): number[] {
  const ends = text.slice(0, to).endsWith("'s") ? [to - 2, to] : [to];
  const [signs = ''] = /^\p{P}{1,2}/u.exec(text.slice(to)) ?? [];
  let end = to;
  for (const sign of signs) {
    end += sign.length;
    ends.push(end);
  }
  return ends;
}
