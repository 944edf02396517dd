/** Random moments of random programs for properties: any weekday, partners in any state, payouts on their way or come back. */
import * as fc from 'fast-check';
import { addDays, type LocalDay, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Partner, PayPalAddress } from '../../../shared/domain/partner.ts';
import { moneyPlaceOf, type PayoutState } from '../../../shared/domain/payout-state.ts';
import { anyHistory, dayText, FRIDAYS, type History } from '../../support/memory-histories.ts';
import { MemoryProgram, receiverOf } from '../../support/memory-program.ts';

export interface Moment {
  readonly history: History;
  /** Days as in histories: 61 is the first Friday with a run. */
  readonly day: number;
  /** How far the last run is: on a Friday it may be still to come; it may have stopped before it decided about anybody, or half way. */
  readonly lastRun: 'to-come' | 'opened' | 'half-planned' | 'done';
  /** What is different about the partners, first to last. */
  readonly changes: readonly PartnerChange[];
}

interface PartnerChange {
  readonly thresholdCents?: number;
  readonly hold?: string;
  readonly frozen?: true;
  readonly paypal?: { readonly confirmedDaysAgo?: number } | 'none';
  readonly refused?: true;
  readonly answered?: { readonly daysAgo: number; readonly hasForm: boolean } | 'never';
  /** What becomes of the last payout. */
  readonly last?: PayoutState;
}

const anyCause: fc.Arbitrary<PartnerChange> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ thresholdCents: fc.constantFrom(150_00, 400_00, 5_000_00) }) },
  { weight: 4, arbitrary: fc.record({ paypal: fc.record({ confirmedDaysAgo: fc.nat(9) }) }) },
  { weight: 4, arbitrary: fc.record({ answered: fc.record({ daysAgo: fc.nat(150), hasForm: fc.constant(true) }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ last: fc.constantFrom('planned', 'unclaimed', 'blocked', 'refunded', 'reversed') }),
  },
  fc.constantFrom<PartnerChange[]>(
    { hold: 'a question' },
    { frozen: true },
    { paypal: {} },
    { paypal: 'none' },
    { refused: true },
    { answered: 'never' },
    { answered: { daysAgo: 0, hasForm: false } },
  ),
);
/** Often nothing at all, so that partners are paid. */
const anyChange: fc.Arbitrary<PartnerChange> = fc
  .oneof(fc.constant([]), fc.tuple(anyCause), fc.tuple(anyCause), fc.tuple(anyCause, anyCause))
  .map((causes) => Object.assign({}, ...causes));

export const anyMoment: fc.Arbitrary<Moment> = fc.record({
  history: anyHistory,
  /** Answers of last year stop counting on day 91, 2026-02-01: a third of the moments are near it. */
  day: fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 54, max: 95 }) },
    { weight: 2, arbitrary: fc.noBias(fc.integer({ min: 61, max: 260 })) },
  ),
  lastRun: fc.constantFrom('done', 'done', 'done', 'to-come', 'to-come', 'opened', 'half-planned'),
  changes: fc.array(anyChange, { minLength: 3, maxLength: 3 }),
});

/** The program as it stands at the moment, everything known that is known by then. */
export async function programAt(moment: Moment): Promise<MemoryProgram> {
  const program = await played(moment);
  for (const [place, partner] of moment.history.partners.entries()) {
    // A partner that is not known yet has no profile to change.
    if (program.item(`PARTNER#${partner}`, 'PROFILE')) await change(program, partner, moment.changes[place] ?? {});
  }
  return program;
}

async function played({ history, day, lastRun }: Moment): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo(dayText(54));
  const { maturityDays, thresholdCents } = history;
  await program.configure({ maturityDays, thresholdCents: cents(thresholdCents), bucketGroups: 2 });
  await program.partner('nobody');
  let told = -1;
  const tell = async (until: number): Promise<void> => {
    const news = history.news.filter(({ known }) => known > told && known <= until);
    if (news.length > 0) await program.tell(...news.map(({ event }) => event));
    told = until;
  };
  const fridays = FRIDAYS.filter((each) => each < day || (each === day && lastRun !== 'to-come'));
  for (const friday of fridays.filter((each) => !history.missed.has(each))) {
    program.moveTo(dayText(friday));
    await tell(friday);
    for (const partner of history.partners)
      program.paypal.outcomes.set(receiverOf(partner), history.failing.has(friday) ? 'FAILED' : 'SUCCESS');
    await runOf(program, dayText(friday), friday === fridays.at(-1) ? lastRun : 'done');
  }
  program.moveTo(dayText(day));
  await tell(day);
  return program;
}

async function runOf(program: MemoryProgram, friday: string, how: Moment['lastRun']): Promise<void> {
  if (how === 'opened') {
    await program.open({ scheduledTime: `${friday}T17:00:00Z` });
  } else if (how === 'half-planned') {
    program.failingGroups.add(1);
    await program.friday(friday).catch((error: Error) => {
      if (error.name !== 'PlanningIncomplete') throw error;
    });
    program.failingGroups.clear();
  } else await program.friday(friday);
}

async function change(program: MemoryProgram, partner: string, to: PartnerChange): Promise<void> {
  const today = localDay(new Date(program.time).toISOString().slice(0, 10));
  const profile = program.item(`PARTNER#${partner}`, 'PROFILE')?.partner as Partner;
  const { thresholdCents, hold, frozen, answered } = to;
  const paypal = paypalOf(profile.paypal, to.paypal, today);
  await program.changePartner(partner, {
    ...(thresholdCents === undefined ? {} : { thresholdCents: cents(thresholdCents) }),
    ...(hold === undefined ? {} : { hold }),
    ...(frozen ? { frozen } : {}),
    ...{ paypal },
    ...(answered === undefined ? {} : { country: 'NZ', tax: taxOf(answered, today) }),
  } as Partial<Partner>);
  const account = program.account(partner);
  if (!account) return;
  if (to.refused && paypal) await program.table.putAll([{ ...account, refusedPaypalVersion: paypal.version }]);
  const last = program.payouts(partner).find(({ weekEnding }) => weekEnding === account.lastPayout);
  if (to.last && last && moneyPlaceOf(last.state) === 'paid')
    await program.table.putAll([{ ...last, state: to.last } as never]);
}

function paypalOf(
  paypal: PayPalAddress | undefined,
  to: PartnerChange['paypal'],
  today: LocalDay,
): PayPalAddress | undefined {
  if (to === undefined || paypal === undefined) return paypal;
  if (to === 'none') return undefined;
  const { confirmedOn: _, ...rest } = paypal;
  const confirmed = to.confirmedDaysAgo === undefined ? {} : { confirmedOn: addDays(today, -to.confirmedDaysAgo) };
  return { ...rest, ...confirmed, version: paypal.version + 1, changed: true };
}

function taxOf(answered: NonNullable<PartnerChange['answered']>, today: LocalDay): Partner['tax'] {
  if (answered === 'never') return { formsOnFile: [] };
  return {
    result: 'foreign-source',
    answeredOn: addDays(today, -answered.daysAgo),
    formsOnFile: answered.hasForm ? ['W-8BEN'] : [],
  };
}
