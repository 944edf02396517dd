/** The identities of batches and items fit PayPal's limits, and two things never share one. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchRefSchema } from '../../shared/contracts/settlement.ts';
import { weekEnding, weekEndingOf } from '../../shared/domain/calendar/week.ts';
import { MAX_PARTNER_ID_LENGTH, partnerId } from '../../shared/domain/ids.ts';
import {
  MAX_BATCH_ITEMS,
  NEVER_SEND_AFTER_DAYS,
  senderBatchIdOf,
  senderBatchParts,
  senderItemIdOf,
} from '../../shared/domain/payout-batch.ts';
import { anyPartnerId } from './any-id.ts';
import { anyDay } from './days.ts';

const WEEK = weekEnding('2026-11-14');
/** The largest that the contract takes. */
const LAST_GENERATION = 999;
const LAST_MANIFEST = 'g63-9999';

it('says who pays what in which try', () => {
  expect(senderBatchIdOf(WEEK, 'g00-0001', 2)).toBe('payout-2026-11-14-g00-0001-2');
  expect(senderItemIdOf(WEEK, partnerId('p1'), 2)).toBe('2026-11-14.2.p1');
});

it('knows what a batch id of ours was made of, and that others are none', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 999 }), (day, group, generation) => {
      const made = { weekEnding: weekEndingOf(day), manifest: `g${String(group).padStart(2, '0')}-0001`, generation };
      expect(senderBatchParts(senderBatchIdOf(made.weekEnding, made.manifest, generation))).toEqual(made);
    }),
  );
  for (const other of [
    '',
    'payout',
    'payout-2026-11-14-g00-0001',
    'payout-2026-11-14-g00-0001-0',
    'payout-2026-11-14-g00-0001-1000',
    'payout-2026-11-14-g00-0001-1 ',
    'a-payout-2026-11-14-g00-0001-1',
    'x-2026-11-14-g00-0001-1',
  ])
    expect(senderBatchParts(other)).toBeUndefined();
});

describe('the longest ids', () => {
  const longest = batchRefSchema.parse({ weekEnding: WEEK, manifest: LAST_MANIFEST, generation: LAST_GENERATION });

  it('are the longest that the contract takes', () => {
    expect(batchRefSchema.safeParse({ ...longest, generation: LAST_GENERATION + 1 }).success).toBe(false);
    expect(batchRefSchema.safeParse({ ...longest, manifest: `${LAST_MANIFEST}9` }).success).toBe(false);
  });

  it('fit the 256 characters of a sender batch id', () => {
    expect(senderBatchIdOf(longest.weekEnding, longest.manifest, longest.generation).length).toBeLessThanOrEqual(256);
  });

  it('fit the 63 characters of a sender item id', () => {
    const partner = partnerId('p'.repeat(MAX_PARTNER_ID_LENGTH));
    expect(senderItemIdOf(WEEK, partner, LAST_GENERATION).length).toBeLessThanOrEqual(63);
  });
});

it('differ as soon as week, partner or generation do', () => {
  const anyItem = fc.record({
    week: anyDay.map(weekEndingOf),
    partner: fc.oneof(anyPartnerId, fc.constantFrom('1', '1.1', '1.1.1', '1-1').map(partnerId)),
    generation: fc.integer({ min: 1, max: LAST_GENERATION }),
  });
  fc.assert(
    fc.property(anyItem, anyItem, fc.boolean(), fc.boolean(), (a, other, sameWeek, sameGeneration) => {
      const b = {
        ...other,
        ...(sameWeek ? { week: a.week } : {}),
        ...(sameGeneration ? { generation: a.generation } : {}),
      };
      const same = a.week === b.week && a.partner === b.partner && a.generation === b.generation;
      const [ofA, ofB] = [a, b].map(({ week, partner, generation }) => senderItemIdOf(week, partner, generation));
      expect(ofA === ofB).toBe(same);
    }),
    { numRuns: 500 },
  );
});

it('keeps to what PayPal takes and remembers', () => {
  expect(MAX_BATCH_ITEMS).toBeLessThanOrEqual(15_000);
  expect(NEVER_SEND_AFTER_DAYS).toBe(25);
});
