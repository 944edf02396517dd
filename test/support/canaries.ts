/** Canaries: words and secrets that nobody else writes, and a search for them in whatever form they were written. */

/** In every name, address, note and key that a test makes up. Letters and digits only, so that it stays whole in an address. */
export const CANARY = 'quetzal';
export const CANARY_ADDRESS = `${CANARY}@partner.example`;

export interface Shown {
  /** What was found: never the secret itself. */
  readonly kind: string;
  readonly form: string;
  readonly text: string;
}

interface Needle {
  readonly kind: string;
  readonly form: string;
  /** Of the text in small letters where `isExact` is false. */
  readonly sought: string;
  readonly isExact: boolean;
}

/** A code of six digits is found only where it stands alone: ids and times are full of digits. */
const CODE = /^\d{6}$/;
const USER_POOL_SECRETS = /"(SecretCode|UserCode|\w*Password|PASSWORD|\w+Token)":"([^"]+)"/g;

export class Canaries {
  readonly #needles: Needle[] = [];
  readonly #codes: { readonly kind: string; readonly code: string }[] = [];
  readonly #known = new Set<string>();

  get count(): number {
    return this.#known.size;
  }

  get needles(): readonly Needle[] {
    return this.#needles;
  }

  /** Nothing for what is no text, or too short to mean anything. */
  add(kind: string, secret: unknown): void {
    if (typeof secret !== 'string' || secret.length < 6 || this.#known.has(secret)) return;
    this.#known.add(secret);
    if (CODE.test(secret)) this.#codes.push({ kind, code: secret });
    else this.#needles.push(...needlesOf(kind, secret));
  }

  /** A token by its signature, which is all that makes it one: what it says is found by what it says. */
  addToken(kind: string, token: unknown): void {
    if (typeof token === 'string') this.add(kind, token.split('.').at(-1));
  }

  /** The passwords, codes, secrets and tokens of what the user pool is asked and answers. */
  hear(said: string): void {
    for (const [, name = '', value] of said.matchAll(USER_POOL_SECRETS))
      if (name.endsWith('Token')) this.addToken(name, value);
      else this.add(name, value);
  }

  /** Each text with what it shows. Small: all texts are searched at once, and looked at one by one only for what is there. */
  shownIn(texts: readonly string[]): Shown[] {
    const all = texts.join('\n');
    const small = all.toLowerCase();
    const needles = this.#needles.filter(({ sought, isExact }) => (isExact ? all : small).includes(sought));
    const shown = needles.flatMap(({ kind, form, sought, isExact }) =>
      texts
        .filter((text) => (isExact ? text : text.toLowerCase()).includes(sought))
        .map((text) => ({ kind, form, text })),
    );
    const codes = this.#codes.flatMap(({ kind, code }) => {
      const alone = new RegExp(`(?<!\\w)${code}(?!\\w)`);
      return texts.filter((text) => alone.test(text)).map((text) => ({ kind, form: 'plain', text }));
    });
    return [...shown, ...codes];
  }
}

function needlesOf(kind: string, secret: string): Needle[] {
  const needle = (form: string, sought: string, isExact: boolean): Needle => ({ kind, form, sought, isExact });
  const small = secret.toLowerCase();
  const inBytes = [
    ...new Set([secret, small, small.toUpperCase(), small.replace(/^./, (first) => first.toUpperCase())]),
  ];
  const forms = [
    needle('plain', small, false),
    needle('URL', encodeURIComponent(secret).toLowerCase(), false),
    needle('JSON', JSON.stringify(secret).slice(1, -1).toLowerCase(), false),
    needle('hex', Buffer.from(secret).toString('hex'), false),
    ...inBytes.flatMap((text) => [0, 1, 2].map((before) => needle(`base64 ${before}`, inBase64(text, before), true))),
    ...inBytes.flatMap((text) =>
      [0, 1, 2].map((before) => needle(`base64url ${before}`, urlSafe(inBase64(text, before)), true)),
    ),
  ];
  // Most are the same in base64 and in its form for URLs.
  return forms.filter(({ sought }, place) => forms.findIndex((each) => each.sought === sought) === place);
}

/** The signs that are the same whatever else is encoded with it; `before`: so many bytes of a group of three stand before it. */
function inBase64(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const whole = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), whole);
}

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
