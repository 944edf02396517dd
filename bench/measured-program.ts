/** Boots the app with a counting tap, tells it a synthetic program through billing's API, lets Fridays come, and measures both. */
import { ProgramClock } from '../local/clock.ts';
import { type Laptop, startLaptop } from '../local/laptop.ts';
import { progress } from '../local/progress.ts';
import { settingsKey } from '../shared/adapters/ledger/keys.ts';
import { findRun } from '../shared/adapters/ledger/run-ledger.ts';
import type { BillingEventInput } from '../shared/contracts/billing-events.ts';
import { addDays, type LocalDay } from '../shared/domain/calendar/local-day.ts';
import { previousWeek, runFridayOf, type WeekEnding } from '../shared/domain/calendar/week.ts';
import { cents } from '../shared/domain/money/cents.ts';
import type { ProgramSettings } from '../shared/domain/program-settings.ts';
import { requestMeter } from './request-meter.ts';
import { sum, type UsedServices, usedServices } from './used-services.ts';

export interface Measured {
  readonly used: UsedServices;
  readonly seconds: number;
}

/** What billing sends in one request. */
export type Call = readonly BillingEventInput[];

export interface MeasuredProgram {
  /**
   * Lanes of calls go side by side: no client may be in two of them, since which of two calls has to try again would be
   * chance. @throws Error when an event is not accepted.
   */
  intake(title: string, lanes: readonly (readonly Call[])[]): Promise<Measured>;
  /** The week's run by its own rule. @throws Error unless it closes with so many payouts, all paid. */
  friday(week: WeekEnding, payouts: number): Promise<Measured>;
  /** The run of the week before, with nothing due yet: it takes a new program's first weeks, so that the next is like any other. */
  openingRun(week: WeekEnding): Promise<void>;
  /** Saturday noon at the end of a week, when all its payments are told. No rule fires on the way. */
  endOf(week: WeekEnding): Promise<void>;
  stop(): Promise<void>;
}

/** No cap holds a run here: ten thousand payouts of hundreds of dollars are what is measured. */
const NO_CAPS: Pick<ProgramSettings, 'caps'> = {
  caps: { maxRunCents: cents(1e12), maxPartnerCents: cents(1e12), jumpFactor: 1_000, jumpFloorCents: cents(1e12) },
};
const ruleTime = (week: WeekEnding): number => Date.parse(`${runFridayOf(week)}T17:00:00Z`);
const noon = (day: LocalDay): number => Date.parse(`${day}T20:00:00Z`);
const none = { only: () => false };

export async function measuredProgram(firstWeek: WeekEnding, onStep: (step: string) => void): Promise<MeasuredProgram> {
  const meter = requestMeter();
  let logBytes = 0;
  const laptop = await startLaptop({
    clock: ProgramClock.standing(noon(addDays(firstWeek, -2))),
    faults: meter.hooks,
    onStep,
    onLog: ({ line }) => {
      logBytes += Buffer.byteLength(line) + 1;
    },
  });
  await laptop.table.write([{ kind: 'put', item: { ...settingsKey, settings: NO_CAPS } }]);

  async function measure(ruleEvents: number, work: () => Promise<void>): Promise<Measured> {
    laptop.cloud.resetUsage();
    meter.reset();
    logBytes = 0;
    const payPalBefore = laptop.paypal.calls();
    const started = performance.now();
    await work();
    const seconds = (performance.now() - started) / 1_000;
    const payPalAfter = laptop.paypal.calls();
    const cloud = laptop.cloud.usage();
    const dynamoDb = meter.metered();
    return { used: usedServices({ cloud, dynamoDb, payPalBefore, payPalAfter, logBytes, ruleEvents }), seconds };
  }

  return {
    intake: (title, lanes) => measure(0, () => tell(laptop, title, lanes)),
    async friday(week, payouts) {
      // The daily reconciliation is due two hours earlier: it is no part of the run.
      await laptop.cloud.advanceTo(ruleTime(week) - 1, none);
      const measured = await measure(1, () => laptop.cloud.advanceTo(ruleTime(week)));
      await checkRun(laptop, week, payouts);
      return measured;
    },
    async openingRun(week) {
      await laptop.cloud.advanceTo(ruleTime(previousWeek(week)));
      await checkRun(laptop, previousWeek(week), 0);
    },
    async endOf(week) {
      if (laptop.clock.now() < noon(week)) await laptop.cloud.advanceTo(noon(week), none);
    },
    stop: () => laptop.stop(),
  };
}

async function tell({ billing }: Laptop, title: string, lanes: readonly (readonly Call[])[]): Promise<void> {
  const shown = progress(title, sum(lanes.flat().map(({ length }) => length)));
  let done = 0;
  const tellLane = async (calls: readonly Call[]): Promise<void> => {
    for (const call of calls) {
      const results = await billing.send(call);
      const other = results.find(({ outcome }) => outcome !== 'accepted');
      if (other) throw new Error(`event ${other.id} is ${other.outcome}: ${other.problem ?? ''}`);
      done += call.length;
      shown.to(done);
    }
  };
  await Promise.all(lanes.map(tellLane));
  shown.end();
}

/** A run that paid something else than it should would be a cheap one. */
async function checkRun({ table }: Laptop, week: WeekEnding, payouts: number): Promise<void> {
  const run = await findRun(table, week);
  const { report } = run ?? {};
  const asItShould = run?.state === 'closed' && report?.payouts === payouts && report.paidCents === report.payoutCents;
  if (asItShould) return;
  throw new Error(
    `the run of week ending ${week} should have closed with ${payouts} payouts, all paid: ${JSON.stringify({ state: run?.state, report })}`,
  );
}
