/** For any story of sign-ups, payments, refunds, claims and decisions: each payment is kept by one partner at most, and all of it by somebody. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type LocalDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { MemoryClaims } from '../../support/memory-claims.ts';
import { receiverOf } from '../../support/memory-program.ts';

const PARTNERS = ['p1', 'p2', 'p3'] as const;
const CLIENTS = ['c1', 'c2'] as const;
const FRIDAY = 5;

const client = fc.constantFrom(...CLIENTS);
const partner = fc.constantFrom(...PARTNERS);
const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      client,
      cents: fc.integer({ min: 1, max: 90_000 }),
      daysAgo: fc.nat(50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(20),
      share: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('claim' as const), client, partner }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(5), confirms: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      which: fc.nat(9),
      decision: fc.constantFrom('confirm' as const, 'deny' as const, 'reopen' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('friday' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('night' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 9 }) }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Each> ? Each : never;
const anyStory = fc.record({
  maturityDays: fc.constantFrom(0, 20),
  signUps: fc.record({ c1: fc.option(partner, { nil: undefined }), c2: fc.option(partner, { nil: undefined }) }),
  moments: fc.array(
    fc.record({
      step: anyStep,
      /** Something else happens before the operation of this number: in the middle of a run, of a confirmation, of a night. */
      meanwhile: fc.option(
        fc.record({ step: anyStep.filter(({ kind }) => kind !== 'friday' && kind !== 'wait'), place: fc.nat(25) }),
        { nil: undefined },
      ),
    }),
    { minLength: 8, maxLength: 35, size: 'max' },
  ),
});

/** What everybody was told, in the plainest form: RULES.md's "Claims" worked out a second time. */
class Story {
  readonly claims: MemoryClaims;
  readonly referrers: Readonly<Record<string, string | undefined>>;
  readonly payments: {
    readonly id: string;
    readonly client: string;
    readonly day: LocalDay;
    readonly cents: number;
    left: number;
    refunds: number;
  }[] = [];
  readonly made: { readonly id: string; readonly client: string; readonly partner: string; readonly on: LocalDay }[] =
    [];
  /** Confirmed and not taken back, in the order of the decisions. */
  confirmed: string[] = [];

  constructor(claims: MemoryClaims, referrers: Story['referrers']) {
    this.claims = claims;
    this.referrers = referrers;
  }

  async take(step: Step): Promise<void> {
    const { claims } = this;
    const { program, today } = claims;
    switch (step.kind) {
      case 'pay': {
        const day = addDays(today, -step.daysAgo);
        const id = `pay${this.payments.length}`;
        this.payments.push({ id, client: step.client, day, cents: step.cents, left: step.cents, refunds: 0 });
        const [result] = await program.payment(id, step.client, (step.cents / 100).toFixed(2), day);
        expect(result?.outcome).toBe('accepted');
        return;
      }
      case 'refund': {
        const payment = this.payments[step.which % Math.max(1, this.payments.length)];
        if (!payment || payment.refunds > 5) return;
        const amount = Math.floor((payment.left * step.share) / 100);
        payment.left -= amount;
        payment.refunds += 1;
        const refundId = `${payment.id}-r${payment.refunds}`;
        await program.tell({
          type: 'refund',
          refundId,
          paymentId: payment.id,
          amount: (amount / 100).toFixed(2),
          on: later(today, payment.day),
        });
        return;
      }
      case 'claim': {
        const outcome = await claims.make(step.partner, { clientId: step.client });
        if (outcome.kind === 'done')
          this.made.push({ id: outcome.answer.claimId, client: step.client, partner: step.partner, on: today });
        return;
      }
      case 'answer': {
        const claim = this.made.at(-1 - (step.which % Math.max(1, this.made.length)));
        const token = claim && tokenOrNone(claims, claim.id);
        if (!claim || !token) return;
        const { kind } = await claims.answer(token, step.confirms ? 'confirm' : 'deny');
        if (kind === 'done' && step.confirms) this.confirmed.push(claim.id);
        return;
      }
      case 'decide': {
        const claim = this.made[step.which % Math.max(1, this.made.length)];
        if (!claim) return;
        const { kind } = await claims.decide(claim.id, step.decision);
        if (kind !== 'done') return;
        if (step.decision === 'confirm') this.confirmed.push(claim.id);
        if (step.decision === 'reopen') this.confirmed = this.confirmed.filter((id) => id !== claim.id);
        return;
      }
      case 'friday':
        await program.friday(fridayAfter(today));
        return;
      case 'night':
        expect(await claims.night()).toMatchObject({ failed: 0 });
        return;
      case 'wait':
        claims.on(addDays(today, step.days));
    }
  }

  referrerOf(payment: Story['payments'][number]): string | undefined {
    const words = this.confirmed.flatMap((id) =>
      this.made.filter((claim) => claim.id === id && claim.client === payment.client),
    );
    return words.findLast(({ on }) => addDays(on, -30) <= payment.day)?.partner ?? this.referrers[payment.client];
  }
}

const later = (a: LocalDay, b: LocalDay): LocalDay => (a > b ? a : b);
const commission = (amount: number): number => Math.floor((amount * 2_500 + 5_000) / 10_000);
const fridayAfter = (day: LocalDay): LocalDay => addDays(day, (FRIDAY - weekdayOf(day) + 7) % 7 || 7);

function tokenOrNone(claims: MemoryClaims, id: string): string | undefined {
  try {
    return claims.token(id);
  } catch {
    return undefined;
  }
}

it('each payment is kept by one partner at most, and all partners together keep the commissions of attributed payments', async () => {
  let confirmations = 0;
  await fc.assert(
    fc.asyncProperty(anyStory, async ({ maturityDays, signUps, moments }) => {
      const claims = new MemoryClaims();
      const { program } = claims;
      await program.configure({ bucketGroups: 1, thresholdCents: cents(1), maturityDays, maxClaims: 1_000 });
      for (const id of PARTNERS) await program.partner(id);
      for (const id of CLIENTS) await program.client(id, signUps[id]);
      claims.on('2026-03-10');
      const story = new Story(claims, signUps);
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
      confirmations += story.confirmed.length;
      // Long after everything is mature; what waited for a run is filed.
      const end = fridayAfter(addDays(claims.today, 60));
      await program.friday(end);
      await program.friday(addDays(end, 7));
      expect(program.problems()).toEqual([]);
      for (const payment of story.payments) {
        const kept = PARTNERS.flatMap((id) => {
          const own = program.entries(id).filter((entry) => entry.includes(` ${payment.id}#`));
          const sum = own.reduce((total, entry) => total + Number(entry.split(' ').at(-1)), 0);
          return sum === 0 ? [] : [[id, sum] as const];
        });
        const referrer = story.referrerOf(payment);
        const due = referrer ? commission(payment.left) : 0;
        expect(kept).toEqual(due === 0 ? [] : [[referrer, due]]);
      }
      for (const id of PARTNERS) {
        const due = story.payments
          .filter((payment) => story.referrerOf(payment) === id)
          .reduce((sum, payment) => sum + commission(payment.left), 0);
        const paid = program.paypal.moved().get(receiverOf(id)) ?? 0;
        expect(paid + Number(program.account(id)?.carriedCents ?? 0)).toBe(due);
      }
    }),
    { numRuns: 60 },
  );
  // A story in which nothing is ever confirmed proves nothing.
  expect(confirmations).toBeGreaterThan(20);
});
