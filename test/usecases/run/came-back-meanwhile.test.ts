/** A payout that comes back while a run decides its partner: seen before it or after it, and never half. */
import { expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import { duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';

const RECEIVER = receiverOf('p1');

/** $110 lie unclaimed at PayPal, which returns them now, and $50 were earned since. */
async function returning(): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo('2026-04-03');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.partner('p1');
  await program.client('c1', 'p1');
  await program.payment('first', 'c1', '0.00', '2026-01-01');
  await program.payment('a', 'c1', '440.00', '2026-04-02');
  program.paypal.outcomes.set(RECEIVER, 'UNCLAIMED');
  await program.friday('2026-04-10');
  await program.payment('b', 'c1', '200.00', '2026-04-09');
  program.paypal.turn(RECEIVER, 'RETURNED');
  return program;
}

it('holds the partner back, before any operation of the run', async () => {
  const operations = await duringEachOperation(
    returning,
    (program) => program.friday('2026-04-17'),
    async (program) => {
      const { time } = program;
      await program.daily('2026-04-17');
      program.time = time;
    },
    async (program) => {
      const [row] = await program.rows('2026-04-11');
      expect(row).toMatchObject({ payoutCents: 0 });
      expect(row?.reasons).toHaveLength(1);
      expect(['payout-in-flight', 'paypal-address-refused']).toContain(row?.reasons[0]);
      expect(program.problems()).toEqual([]);
      expect(program.account('p1')?.carriedCents).toBe(160_00);
    },
  );
  expect(operations).toBeGreaterThan(10);
});
