/** Operations: hold and release partners, adjust balances, change rates and settings, decide about held runs. */
import { adjustments } from '../../../shared/adapters/ledger/adjustments.ts';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { onceRecords } from '../../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../../shared/adapters/ledger/partner-ledger.ts';
import { refilings } from '../../../shared/adapters/ledger/refilings.ts';
import { settingsLedger } from '../../../shared/adapters/ledger/settings-ledger.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { refilePartners } from '../../../shared/usecases/intake/refile-partners.ts';
import { adjustBalance, decideAdjustment } from '../../../shared/usecases/staff/adjust-balance.ts';
import { changePartner } from '../../../shared/usecases/staff/change-partner.ts';
import { changeSettings } from '../../../shared/usecases/staff/change-settings.ts';
import { changeRate, hold, release } from '../../../shared/usecases/staff/partner-decisions.ts';
import type { Tools } from '../cloud/lambda.ts';
import { momentOf } from '../days.ts';
import type { Actor, Simulation } from '../simulation.ts';
import { startRun } from './friday.ts';

const LIMIT_SECONDS = 29;
const HOURS = [9, 16.9995, 16.9999, 17.0005, 22];

export const operations: Actor = {
  name: 'operations',
  begin(simulation) {
    const { story, chance } = simulation;
    for (let day = story.firstFriday - 3; day < story.calmFrom; day += chance.between(3, 35))
      // Every other time in the seconds around the Friday rule.
      simulation.on(chance.happens(0.5) ? day - (day % 7) + 5 : day, chance.pick(HOURS), () => doSomething(simulation));
    for (let day = story.firstFriday; day < story.end; day += 1)
      simulation.on(day, 19, () => decideHeldRuns(simulation));
    // Holds and freezes last a week or so: who is never paid finds nothing.
    for (let day = story.firstFriday; day < story.calmFrom; day += 10)
      simulation.on(day + chance.between(0, 9), 12, () => {
        for (const partner of story.partners) {
          const { profile } = simulation.watch.standings.latest(partner);
          if (profile?.hold !== undefined || profile?.frozen) changeOne(simulation, partner, release);
        }
      });
    simulation.on(story.calmFrom + 1, 9, () => {
      for (const partner of story.partners) changeOne(simulation, partner, release);
    });
  },
};

function doSomething(simulation: Simulation): void {
  const { chance, story } = simulation;
  const partner = chance.pick(story.partners);
  const what = chance.next();
  if (what < 0.3) adjust(simulation, partner);
  else if (what < 0.4) changeOne(simulation, partner, (each) => hold(each, 'a question is open'));
  else if (what < 0.5) changeOne(simulation, partner, release);
  else if (what < 0.55) return;
  else if (what < 0.93) {
    const basisPoints = chance.pick([0, 1_000, 2_500, 3_333]);
    changeRateOf(simulation, partner, basisPoints);
  } else changeThreshold(simulation);
}

const word = (by: string, { clock }: Tools) => ({ by, now: clock.now(), note: 'as agreed' });

function dependencies(simulation: Simulation, { table }: Tools) {
  return {
    ledger: partnerLedger(table),
    adjustments: adjustments(table),
    settings: settingsLedger(table),
    records: onceRecords(table),
    ids: { next: simulation.nextId },
    post: async () => {},
  };
}

function changeOne(simulation: Simulation, partner: string, decide: Parameters<typeof changePartner>[3]): void {
  simulation.invoke('ops-partners', LIMIT_SECONDS, async (tools) => {
    const with_ = dependencies(simulation, tools);
    const record = await with_.ledger.find(partnerId(partner));
    if (!record) return;
    const target = { id: partnerId(partner), version: record.version };
    const { kind } = await changePartner(target, word('ann', tools), with_, decide);
    simulation.reach(`staff change: ${kind}`);
  });
}

/** Known payments are filed anew at once, as far as the call lives. */
function changeRateOf(simulation: Simulation, partner: string, basisPoints: number): void {
  // It dies half way more often than a call does: what it leaves behind is what a run must find.
  const lives = simulation.faults.on ? simulation.chance.pick([LIMIT_SECONDS, 0.3, 0.4, 0.6]) : LIMIT_SECONDS;
  simulation.invoke('ops-partner-terms', lives, async (tools) => {
    const with_ = dependencies(simulation, tools);
    const id = partnerId(partner);
    const record = await with_.ledger.find(id);
    if (!record) return;
    const { kind } = await changePartner({ id, version: record.version }, word('ann', tools), with_, (each, today) =>
      changeRate(each, today, { basisPoints, from: today }),
    );
    simulation.reach(`rate change: ${kind}`);
    const { ledger: intake, settings } = await simulation.intake(tools);
    const { table, clock } = tools;
    const ledgers = { intake, settings, earnings: earningsLedger(table), refilings: refilings(table) };
    await refilePartners(clock.now(), { only: id }, ledgers);
  });
}

/** Sent again under the same key until it is answered. */
function adjust(simulation: Simulation, partner: string): void {
  const { chance } = simulation;
  simulation.watch.adjustmentsAsked += 1;
  const amount = cents(chance.pick([-250_00, -50_00, -1, 1, 25_00, 99_99, 300_00]));
  const call = { caller: 'ann', key: simulation.nextId(), request: { partner, amount } };
  const send = (tries: number): void => {
    simulation.invoke(
      'ops-decisions',
      LIMIT_SECONDS,
      (tools) =>
        adjustBalance(
          { partnerId: partnerId(partner), cents: amount },
          word('ann', tools),
          call,
          dependencies(simulation, tools),
        ),
      (end) => {
        if (end.kind !== 'done') {
          again(simulation, tries, send);
          return;
        }
        simulation.reach(`adjustment: ${end.result.kind === 'done' ? end.result.answer.state : end.result.kind}`);
        if (end.result.kind === 'done' && end.result.answer.state === 'proposed')
          approve(simulation, end.result.answer.id);
      },
    );
    // The same call twice at once, as an impatient client sends it.
    if (tries === 5 && chance.happens(0.2)) send(1);
  };
  send(5);
}

function approve(simulation: Simulation, id: string): void {
  const { chance } = simulation;
  const decision = chance.pick(['approve', 'approve', 'refuse'] as const);
  const call = { caller: 'bob', key: simulation.nextId(), request: { id, decision } };
  const send = (tries: number): void => {
    simulation.invoke(
      'ops-decisions',
      LIMIT_SECONDS,
      (tools) => decideAdjustment({ id, decision }, word('bob', tools), call, dependencies(simulation, tools)),
      (end) => again(simulation, end.kind === 'done' ? 0 : tries, send),
    );
  };
  send(5);
}

function again({ world, chance }: Simulation, tries: number, send: (tries: number) => void): void {
  if (tries > 1) world.at(world.now + chance.between(1, 60) * 1_000, () => send(tries - 1));
}

function changeThreshold(simulation: Simulation): void {
  const thresholdCents = simulation.chance.pick([1, 50_00, 100_00, 120_00]);
  simulation.invoke('ops-program', 10, async (tools) => {
    const with_ = dependencies(simulation, tools);
    const { version } = await with_.settings.read();
    const { kind } = await changeSettings({ thresholdCents }, version, word('ann', tools), with_);
    simulation.reach(`settings change: ${kind}`);
  });
}

/** Looked at once a day: released, refused, or left for the next Friday to refuse. */
function decideHeldRuns(simulation: Simulation): void {
  const { watch, chance, faults, world, story } = simulation;
  for (const [week, run] of watch.runs()) {
    if (run.state !== 'held') continue;
    simulation.reach('run held');
    const decision = faults.on ? chance.pick(['release', 'release', 'refuse', 'neither'] as const) : 'release';
    if (decision === 'neither' || world.now > momentOf(story.end - 1, 0)) continue;
    startRun(simulation, { weekEnding: weekEnding(week), [decision]: { by: 'ann', note: 'looked at' } });
  }
}
