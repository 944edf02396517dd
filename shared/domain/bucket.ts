/** A partner's bucket: 64 for ever, so that a week's entries spread over partitions and runs read them in partner order. */
import type { PartnerId } from './ids.ts';

export const BUCKETS = 64;

/** FNV-1a, 32 bit: short, stable over languages, spreads ids that differ in their last character. */
export function bucketOf(partner: PartnerId): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < partner.length; place += 1) {
    hash = Math.imul(hash ^ partner.charCodeAt(place), 0x01000193) >>> 0;
  }
  // The high bits are mixed in: FNV's low bits alone repeat for ids that differ by a multiple of 64.
  return ((hash ^ (hash >>> 15)) >>> 0) % BUCKETS;
}

/** The buckets of one of `groups` equal groups, in order. */
export function bucketsOfGroup(group: number, groups: number): number[] {
  const from = Math.floor((group * BUCKETS) / groups);
  const to = Math.floor(((group + 1) * BUCKETS) / groups);
  return Array.from({ length: to - from }, (_, place) => from + place);
}
