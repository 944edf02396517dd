/** Everything that happened, in one number: two runs of a seed that have the same hash went the same way, step by step. */
const PRIME = 0x01000193;

export class Trace {
  #low = 0x811c9dc5;
  #high = 0x9747b28c;
  #steps = 0;
  readonly #tell: ((line: string) => void) | undefined;

  /** @param tell is given every step in words. */
  constructor(tell?: (line: string) => void) {
    this.#tell = tell;
  }

  get steps(): number {
    return this.#steps;
  }

  get hash(): string {
    return [this.#high, this.#low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  add(at: number, who: string, what: string): void {
    this.#steps += 1;
    this.#mix(Math.floor(at / 2 ** 32));
    this.#mix(at | 0);
    this.#text(who);
    this.#text(what);
    this.#tell?.(`${new Date(at).toISOString()} ${who}: ${what}`);
  }

  #text(text: string): void {
    for (let place = 0; place < text.length; place += 1)
      this.#low = Math.imul(this.#low ^ text.charCodeAt(place), PRIME);
    this.#mix(text.length);
  }

  #mix(word: number): void {
    this.#low = Math.imul(this.#low ^ word, PRIME);
    this.#high = Math.imul((this.#high << 13) | (this.#high >>> 19), 5) ^ this.#low;
  }
}
