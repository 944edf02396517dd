/** The benchmark's report, to be read by a person: bills, where the requests come from, and what the gate says. */
import { availableParallelism, cpus, platform } from 'node:os';
import { billFor, totalUsd } from './bill.ts';
import type { GateFinding } from './budget.ts';
import { LIST_PRICES, PRICES_AS_OF, PRICES_REGION } from './list-prices.ts';
import type { ProgramSize } from './synthetic-program.ts';
import { amount, dollars, textTable } from './text-table.ts';
import { sum, type UsedServices } from './used-services.ts';

/** For the weekly run of 10,000 partners and 100,000 entries. */
export const GOAL_USD = 0.05;
const GOAL_SIZE: ProgramSize = { partners: 10_000, entries: 100_000 };

export interface Stage {
  /** As in the budget. */
  readonly name: string;
  readonly title: string;
  /** Events told; 0 for a run. */
  readonly events: number;
  readonly used: UsedServices;
  readonly seconds: number;
}

export interface ReportInput {
  readonly size: ProgramSize;
  readonly stages: readonly Stage[];
  readonly findings: readonly GateFinding[];
  readonly tolerance: number;
}

export function report({ size, stages, findings, tolerance }: ReportInput): string {
  const runs = stages.filter(({ events }) => events === 0);
  const intake = stages.filter(({ events }) => events > 0);
  return `${[
    heading(size, runs.length),
    ...runs.map((stage) => runReport(stage, size)),
    intakeReport(intake),
    standingCosts(),
    arithmetic(stages),
    gate(findings, tolerance),
  ].join('\n\n')}\n`;
}

function heading({ partners, entries }: ProgramSize, fridays: number): string {
  return [
    `What a Friday costs: ${amount(partners)} partners, ${amount(entries)} entries due a week`,
    `  command  node bench/friday-cost.ts --partners ${partners} --entries ${entries} --fridays ${fridays}`,
    `  machine  ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, ${platform()}`,
    `  prices   ${PRICES_REGION}, list prices of ${PRICES_AS_OF}, no free tier; PayPal's own fees are not among them`,
    '  loaded   wholly through POST /billing/events, 500 events a call',
  ].join('\n');
}

function runReport({ title, used, seconds }: Stage, size: ProgramSize): string {
  const bill = billFor(used);
  const total = totalUsd(bill);
  return [
    `${title}: ${dollars(total)} (${seconds.toFixed(1)} s on this machine, tap included)`,
    textTable(
      [
        { title: 'service' },
        { title: 'what' },
        { title: 'quantity', align: 'right' },
        { title: 'USD', align: 'right' },
      ],
      [
        ...bill.map(({ service, what, quantity, usd }) => [service, what, amount(quantity), dollars(usd)]),
        ['', goalLine(size, total), '', dollars(total)],
      ],
    ),
    `PayPal: ${used.payPal.creates} batches created, ${used.payPal.looks} looks, ${used.payPal.logins} logins. ` +
      `SQS: ${used.sqs.sends} sends, ${used.sqs.receives} receives, ${used.sqs.deletes} deletes. Cold starts: ${used.lambda.coldStarts}.`,
    requestTable(used),
  ].join('\n');
}

function goalLine({ partners, entries }: ProgramSize, usd: number): string {
  const isGoalSize = partners === GOAL_SIZE.partners && entries === GOAL_SIZE.entries;
  return isGoalSize ? `total; goal ${dollars(GOAL_USD)}: ${usd <= GOAL_USD ? 'met' : 'MISSED'}` : 'total';
}

function requestTable({ dynamoDb }: UsedServices): string {
  const right = { align: 'right' } as const;
  return textTable(
    [
      { title: 'DynamoDB, by function' },
      { title: 'operation' },
      { title: 'requests', ...right },
      { title: 'refused', ...right },
      { title: 'read units', ...right },
      { title: 'write units', ...right },
    ],
    dynamoDb.map(({ functionName, operation, requests, refused, readUnits, writeUnits }) => [
      shortName(functionName),
      operation,
      amount(requests),
      amount(refused),
      amount(readUnits),
      amount(writeUnits),
    ]),
  );
}

/** `PartnerPayouts-FunctionsPlanBucketsFunction64128C50` is PlanBuckets. */
const shortName = (name: string): string => /Functions(\w+?)Function[0-9A-F]{8}$/.exec(name)?.[1] ?? name;

function intakeReport(stages: readonly Stage[]): string {
  const right = { align: 'right' } as const;
  const perEvent = (events: number, count: number): string => (count / events).toFixed(2);
  return [
    'Intake, not part of the run: POST /billing/events',
    textTable(
      [
        { title: 'events' },
        { title: 'number', ...right },
        { title: 'write units each', ...right },
        { title: 'read units each', ...right },
        { title: 'USD', ...right },
        { title: 'USD per 1,000', ...right },
        { title: 'ms each', ...right },
      ],
      stages.map(({ title, events, used, seconds }) => {
        const usd = totalUsd(billFor(used));
        return [
          title,
          amount(events),
          perEvent(events, sum(used.dynamoDb.map(({ writeUnits }) => writeUnits))),
          perEvent(events, sum(used.dynamoDb.map(({ readUnits }) => readUnits))),
          dollars(usd),
          dollars((usd / events) * 1_000),
          ((seconds / events) * 1_000).toFixed(2),
        ];
      }),
    ),
  ].join('\n');
}

/** Lambda's poller of a queue: five long polls of 20 s side by side, all week, whether or not anything comes. */
const POLLS_A_WEEK = (5 * 7 * 86_400) / 20;

function standingCosts(): string {
  const { usd, per } = LIST_PRICES.sqsRequest;
  return [
    'Not counted above, because it is there without any run:',
    `  Lambda polls the payout queue with at least five long polls: ${amount(POLLS_A_WEEK)} receives a week, ${dollars((POLLS_A_WEEK * usd) / per)}`,
    '  (SQS gives a million requests a month away); storage, backups, two secrets at $0.40 a month, alarms; the daily',
    '  reconciliation (one Lambda request and one query a day when nothing is open).',
    'GB-seconds are milliseconds of this machine, workers and database on the same cores: in the cloud a request waits',
    'longer and computes less. Counts are exact; that line is an estimate.',
  ].join('\n');
}

function arithmetic(stages: readonly Stage[]): string {
  const metered = stages.flatMap(({ used }) => used.dynamoDb);
  const reported = sum(metered.map((each) => each.reportedUnits));
  const documented = sum(metered.map((each) => each.documentedUnits));
  const refused = sum(metered.map((each) => each.refused));
  return [
    `Units: the local database reported ${amount(reported)} for all answered requests; the documented arithmetic, worked out`,
    `from the same requests and answers, gives ${amount(documented)}. The larger of the two is charged, request by request.`,
    `${amount(refused)} writes were refused for a condition: charged as if done, which no database reports.`,
  ].join('\n');
}

function gate(findings: readonly GateFinding[], tolerance: number): string {
  const exceeded = findings.filter((finding) => finding.exceeded);
  const percent = `${(tolerance * 100).toFixed(0)} %`;
  if (exceeded.length === 0)
    return `Gate: ${findings.length} counts within bench/budget.json (${percent} tolerance; time is not gated).`;
  return [
    `Gate: ${exceeded.length} of ${findings.length} counts are over bench/budget.json, ${percent} tolerance included:`,
    textTable(
      [{ title: 'stage' }, { title: 'count' }, { title: 'used', align: 'right' }, { title: 'allowed', align: 'right' }],
      exceeded.map(({ stage, count, used, allowed }) => [stage, count, amount(used), amount(Math.floor(allowed))]),
    ),
  ].join('\n');
}
