/** Boots the app with a counting tap, tells it a synthetic program through billing's API, lets Fridays come, and measures both. */
import { ProgramClock } from '../local/clock.ts';
import { type Laptop, startLaptop } from '../local/laptop.ts';
import { progress } from '../local/progress.ts';
import { settingsKey } from '../shared/adapters/ledger/keys.ts';
import { findRun } from '../shared/adapters/ledger/run-ledger.ts';
import { type BillingEventInput, MAX_EVENTS } from '../shared/contracts/billing-events.ts';
import { addDays } from '../shared/domain/calendar/local-day.ts';
import { runFridayOf, type WeekEnding } from '../shared/domain/calendar/week.ts';
import { cents } from '../shared/domain/money/cents.ts';
import type { ProgramSettings } from '../shared/domain/program-settings.ts';
import { requestMeter } from './request-meter.ts';
import { type UsedServices, usedServices } from './used-services.ts';

export interface Measured {
  readonly used: UsedServices;
  readonly seconds: number;
}

export interface MeasuredProgram {
  /** In calls as large as billing may send them. @throws Error when an event is not accepted. */
  intake(title: string, events: readonly BillingEventInput[]): Promise<Measured>;
  /** The week's run by its own rule. @throws Error unless it closes with so many payouts, all paid. */
  friday(week: WeekEnding, payouts: number): Promise<Measured>;
  /** Thursday noon of a week, when its payments are told. No rule fires on the way. */
  goTo(week: WeekEnding): Promise<void>;
  stop(): Promise<void>;
}

/** No cap holds a run here: ten thousand payouts of hundreds of dollars are what is measured. */
const NO_CAPS: Pick<ProgramSettings, 'caps'> = {
  caps: { maxRunCents: cents(1e12), maxPartnerCents: cents(1e12), jumpFactor: 1_000, jumpFloorCents: cents(1e12) },
};
/** Billing's calls side by side, one for each core of a small machine. */
const CALLS_AT_ONCE = 2;
const RULE_TIME = 'T17:00:00Z';
const thursdayNoon = (week: WeekEnding): number => Date.parse(`${addDays(week, -2)}T20:00:00Z`);
const none = { only: () => false };

export async function measuredProgram(firstWeek: WeekEnding, onStep: (step: string) => void): Promise<MeasuredProgram> {
  const meter = requestMeter();
  let logBytes = 0;
  const laptop = await startLaptop({
    clock: ProgramClock.standing(thursdayNoon(firstWeek)),
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
    intake: (title, events) => measure(0, () => tell(laptop, title, events)),
    async friday(week, payouts) {
      const ruleTime = Date.parse(`${runFridayOf(week)}${RULE_TIME}`);
      // The daily reconciliation is due two hours earlier: it is no part of the run.
      await laptop.cloud.advanceTo(ruleTime - 1, none);
      const measured = await measure(1, () => laptop.cloud.advanceTo(ruleTime));
      await checkRun(laptop, week, payouts);
      return measured;
    },
    async goTo(week) {
      const at = thursdayNoon(week);
      if (laptop.clock.now() < at) await laptop.cloud.advanceTo(at, none);
    },
    stop: () => laptop.stop(),
  };
}

async function tell({ billing }: Laptop, title: string, events: readonly BillingEventInput[]): Promise<void> {
  const shown = progress(title, events.length);
  const calls = Array.from({ length: Math.ceil(events.length / MAX_EVENTS) }, (_, call) =>
    events.slice(call * MAX_EVENTS, (call + 1) * MAX_EVENTS),
  ).values();
  let done = 0;
  const lane = async (): Promise<void> => {
    for (const call of calls) {
      const results = await billing.send(call);
      const other = results.find(({ outcome }) => outcome !== 'accepted');
      if (other) throw new Error(`event ${other.id} is ${other.outcome}: ${other.problem ?? ''}`);
      done += call.length;
      shown.to(done);
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, lane));
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
