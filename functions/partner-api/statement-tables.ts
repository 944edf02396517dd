/** The two tables of a payout statement in words: what each client brought, and every entry. Both end with the payout's amount. */
import { type Cents, toDollars } from '../../shared/domain/money/cents.ts';
import type { PayoutStatement, StatementEntry, Sums } from '../../shared/usecases/earnings/payout-statement.ts';
import { centsOf } from '../../shared/usecases/earnings/payout-statement.ts';
import { legible } from './pdf-letters.ts';
import type { Cells, Table } from './pdf-table.ts';

export function clientTable(statement: PayoutStatement): Table {
  const { clients, moreClients, byOperations, total, payout, fromEarlierWeeksCents } = statement;
  return {
    columns: [
      { title: 'Client', width: 158 },
      { title: 'Client id', width: 108 },
      { title: 'Entries', width: 40, isNumber: true },
      { title: 'Commissions', width: 66, isNumber: true },
      { title: 'Adjustments', width: 66, isNumber: true },
      { title: 'Amount', width: 66, isNumber: true },
    ],
    rows: [
      ...clients.map((each) => [legible(each.name, each.clientId), each.clientId, ...sumCells(each)]),
      ...(moreClients ? [[`${grouped(moreClients.clients)} more clients`, '', ...sumCells(moreClients)]] : []),
      ...(byOperations ? [['Adjustments by operations', '', ...sumCells(byOperations)]] : []),
      ...carried(fromEarlierWeeksCents, (label, cents) => [label, '', '', '', '', cents]),
    ],
    total: ['Total', '', ...sumCells(total).slice(0, -1), toDollars(payout.amountCents)],
  };
}

export function entryTable({ entries, moreEntries, payout, fromEarlierWeeksCents }: PayoutStatement): Table {
  return {
    columns: [
      { title: 'Earned on', width: 58 },
      { title: 'Client', width: 134 },
      { title: 'What', width: 246 },
      { title: 'Amount', width: 66, isNumber: true },
    ],
    rows: [
      ...entries.map((entry) => [entry.earnedOn, clientOf(entry), whatOf(entry), toDollars(entry.cents)]),
      ...(moreEntries
        ? [
            [
              '',
              '',
              `${grouped(moreEntries.entries)} more: /me/entries or the yearly CSV`,
              toDollars(moreEntries.cents),
            ],
          ]
        : []),
      ...carried(fromEarlierWeeksCents, (label, cents) => ['', '', label, cents]),
    ],
    total: ['Total', '', '', toDollars(payout.amountCents)],
  };
}

/** `12345` → `12,345` */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const sumCells = (sums: Sums): string[] => [
  grouped(sums.entries),
  dollarsOrDash(sums.commissionCents),
  dollarsOrDash(sums.adjustmentCents),
  toDollars(centsOf(sums)),
];

const dollarsOrDash = (cents: Cents): string => (cents === 0 ? '–' : toDollars(cents));

/** No line where the entries explain the whole amount, as they do while the books balance. */
const carried = (cents: Cents, row: (label: string, cents: string) => Cells): Cells[] =>
  cents === 0 ? [] : [row('Carried from earlier weeks', toDollars(cents))];

const clientOf = ({ clientId, clientName }: StatementEntry): string =>
  clientId === undefined ? '' : legible(clientName, clientId);

const REASONS: Readonly<Record<NonNullable<StatementEntry['reason']>, string>> = {
  'self-referral': 'self-referral',
  'self-referral-review': 'self-referral under review',
  'cancelled-before-maturity': 'cancelled before maturity',
  'referrer-corrected': 'referrer corrected',
  refund: 'refund',
  chargeback: 'chargeback',
  'chargeback-reversed': 'chargeback reversed',
  operations: 'by operations',
};

/** An entry brings what it states, or nothing, or the difference to what an earlier week counted of the same line. */
function whatOf({ kind, standing, reason, cents, statedCents, note }: StatementEntry): string {
  const why = (reason && REASONS[reason]) ?? '';
  const name = kind === 'commission' ? 'Commission' : 'Adjustment';
  if (standing === 'counts') {
    if (reason === 'operations') return `${name} by operations${note ? `: ${note}` : ''}`;
    const corrected = cents === statedCents ? '' : `, corrected to ${toDollars(statedCents)}`;
    return (why ? `${name}: ${why}` : name) + corrected;
  }
  if (cents !== 0) return `${name}, taken back: ${why}`;
  return `${name} of ${toDollars(statedCents)}, ${standing}: ${why}`;
}
