/** Whatever operations do, and whatever comes in between: books and totals are in order, and in the end everybody has what was earned. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, localDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';
import { MemoryStaff } from '../../support/memory-staff.ts';

const PARTNERS = ['p1', 'p2'] as const;
type PartnerName = (typeof PARTNERS)[number];
/** The owner of `named` has p1's full name. */
const CLIENTS = { a: 'p1', b: 'p1', named: 'p1', c: 'p2' } as const satisfies Record<string, PartnerName>;
type ClientName = keyof typeof CLIENTS;
const FRIDAY = 5;

type Step =
  | { readonly kind: 'pay'; readonly client: ClientName; readonly cents: number; readonly daysAgo: number }
  | { readonly kind: 'rate'; readonly partner: PartnerName; readonly basisPoints: number; readonly inDays: number }
  | { readonly kind: 'adjust'; readonly partner: PartnerName; readonly cents: number }
  | { readonly kind: 'decide'; readonly approves: boolean }
  | { readonly kind: 'hold' | 'release'; readonly partner: PartnerName }
  | { readonly kind: 'review'; readonly accepts: boolean }
  | { readonly kind: 'refile' | 'friday' }
  | { readonly kind: 'wait'; readonly days: number };

const partner = fc.constantFrom(...PARTNERS);
const client = fc.constantFrom(...(Object.keys(CLIENTS) as ClientName[]));
const kind = <Kind extends string>(of: Kind) => fc.constant(of);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('pay'),
      client,
      cents: fc.integer({ min: 0, max: 100_000 }),
      daysAgo: fc.nat(10),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('rate'),
      partner,
      basisPoints: fc.integer({ min: 0, max: 10_000 }),
      inDays: fc.nat(3),
    }),
  },
  // The limit is $500.00.
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('adjust'),
      partner,
      cents: fc.integer({ min: -60_000, max: 60_000 }).filter((amount) => amount !== 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('adjust'), partner, cents: fc.integer({ min: 50_001, max: 60_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('decide'), approves: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const), partner }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('review'), accepts: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('refile') }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('friday') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('wait'), days: fc.integer({ min: 1, max: 4 }) }) },
);
/** Something else may happen before the operation of this number. */
const anyMoment = fc.record({
  step: anyStep,
  meanwhile: fc.option(fc.record({ step: anyStep.filter((step) => step.kind !== 'friday'), place: fc.nat(12) }), {
    nil: undefined,
  }),
});
const anyStory = fc.record({
  maturityDays: fc.constantFrom(0, 14),
  thresholdCents: fc.constantFrom(1, 100_00),
  moments: fc.array(anyMoment, { minLength: 5, maxLength: 25, size: 'max' }),
});

/** A program, and beside it what everybody was told: all that a naive reading of the rules needs. */
class Story {
  readonly staff: MemoryStaff;
  readonly payments: { readonly client: ClientName; readonly cents: number; readonly day: string }[] = [];
  readonly rates: { readonly partner: PartnerName; readonly from: string; readonly basisPoints: number }[] = [];
  readonly adjusted: Record<PartnerName, number> = { p1: 0, p2: 0 };
  readonly proposed: { readonly id: string; readonly partner: PartnerName; readonly cents: number }[] = [];
  verdict: boolean | undefined;
  done = 0;

  constructor(staff: MemoryStaff) {
    this.staff = staff;
  }

  async take(step: Step): Promise<void> {
    const { staff } = this;
    const { program, today } = staff;
    switch (step.kind) {
      case 'pay': {
        const { client: of, cents: amount } = step;
        const day = addDays(today, -step.daysAgo);
        const id = `payment-${this.payments.push({ client: of, cents: amount, day })}`;
        const [result] = await program.payment(id, of, (amount / 100).toFixed(2), day);
        expect(result?.outcome).toBe('accepted');
        return;
      }
      case 'rate': {
        const { partner: of, basisPoints } = step;
        const from = addDays(today, step.inDays);
        const { kind: outcome } = await staff.rate(of, basisPoints, from);
        if (this.#counts(outcome)) this.rates.push({ partner: of, from, basisPoints });
        return;
      }
      case 'adjust': {
        const { partner: of, cents: amount } = step;
        const outcome = await staff.adjust(of, amount);
        if (!this.#counts(outcome.kind) || outcome.kind !== 'done') return;
        if (outcome.answer.state === 'approved') this.adjusted[of] += amount;
        else this.proposed.push({ id: outcome.answer.id, partner: of, cents: amount });
        return;
      }
      case 'decide': {
        const [next] = this.proposed;
        if (!next) return;
        const { kind: outcome } = await staff.decide(next.id, step.approves ? 'approve' : 'refuse', { by: 'bob' });
        if (!this.#counts(outcome)) return;
        this.proposed.splice(this.proposed.indexOf(next), 1);
        if (step.approves) this.adjusted[next.partner] += next.cents;
        return;
      }
      case 'hold':
      case 'release':
        this.#counts((await staff[step.kind](step.partner)).kind);
        return;
      case 'review': {
        const { kind: outcome } = await staff.review('self-referral', 'named~p1', step.accepts ? 'accept' : 'refuse');
        if (this.#counts(outcome)) this.verdict = step.accepts;
        return;
      }
      case 'refile':
        // While a run plans clients stay as they are: the daily rule does it.
        await staff.refile();
        return;
      case 'friday':
        await program.friday(fridayAfter(today));
        return;
      case 'wait':
        program.moveTo(addDays(today, step.days));
    }
  }

  #counts(outcome: string): boolean {
    if (outcome === 'done') this.done += 1;
    return outcome === 'done';
  }

  earned(of: PartnerName): number {
    const counted = this.payments.filter(
      (each) => CLIENTS[each.client] === of && (each.client !== 'named' || this.verdict),
    );
    return counted.reduce(
      (sum, { cents: amount, day }) => sum + commission(amount, this.#rateOn(of, day)),
      this.adjusted[of],
    );
  }

  #rateOn(of: PartnerName, day: string): number {
    const own = this.rates.filter((rate) => rate.partner === of && rate.from <= day);
    // A later word about the same day replaces the one before.
    return own.reduce((best, rate) => (rate.from >= best.from ? rate : best), { from: '', basisPoints: 2_500 })
      .basisPoints;
  }

  held(): number {
    if (this.verdict !== undefined) return 0;
    const waiting = this.payments.filter((each) => each.client === 'named');
    return waiting.reduce((sum, { cents: amount, day }) => sum + commission(amount, this.#rateOn('p1', day)), 0);
  }
}

const commission = (amount: number, basisPoints: number): number => Math.floor((amount * basisPoints + 5_000) / 10_000);
const fridayAfter = (day: string): string => {
  const days = FRIDAY - weekdayOf(localDay(day));
  return addDays(localDay(day), days > 0 ? days : days + 7);
};

async function begin({
  maturityDays,
  thresholdCents,
}: {
  maturityDays: number;
  thresholdCents: number;
}): Promise<Story> {
  const program = new MemoryProgram().moveTo('2026-04-15');
  await program.configure({ bucketGroups: 1, maturityDays, thresholdCents: cents(thresholdCents) });
  for (const id of PARTNERS) await program.partner(id);
  for (const [id, of] of Object.entries(CLIENTS))
    await program.client(id, of, id === 'named' ? { ownerName: 'Partner p1' } : {});
  return new Story(new MemoryStaff(program));
}

it('books and totals are in order after each step, and in the end everybody has what was earned', async () => {
  await fc.assert(
    fc.asyncProperty(anyStory, async ({ moments, ...settings }) => {
      const story = await begin(settings);
      const { staff } = story;
      const { program } = staff;
      for (const { step, meanwhile } of moments) {
        let operations = 0;
        program.table.interrupt(
          () => meanwhile !== undefined && operations++ === meanwhile.place,
          async () => meanwhile && story.take(meanwhile.step),
        );
        await story.take(step);
        expect(program.problems()).toEqual([]);
      }
      program.table.interrupt(
        () => false,
        async () => {},
      );
      expect(await staff.trail()).toHaveLength(story.done);
      for (const of of PARTNERS) await staff.release(of);
      // Long after everything is mature; the weeks between are made up for.
      await program.friday(addDays(localDay(fridayAfter(staff.today)), 7 * 5));
      expect(program.problems()).toEqual([]);
      expect(await staff.with.refilings.open()).toEqual([]);
      for (const of of PARTNERS) {
        const paid = program.paypal.moved().get(receiverOf(of)) ?? 0;
        expect(paid + Number(program.account(of)?.carriedCents ?? 0)).toBe(story.earned(of));
      }
      const named = program.item('PARTNER#p1', 'CLIENT#named');
      expect(named?.heldCents ?? 0).toBe(story.held());
    }),
    { numRuns: 60 },
  );
});
