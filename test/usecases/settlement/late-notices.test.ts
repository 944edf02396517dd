/** Whatever PayPal says, in whatever order and however often it is looked at: no payout goes back, and money comes back once. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { moneyPlaceOf, type PayoutState, statesBefore } from '../../../shared/domain/payout-state.ts';
import type { PayPalItemStatus } from '../../../shared/ports/payout-gateway.ts';
import { lookNow } from '../../../shared/usecases/settlement/look-now.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { queuedRun, WEEK } from '../../support/memory-scenes.ts';

const ANY_STATUS: readonly PayPalItemStatus[] = [
  ...(['PENDING', 'ONHOLD', 'UNCLAIMED', 'SUCCESS', 'FAILED', 'RETURNED'] as const),
  ...(['CANCELED', 'DENIED', 'REFUNDED', 'REVERSED', 'BLOCKED', 'UNRECOGNIZED'] as const),
];
const BATCH = { weekEnding: weekEnding(WEEK), manifest: 'g00-0001', generation: 1 };

const anyNews = fc.array(
  fc.record({
    partner: fc.constantFrom('p1', 'p2'),
    status: fc.constantFrom(...ANY_STATUS),
    /** How many look at the same moment. */
    looks: fc.integer({ min: 0, max: 3 }),
    daily: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

it('holds for any sequence of statuses', async () => {
  await fc.assert(
    fc.asyncProperty(anyNews, async (news) => {
      const run = await queuedRun({ p1: 100, p2: 200 });
      const { program } = run;
      await run.settle();
      const seen: Record<string, PayoutState[]> = { p1: ['planned'], p2: ['planned'] };
      for (const { partner, status, looks, daily } of news) {
        program.paypal.turn(receiverOf(partner), status);
        await Promise.all(Array.from({ length: looks }, () => lookNow(BATCH, program.settlement)));
        if (daily) await program.daily('2026-04-25');
        for (const [id, states] of Object.entries(seen)) {
          const state = program.payouts(id)[0]?.state as PayoutState;
          if (state !== states.at(-1)) states.push(state);
        }
      }
      for (const [id, cents] of [
        ['p1', 100_00],
        ['p2', 200_00],
      ] as const) {
        const states = seen[id] ?? [];
        // Two looks may have made two moves at once: each is one of the table, or two of it.
        for (const [place, to] of states.slice(1).entries())
          expect(reachable(states[place] as PayoutState)).toContain(to);
        const isBack = moneyPlaceOf(states.at(-1) as PayoutState) === 'back';
        expect(program.account(id)?.carriedCents).toBe(isBack ? cents : 0);
        expect(program.payouts(id)).toHaveLength(1);
      }
      expect(program.problems()).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/** In any number of moves. */
function reachable(from: PayoutState): ReadonlySet<PayoutState> {
  const found = new Set<PayoutState>([from]);
  // A set's iteration also meets what is added meanwhile.
  for (const state of found) for (const to of ALL) if (statesBefore(to).includes(state)) found.add(to);
  found.delete(from);
  return found;
}
const ALL: readonly PayoutState[] = [
  ...(['unclaimed', 'blocked', 'paid', 'failed', 'returned', 'canceled', 'denied', 'refunded', 'reversed'] as const),
];
