/** New ids: random, never guessed and never met twice. */
export interface Ids {
  /** 22 letters, digits, `-` and `_`: 128 bits. */
  next(): string;
}
