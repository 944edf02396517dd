/** Prints a run as its owner reads it: who was paid what, who was not and why. */
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { weekEndingPaidBy } from '../../shared/domain/calendar/week.ts';
import { add, toDollars } from '../../shared/domain/money/cents.ts';
import type { Table } from '../../shared/ports/table.ts';
import { runResults } from '../run-results.ts';

const PARTNER_WIDTH = 26;
const MONEY_WIDTH = 12;

export async function printRun(table: Table, friday: LocalDay): Promise<void> {
  const week = weekEndingPaidBy(friday);
  const results = await runResults(table, week);
  if (!results) return print(`\nThere was no run on Friday ${friday}.`);
  const { run, payouts, carried } = results;
  const total = add(...payouts.map(({ amountCents }) => amountCents));
  print(
    `\nFriday ${friday}, week ending ${week}: the run is ${run.state}${run.state === 'held' ? ' (over a cap)' : ''}`,
  );
  print(`\nPayouts: ${payouts.length}, ${toDollars(total)}`);
  for (const { partnerId, amountCents, state, error } of payouts)
    line(partnerId, toDollars(amountCents), error ? `${state} (${error})` : state);
  print(`\nNot paid, carried to the next run: ${carried.length}`);
  for (const { partnerId, balanceCents, reasons } of carried)
    line(partnerId, toDollars(balanceCents), reasons.join(', '));
  print('');
}

const line = (partner: string, money: string, more: string): void =>
  print(`  ${partner.padEnd(PARTNER_WIDTH)}${money.padStart(MONEY_WIDTH)}  ${more}`);

const print = (text: string): void => void process.stdout.write(`${text}\n`);
