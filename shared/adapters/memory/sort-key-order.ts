/** DynamoDB orders strings by their UTF-8 bytes, which is the order of code points; JavaScript compares 16-bit units. */

const SURROGATE = /[\ud800-\udfff]/;

/** Negative when `left` comes first. The two orders differ only where a surrogate pair meets U+E000 to U+FFFF. */
export function compareByBytes(left: string, right: string): number {
  if (left === right) return 0;
  if (!SURROGATE.test(left) && !SURROGATE.test(right)) return left < right ? -1 : 1;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** In place. A sort without a comparator is several times faster, and right for all but the rarest keys. */
export function sortByBytes(keys: string[]): void {
  if (keys.some((key) => SURROGATE.test(key))) keys.sort(compareByBytes);
  else keys.sort();
}
