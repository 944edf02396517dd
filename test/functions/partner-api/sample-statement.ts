/** A statement of three clients and one adjustment, to change as a test likes. */
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { clientId, partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { PayoutStatement, StatementEntry } from '../../../shared/usecases/earnings/payout-statement.ts';

const entry = (day: string, client: string, amount: number, more: Partial<StatementEntry> = {}): StatementEntry => ({
  ...{ earnedOn: localDay(day), kind: 'commission', standing: 'counts' },
  ...{ cents: cents(amount), statedCents: cents(amount), clientId: clientId(client), clientName: `${client} Ltd` },
  ...more,
});
const sums = (entries: number, commission: number, adjustment = 0) => ({
  entries,
  commissionCents: cents(commission),
  adjustmentCents: cents(adjustment),
});

export const ENTRIES: readonly StatementEntry[] = [
  entry('2026-04-06', 'acme', 120_00),
  entry('2026-04-07', 'acme', -20_00, { kind: 'adjustment', reason: 'refund' }),
  entry('2026-04-08', 'bolt', 0, { standing: 'void', reason: 'cancelled-before-maturity', statedCents: cents(19_75) }),
  entry('2026-04-08', 'bolt', 0, { standing: 'held', reason: 'self-referral-review', statedCents: cents(1_975_00) }),
  entry('2026-04-09', 'cash', -30_00, { standing: 'void', reason: 'self-referral', statedCents: cents(30_00) }),
  entry('2026-04-10', 'cash', 5_00, { statedCents: cents(35_00) }),
  entry('2026-04-11', 'none', 43_50, {
    ...{ kind: 'adjustment', reason: 'operations', note: 'Goodwill', clientId: undefined, clientName: undefined },
  }),
];

export const STATEMENT: PayoutStatement = {
  payout: {
    ...{ weekEnding: weekEnding('2026-04-11'), friday: localDay('2026-04-17'), amountCents: cents(118_50) },
    ...{ state: 'paid', place: 'paid', receiver: 'm…@payee.example', payPalItemId: 'ITEM-7' },
    sentence: '$118.50 of Friday 2026-04-17 was paid to m…@payee.example.',
  },
  partner: { id: partnerId('p1'), name: 'Petra Partner' },
  after: weekEnding('2026-03-28'),
  clients: [
    { clientId: clientId('acme'), name: 'acme Ltd', ...sums(2, 120_00, -20_00) },
    { clientId: clientId('bolt'), name: 'bolt Ltd', ...sums(2, 0) },
    { clientId: clientId('cash'), name: 'cash Ltd', ...sums(2, -25_00) },
  ],
  byOperations: sums(1, 0, 43_50),
  total: sums(7, 95_00, 23_50),
  entries: ENTRIES,
  fromEarlierWeeksCents: cents(0),
};
