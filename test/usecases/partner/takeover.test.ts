/**
 * Somebody else has a partner's session and password and changes the PayPal address, on any day, as often as they like: no
 * Friday pays them before the cooling-down is over, nothing goes to the old address meanwhile, and no cent is lost.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, type LocalDay, localDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';

const OWN = receiverOf('p1');
const FIRST = localDay('2026-04-18');
const DAYS = 63;
const FRIDAY = 5;
const HOUR = 3_600_000;

interface Attack {
  /** Days from the first one, and whether it is before the run of a Friday. */
  readonly at: number;
  readonly early: boolean;
  /** Days until the mail is answered; none: the attacker waits for ever. */
  readonly confirmsAfter: number | undefined;
}

interface Takeover {
  readonly attacks: readonly Attack[];
  /** Days after the first attack on which the owner uses the freeze link, if ever. */
  readonly freezesAfter: number | undefined;
  /** Dollars that the client pays each week. */
  readonly weekly: readonly number[];
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyAttack: fc.Arbitrary<Attack> = fc.record({
  at: fc.nat(35),
  early: fc.boolean(),
  confirmsAfter: maybe(fc.nat(1)),
});
const anyTakeover: fc.Arbitrary<Takeover> = fc.record({
  attacks: fc.array(anyAttack, { minLength: 1, maxLength: 4 }),
  freezesAfter: maybe(fc.nat(20)),
  weekly: fc.array(fc.integer({ min: 40, max: 900 }), { minLength: 9, maxLength: 9 }),
});

interface Paid {
  readonly friday: LocalDay;
  readonly receiver: string;
}

/** 17:00 UTC, when the rule fires. */
const runTime = (friday: LocalDay): number => Date.parse(`${friday}T17:00:00Z`);

/** What happened, as the attacker and the owner know it. */
class Story {
  readonly center: MemoryPartnerCenter;
  readonly paid: Paid[] = [];
  readonly confirmedOn = new Map<string, LocalDay>();
  changedAt = Number.POSITIVE_INFINITY;
  frozenAt = Number.POSITIVE_INFINITY;
  earned = 0;

  constructor(program: MemoryProgram) {
    this.center = new MemoryPartnerCenter(program);
  }

  async attack(address: string): Promise<void> {
    if ((await this.center.changeAddress('p1', address)).kind !== 'done') throw new Error('the attack failed');
    this.changedAt = Math.min(this.changedAt, this.center.now);
  }

  async confirm(address: string, day: LocalDay): Promise<void> {
    const { kind } = await this.center.follow(this.center.token('paypal-address-confirmation', address));
    if (kind === 'done') this.confirmedOn.set(address, day);
  }

  async freeze(): Promise<void> {
    const { kind } = await this.center.follow(this.center.token('paypal-address-changed', OWN));
    if (kind !== 'done') throw new Error(`the freeze link is ${kind}`);
    this.frozenAt = this.center.now;
  }

  async run(friday: LocalDay): Promise<void> {
    const { program } = this.center;
    const before = program.payouts('p1').length;
    await program.friday(friday);
    expect(program.problems()).toEqual([]);
    this.paid.push(
      ...program
        .payouts('p1')
        .slice(before)
        .map(({ receiver }) => ({ friday, receiver })),
    );
  }
}

async function play({ attacks, freezesAfter, weekly }: Takeover): Promise<Story> {
  const program = new MemoryProgram().moveTo('2026-04-17');
  await program.configure({ bucketGroups: 1 });
  const story = new Story(program);
  await story.center.signUp('p1');
  await program.client('c1', 'p1');
  await program.payment('since', 'c1', '0.00', '2026-01-10');
  const firstAttack = Math.min(...attacks.map(({ at }) => at));
  for (let number = 0; number < DAYS; number += 1) {
    const day = addDays(FIRST, number);
    const week = Math.floor(number / 7);
    if (number % 7 === 0) {
      await program.payment(`payment-${week}`, 'c1', `${weekly[week]}.00`, day);
      story.earned += (weekly[week] ?? 0) * 25;
    }
    for (const early of [true, false]) {
      // Three hours before the run of a Friday, and three hours after it.
      program.moveTo(day).time += (early ? -3 : 3) * HOUR;
      for (const [place, attack] of attacks.entries()) {
        const address = `thief-${place}@elsewhere.example`;
        if (attack.early === early && attack.at === number) await story.attack(address);
        if (attack.early === early && attack.confirmsAfter === number - attack.at) await story.confirm(address, day);
      }
      if (!early && freezesAfter === number - firstAttack) await story.freeze();
      if (early && weekdayOf(day) === FRIDAY) await story.run(day);
    }
  }
  return story;
}

it('no Friday pays a thief before the cooling-down is over, nor the old address meanwhile, and no cent is lost', async () => {
  await fc.assert(
    fc.asyncProperty(anyTakeover, async (takeover) => {
      const { center, paid, confirmedOn, changedAt, frozenAt, earned } = await play(takeover);
      for (const { friday, receiver } of paid) {
        expect(runTime(friday), `${friday} pays a frozen account`).toBeLessThan(frozenAt);
        if (receiver === OWN) {
          expect(runTime(friday), `${friday} pays the old address`).toBeLessThan(changedAt);
          continue;
        }
        const since = confirmedOn.get(receiver);
        expect(since && daysBetween(since, friday), `${friday} pays ${receiver}`).toBeGreaterThanOrEqual(7);
      }
      const { program } = center;
      const moved = [...program.paypal.moved().values()].reduce((sum, cents) => sum + cents, 0);
      // The last week is carried by nobody yet: it is still to be folded.
      await program.friday(addDays(FIRST, DAYS + 6));
      const later = [...program.paypal.moved().values()].reduce((sum, cents) => sum + cents, 0);
      expect(later).toBeGreaterThanOrEqual(moved);
      expect(Number(program.account('p1')?.carriedCents ?? 0) + later).toBe(earned);
      expect(program.problems()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

const WEEKLY = Array.from({ length: 9 }, () => 400);
const attack = (change: Partial<Attack> = {}): Attack => ({ at: 10, early: true, confirmsAfter: 0, ...change });

it('a partner who changed the address themselves is paid everything once it has cooled down', async () => {
  const { paid, center } = await play({ attacks: [attack()], freezesAfter: undefined, weekly: WEEKLY });
  expect(paid).toEqual(
    [
      ['2026-04-24', OWN],
      ['2026-05-08', 'thief-0@elsewhere.example'],
      ['2026-05-15', 'thief-0@elsewhere.example'],
      ['2026-05-22', 'thief-0@elsewhere.example'],
      ['2026-05-29', 'thief-0@elsewhere.example'],
      ['2026-06-05', 'thief-0@elsewhere.example'],
      ['2026-06-12', 'thief-0@elsewhere.example'],
      ['2026-06-19', 'thief-0@elsewhere.example'],
    ].map(([friday, receiver]) => ({ friday, receiver })),
  );
  expect(center.program.problems()).toEqual([]);
});

it('an owner who uses the freeze link within the cooling-down loses nothing', async () => {
  const { paid, center } = await play({ attacks: [attack()], freezesAfter: 6, weekly: WEEKLY });
  expect(paid).toEqual([{ friday: '2026-04-24', receiver: OWN }]);
  expect(center.program.account('p1')).toMatchObject({ reasons: ['on-hold'] });
});

it('a second change within the cooling-down of the first begins it anew', async () => {
  const attacks = [attack(), attack({ at: 15 })];
  const { paid } = await play({ attacks, freezesAfter: undefined, weekly: WEEKLY });
  expect(paid[1]).toEqual({ friday: '2026-05-15', receiver: 'thief-1@elsewhere.example' });
});
