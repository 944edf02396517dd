/** What holds for every program: nobody is paid more than was earned, nothing is lost, and how the news arrives does not matter. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cents } from '../../shared/domain/money/cents.ts';
import {
  anyHistory,
  dayText,
  FRIDAYS,
  type History,
  type News,
  newsOf,
  withoutRefusals,
} from '../support/memory-histories.ts';
import { Oracle } from '../support/memory-oracle.ts';
import { MemoryProgram, receiverOf } from '../support/memory-program.ts';

async function begin({ maturityDays, thresholdCents }: History): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo(dayText(54));
  await program.configure({ maturityDays, thresholdCents: cents(thresholdCents), bucketGroups: 1 });
  await program.partner('nobody');
  return program;
}

async function runFriday(program: MemoryProgram, { partners, failing }: History, friday: number): Promise<void> {
  for (const partner of partners)
    program.paypal.outcomes.set(receiverOf(partner), failing.has(friday) ? 'FAILED' : 'SUCCESS');
  await program.friday(dayText(friday));
}

const carried = (program: MemoryProgram, partner: string): number =>
  Number(program.account(partner)?.carriedCents ?? 0);
const moved = (program: MemoryProgram, partner: string): number => program.paypal.moved().get(receiverOf(partner)) ?? 0;

it('each Friday pays what a naive reading of the rules pays, never more than was earned, and carries the rest', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, async (history) => {
      const program = await begin(history);
      const oracle = new Oracle(history);
      for (const friday of FRIDAYS) {
        const news = newsOf(history, friday);
        if (news.length > 0) await program.tell(...news.map(({ event }) => event));
        for (const { event } of told(news)) oracle.hear(event);
        if (history.missed.has(friday)) continue;
        await runFriday(program, history, friday);
        for (const partner of history.partners) {
          const pays = oracle.run(partner, friday);
          const [payout] = program.payouts(partner).filter(({ weekEnding }) => weekEnding === dayText(friday - 6));
          expect(payout?.amountCents ?? 0).toBe(pays);
          if (pays > 0) expect(moved(program, partner)).toBeLessThanOrEqual(oracle.earned(partner, friday - 6));
          expect(carried(program, partner)).toBe(oracle.balance(partner, friday - 6));
        }
        expect(program.problems()).toEqual([]);
      }
      // A last run long after the last news: by then everything is earned that ever will be.
      const end = (FRIDAYS[0] as number) + 7 * 60;
      await runFriday(program, history, end);
      for (const partner of history.partners)
        expect(carried(program, partner) + moved(program, partner)).toBe(oracle.earned(partner, end));
    }),
    { numRuns: 20 },
  );
});

/** One call is taken in by client and kind: facts first, refunds and chargebacks by their days. */
const RANK = ['partner', 'client-signed-up', 'payment', 'cancellation'];
function told(news: readonly News[]): News[] {
  const rank = ({ event }: News): number => (RANK.includes(event.type) ? RANK.indexOf(event.type) : RANK.length);
  const key = ({ event }: News): string =>
    'refundId' in event ? `${event.on} ${event.type === 'chargeback-reversed' ? 1 : 0} ${event.refundId}` : '';
  return [...news].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1));
}

interface Delivery {
  /** Order within the week. */
  readonly order: readonly number[];
  readonly calls: number;
  readonly repeats: readonly number[];
}
const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  order: fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }),
  calls: fc.integer({ min: 1, max: 5 }),
  repeats: fc.array(fc.nat(59), { maxLength: 10 }),
});

/** Payouts and balances at the end. */
async function outcome(history: History, delivery: Delivery | undefined): Promise<unknown> {
  const program = await begin(history);
  for (const friday of FRIDAYS) {
    for (const call of delivery ? cut(newsOf(history, friday), delivery) : [newsOf(history, friday)]) {
      if (call.length === 0) continue;
      const results = await program.tell(...call.map(({ event }) => event));
      expect(results.filter(({ outcome: each }) => each === 'refused')).toEqual([]);
    }
    if (!history.missed.has(friday)) await runFriday(program, history, friday);
  }
  expect(program.problems()).toEqual([]);
  return history.partners.map((partner) => [
    carried(program, partner),
    program.payouts(partner).map(({ weekEnding, amountCents, state }) => [weekEnding, amountCents, state]),
  ]);
}

/** The week's news in another order, some of it twice, in several calls. */
function cut(news: readonly News[], { order, calls, repeats }: Delivery): News[][] {
  const shuffled = news
    .map((each, place) => ({ each, at: order[place % order.length] ?? 0 }))
    .sort((a, b) => a.at - b.at);
  const all = [...shuffled.map(({ each }) => each), ...repeats.flatMap((place) => news[place] ?? [])];
  return Array.from({ length: calls }, (_, call) => all.filter((__, place) => place % calls === call));
}

it('order and repetition of news within a week, and how it is cut into calls, change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory.map(withoutRefusals), anyDelivery, async (history, delivery) => {
      expect(await outcome(history, delivery)).toEqual(await outcome(history, undefined));
    }),
    { numRuns: 8 },
  );
});
