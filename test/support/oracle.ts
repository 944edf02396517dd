/**
 * What a program pays, worked out a second time: naively, straight from RULES.md, from the rows of the CSV files. It shares
 * no code with the program, so that the same mistake would have to be made twice. Every payout is taken to succeed.
 */
import { type DayNumber, dayInLosAngeles, dayNumber, dayText } from './oracle-calendar.ts';
import { type CsvRow, cell, earnsOn, referrerOf } from './oracle-people.ts';

export interface ProgramRows {
  readonly partners: readonly CsvRow[];
  readonly clients: readonly CsvRow[];
  readonly payments: readonly CsvRow[];
  readonly refunds: readonly CsvRow[];
}

export interface ExpectedPayout {
  readonly week_ending: string;
  readonly partner_id: string;
  readonly amount_cents: number;
}

const MATURITY_DAYS = 90;
const THRESHOLD_CENTS = 10_000n;
const PROGRAM_RATE = 2_500n;
const FRIDAY = 5;

/** By week ending and partner id. @param runs both Fridays are run. @param files are taken to be right; rows may stand twice. */
export function expectedPayouts(files: ProgramRows, runs: { from: string; to: string }): ExpectedPayout[] {
  const from = dayNumber(runs.from);
  const to = dayNumber(runs.to);
  if (from % 7 !== FRIDAY || to % 7 !== FRIDAY) throw new Error(`${runs.from} and ${runs.to} must be Fridays`);

  const rows: ProgramRows = {
    partners: once(files.partners, 'partner_id'),
    clients: once(files.clients, 'client_id'),
    payments: once(files.payments, 'payment_id'),
    refunds: once(files.refunds, 'refund_id'),
  };
  const earned = rows.partners.map((partner) => ({ partner, lines: linesOf(partner, rows), paid: 0n }));
  const payouts: ExpectedPayout[] = [];
  for (let friday = from; friday <= to; friday += 7) {
    const weekEnding = friday - 6;
    for (const account of earned) {
      let balance = -account.paid;
      for (const line of account.lines) if (line.day <= weekEnding) balance += line.cents;
      if (balance < THRESHOLD_CENTS || !canBePaid(account.partner)) continue;
      account.paid += balance;
      payouts.push({
        week_ending: dayText(weekEnding),
        partner_id: cell(account.partner, 'partner_id'),
        amount_cents: Number(balance),
      });
    }
  }
  return payouts.sort((a, b) => inTextOrder(a.week_ending, b.week_ending) || inTextOrder(a.partner_id, b.partner_id));
}

/** Files tell of no tax questionnaire: a partner outside the United States waits. */
const canBePaid = (partner: CsvRow): boolean =>
  cell(partner, 'paypal_email') !== '' && ['', 'US'].includes(cell(partner, 'country'));

interface Line {
  readonly day: DayNumber;
  readonly cents: bigint;
}

function linesOf(partner: CsvRow, rows: ProgramRows): Line[] {
  const rate = cell(partner, 'rate_bps') === '' ? PROGRAM_RATE : BigInt(cell(partner, 'rate_bps'));
  const lines: Line[] = [];
  for (const client of rows.clients) {
    if (referrerOf(client, rows.partners) !== cell(partner, 'partner_id') || !earnsOn(client, partner)) continue;
    const payments = rows.payments.filter((payment) => cell(payment, 'client_id') === cell(client, 'client_id'));
    const since = Math.min(...payments.map((payment) => dayInLosAngeles(cell(payment, 'paid_at'))));
    const mature = since + MATURITY_DAYS;
    const cancelled = cell(client, 'cancelled_on');
    if (cancelled !== '' && dayInLosAngeles(cancelled) < mature) continue;
    for (const payment of payments) lines.push(...linesOfPayment(payment, rows.refunds, mature, rate));
  }
  return lines;
}

function linesOfPayment(payment: CsvRow, refunds: readonly CsvRow[], mature: DayNumber, rate: bigint): Line[] {
  const earnedDay = Math.max(dayInLosAngeles(cell(payment, 'paid_at')), mature);
  let net = centsIn(cell(payment, 'amount'));
  const lines: Line[] = [{ day: earnedDay, cents: commission(net, rate) }];
  for (const movement of movementsOf(payment, refunds)) {
    const before = commission(net, rate);
    const cents = centsIn(cell(movement, 'amount'));
    net += isReversal(movement) ? cents : -cents;
    lines.push({
      day: Math.max(dayInLosAngeles(cell(movement, 'refunded_at')), earnedDay),
      cents: commission(net, rate) - before,
    });
  }
  return lines;
}

const isReversal = (movement: CsvRow): boolean => cell(movement, 'kind') === 'chargeback-reversed';

function movementsOf(payment: CsvRow, refunds: readonly CsvRow[]): CsvRow[] {
  const own = refunds.filter((refund) => cell(refund, 'payment_id') === cell(payment, 'payment_id'));
  return own.sort(
    (a, b) =>
      dayInLosAngeles(cell(a, 'refunded_at')) - dayInLosAngeles(cell(b, 'refunded_at')) ||
      Number(isReversal(a)) - Number(isReversal(b)) ||
      inTextOrder(cell(a, 'refund_id'), cell(b, 'refund_id')),
  );
}

/** Half a cent and more is a whole one: no net is ever below zero. */
const commission = (net: bigint, rate: bigint): bigint => (net * rate + 5_000n) / 10_000n;

function centsIn(amount: string): bigint {
  const [dollars = '', fraction = ''] = amount.split('.');
  return BigInt(dollars) * 100n + BigInt(fraction.padEnd(2, '0'));
}

function once(rows: readonly CsvRow[], idColumn: string): CsvRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const id = cell(row, idColumn);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

const inTextOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
