/** A partner's bucket never changes and is always one of 64; groups share the buckets out without gap or overlap. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKETS, bucketOf, bucketsOfGroup } from '../../shared/domain/bucket.ts';
import { type PartnerId, partnerId } from '../../shared/domain/ids.ts';
import { anyPartnerId } from './any-id.ts';

/** FNV-1a as its authors write it, over integers of any size: no sign bit to trip over. */
function fnv1a(text: string): bigint {
  let hash = 0x811c9dc5n;
  for (const character of text) hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x01000193n) % 0x1_0000_0000n;
  return hash;
}

const expectedBucket = (id: PartnerId): number => {
  const hash = fnv1a(id);
  return Number((hash ^ (hash >> 15n)) % 64n);
};

it.each([
  ['p1', 39],
  ['p2', 58],
  ['partner-0001', 1],
  ['partner-0002', 44],
  ['A', 27],
  ['z'.repeat(40), 55],
])('%s stays in bucket %i for ever', (id, bucket) => expect(bucketOf(partnerId(id))).toBe(bucket));

it('is a whole number from 0 to 63 for any id, the one of the published hash', () => {
  fc.assert(
    fc.property(anyPartnerId, (id) => {
      const bucket = bucketOf(id);
      expect(bucket).toBe(expectedBucket(id));
      expect(Number.isInteger(bucket) && Object.is(bucket, Math.abs(bucket)) && bucket < BUCKETS).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('is no negative number where the hash has its highest bit set', () => {
  const high = Array.from({ length: 200 }, (_, number) => partnerId(`p${number}`)).filter(
    (id) => fnv1a(id) >> 31n === 1n,
  );
  expect(high.length).toBeGreaterThan(50);
  for (const id of high) expect(bucketOf(id)).toBe(expectedBucket(id));
});

it('uses all buckets, evenly enough, for ids that differ in their last digits', () => {
  const counts = Array.from({ length: BUCKETS }, () => 0);
  for (let number = 0; number < 6_400; number += 1) {
    const bucket = bucketOf(partnerId(`partner-${number}`));
    counts[bucket] = (counts[bucket] ?? Number.NaN) + 1;
  }
  // A hundred each on average: half and double leave room for chance, and none for a bucket that is never or always met.
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(200);
});

describe('groups', () => {
  it('partition the buckets, in order, whatever their number', () => {
    for (let groups = 1; groups <= BUCKETS; groups += 1) {
      const all = Array.from({ length: groups }, (_, group) => bucketsOfGroup(group, groups));
      expect(all.flat()).toEqual(Array.from({ length: BUCKETS }, (_, bucket) => bucket));
      const sizes = all.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });
});
