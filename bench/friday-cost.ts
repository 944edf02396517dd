/**
 * `npm run bench`: what does a Friday cost? Loads a synthetic program through billing's API, lets three Fridays come, counts
 * every request, and multiplies by list prices. Fails when a count is over its budget (bench/budget.json).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, options, UsageProblem } from '../local/command-line.ts';
import { type BillingEventInput, MAX_EVENTS } from '../shared/contracts/billing-events.ts';
import { nextWeek, weekEnding } from '../shared/domain/calendar/week.ts';
import { billFor, totalUsd } from './bill.ts';
import { budgetSchema, judge } from './budget.ts';
import { GOAL_USD, report, type Stage } from './cost-report.ts';
import { type MeasuredProgram, measuredProgram } from './measured-program.ts';
import {
  historyEvents,
  type ProgramSize,
  partnerEvent,
  paymentEvents,
  signUpEvents,
  type WeekKind,
} from './synthetic-program.ts';
import { sum } from './used-services.ts';

const HELP = `What does a Friday cost? Counts what the weekly run asks of each service, times list prices.

  npm run bench -- [--partners 10000] [--entries 100000] [--fridays 3] [--json FILE]

  --partners N  partners of the program
  --entries N   commissions due in each week, at least one a partner
  --fridays N   1: everybody is paid for the first time; 2: then half are carried; 3: then these are paid, too
  --json FILE   everything that was counted, as JSON
  --help

Three Fridays of 100,000 entries are 330,000 events told through the API first: some ten minutes on two quiet cores.
A small program is gated the same way: --partners 300 --entries 3000.

Exit status: 0 within budget, 1 a count is over bench/budget.json or the run did not pay as it should, 2 wrong options.
`;

const FIRST_WEEK = weekEnding('2026-11-14');

interface Friday {
  readonly stage: string;
  readonly title: string;
  readonly kind: WeekKind;
}

const FRIDAYS: readonly Friday[] = [
  { stage: 'run: first, all paid', title: 'First Friday: everybody is paid', kind: 'all-paid' },
  { stage: 'run: half carried', title: 'Second Friday: half are paid, half are carried', kind: 'half-carried' },
  {
    stage: 'run: all paid, half waited',
    title: 'Third Friday: everybody is paid, half of them from the waiting list (the dearest kind)',
    kind: 'all-paid',
  },
];

function readOptions(): { size: ProgramSize; fridays: readonly Friday[]; json: string | undefined } {
  const text = { type: 'string' } as const;
  const given = options({ partners: text, entries: text, fridays: text, json: text }, HELP);
  const count = (name: 'partners' | 'entries' | 'fridays', otherwise: number): number => {
    const value = given[name] === undefined ? otherwise : Number(given[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new UsageProblem(`--${name} ${given[name]}: must be a whole number above 0`);
    return value;
  };
  const size = { partners: count('partners', 10_000), entries: count('entries', 100_000) };
  if (size.entries < size.partners)
    throw new UsageProblem('--entries must be at least --partners: each partner has one');
  const fridays = count('fridays', FRIDAYS.length);
  if (fridays > FRIDAYS.length) throw new UsageProblem(`--fridays ${fridays}: there are ${FRIDAYS.length} at most`);
  return { size, fridays: FRIDAYS.slice(0, fridays), json: given.json };
}

async function bench(): Promise<void> {
  const { size, fridays, json } = readOptions();
  const program = await measuredProgram(FIRST_WEEK, (step) => process.stderr.write(`${step}\n`));
  let stages: Stage[];
  try {
    stages = await measureAll(program, size, fridays);
  } finally {
    await program.stop();
  }
  const budget = budgetSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'budget.json'), 'utf8')));
  const findings = stages.flatMap((stage) => judge(budget, stage.name, stage.used, { ...size, events: stage.events }));
  process.stdout.write(report({ size, stages, findings, tolerance: budget.tolerance }));
  if (json) {
    const bills = stages.map((stage) => ({ ...stage, bill: billFor(stage.used), usd: totalUsd(billFor(stage.used)) }));
    writeFileSync(
      json,
      `${JSON.stringify({ size, node: process.version, goalUsd: GOAL_USD, stages: bills, findings }, null, 2)}\n`,
    );
  }
  if (findings.some(({ exceeded }) => exceeded)) process.exitCode = 1;
}

async function measureAll(program: MeasuredProgram, size: ProgramSize, fridays: readonly Friday[]): Promise<Stage[]> {
  const stages: Stage[] = [];
  const intake = async (name: string, title: string, roundsOf: RoundsOf): Promise<void> => {
    const lanes = lanesOf(size, roundsOf);
    const events = sum(lanes.flat().map(({ length }) => length));
    stages.push({ name, title, events, ...(await program.intake(title, lanes)) });
  };
  await intake('intake: partners', 'new partners', (partner) => [[partnerEvent(partner)]]);
  await intake('intake: sign-ups', 'new clients', (partner) => [signUpEvents(partner, size)]);
  await program.openingRun(FIRST_WEEK);
  let week = FIRST_WEEK;
  for (const [place, { stage, title, kind }] of fridays.entries()) {
    await program.endOf(week);
    if (place === 0) {
      await intake('intake: history', 'payments of new clients', (partner) => [
        historyEvents(partner, size, week, kind),
      ]);
    } else {
      // No partner twice in a call: as they come in, payments have little in common.
      await intake('intake: payments', 'payments of known clients', (partner) =>
        paymentEvents(partner, size, week, kind).map((event) => [event]),
      );
    }
    process.stderr.write(`${title}\n`);
    const payouts = kind === 'all-paid' ? size.partners : Math.ceil(size.partners / 2);
    stages.push({ name: stage, title, events: 0, ...(await program.friday(week, payouts)) });
    week = nextWeek(week);
  }
  return stages;
}

/** A partner's events; a call of billing's has only events of the same round. */
type RoundsOf = (partner: number) => BillingEventInput[][];

/** A lane for each core of a small machine, each with partners of its own. */
const LANES = 2;

/** Lanes of calls, as large as billing may send them. */
function lanesOf({ partners }: ProgramSize, roundsOf: RoundsOf): BillingEventInput[][][] {
  return Array.from({ length: LANES }, (_, lane) => {
    const own = Array.from({ length: partners }, (_, partner) => partner).filter((partner) => partner % LANES === lane);
    const rounds: BillingEventInput[][] = [];
    for (const [number, round] of own.flatMap((partner) => [...roundsOf(partner).entries()])) {
      rounds[number] ??= [];
      rounds[number].push(...round);
    }
    return rounds.flatMap(inCalls);
  });
}

const inCalls = (events: readonly BillingEventInput[]): BillingEventInput[][] =>
  Array.from({ length: Math.ceil(events.length / MAX_EVENTS) }, (_, call) =>
    events.slice(call * MAX_EVENTS, (call + 1) * MAX_EVENTS),
  );

await command(bench);
