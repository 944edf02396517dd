/** The small program's rows: cases written by hand, among clients drawn by a seeded generator. */
import { random } from '../../../local/demo-program/random.ts';
import type { ProgramRows } from '../../support/oracle.ts';
import { dayNumber, dayText } from '../../support/oracle-calendar.ts';
import type { CsvRow } from '../../support/oracle-people.ts';
import { BOUNDARY_CLIENTS, BOUNDARY_PAYMENTS, BOUNDARY_REFUNDS, PARTNERS } from './cases.ts';

const SEED = 20_250_715;
const DRAWN_CLIENTS = 40;
const LAST_DAY = dayNumber('2026-04-30');
const PRICES = ['49.00', '79.00', '99.90', '149.99', '297', '333.33'];
const REFERRERS = [
  'alder-studio',
  'alder-studio',
  'birch-media',
  'birch-media',
  'cedar-works',
  'elm-partners',
  'iris-web',
  'iris-web',
  'fern-agency',
  'dogwood-labs',
  '',
];
const TRADES = ['Bakery', 'Books', 'Dental', 'Garage', 'Hotel', 'Yoga', 'Florist', 'Tiles'];
const PLACES = ['Harbor', 'Hill', 'Lake', 'River', 'Valley'];

/** The same rows at every call. */
export function smallProgram(): ProgramRows {
  const { between, oneIn, pick } = random(SEED);
  const clients: CsvRow[] = [...BOUNDARY_CLIENTS];
  const payments: CsvRow[] = [...BOUNDARY_PAYMENTS];
  const refunds: CsvRow[] = [...BOUNDARY_REFUNDS];

  for (let number = 0; number < DRAWN_CLIENTS; number += 1) {
    const name = `${PLACES[number % 5]} ${TRADES[Math.floor(number / 5)]}`;
    const id = name.toLowerCase().replace(' ', '-');
    const start = dayNumber('2025-07-15') + between(0, 120);
    const months = between(7, 12);
    const price = pick(PRICES);
    const cancelledEarly = oneIn(9);
    let last = start;
    for (let month = 0; month < months; month += 1) {
      const day = monthsLater(start, month);
      if (day > LAST_DAY || (cancelledEarly && month > 2)) break;
      last = day;
      const payment = `${id}-${month + 1}`;
      payments.push({
        payment_id: payment,
        client_id: id,
        amount: month === 0 && oneIn(8) ? '0.00' : price,
        currency: 'USD',
        paid_at: moment(day),
      });
      if (month > 0 && oneIn(14)) refunds.push(...lowered(payment, price, day));
    }
    const cancelled = cancelledEarly ? last + between(1, 20) : last + 25;
    clients.push({
      client_id: id,
      owner_name: name,
      owner_email: `owner@${id}.example`,
      account_created_on: dayText(start - between(0, 9)),
      referrer_id: pick(REFERRERS),
      how_heard: '',
      cancelled_on: cancelledEarly || (last + 31 < LAST_DAY && oneIn(2)) ? dayText(cancelled) : '',
    });
  }
  return { partners: PARTNERS, clients, payments, refunds };

  /** Most billing systems send instants; some days, and some instants of other zones. */
  function moment(day: number): string {
    const time = `${two(between(0, 23))}:${two(between(0, 59))}:${two(between(0, 59))}`;
    if (oneIn(10)) return dayText(day);
    return `${dayText(day)}T${time}${oneIn(6) ? pick(['-05:00', '+01:00', '+0930']) : 'Z'}`;
  }

  function lowered(payment: string, price: string, day: number): CsvRow[] {
    const on = day + between(0, 70);
    const [dollars = '0'] = price.split('.');
    const row = (refund: string, amount: string, kind: string, at: number): CsvRow => ({
      refund_id: `${payment}-${refund}`,
      payment_id: payment,
      amount,
      kind,
      refunded_at: at === on && oneIn(2) ? moment(at) : dayText(at),
    });
    if (oneIn(2)) return [row('r1', price, 'refund', on)];
    if (oneIn(2))
      return [
        row('r1', `${between(1, 9)}.${two(between(1, 99))}`, 'refund', on),
        row('r2', `${between(1, Number(dollars) - 20)}.5`, 'refund', on + between(0, 3)),
      ];
    const chargeback = row('c1', price, 'chargeback', on);
    return oneIn(2) ? [chargeback] : [chargeback, row('c2', price, 'chargeback-reversed', on + between(0, 30))];
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The same day of a later month, or that month's last. */
function monthsLater(start: number, months: number): number {
  const [year = 0, month = 0, day = 0] = dayText(start).split('-').map(Number);
  const later = `${year + Math.floor((month - 1 + months) / 12)}-${two(((month - 1 + months) % 12) + 1)}`;
  for (let last = day; ; last -= 1) {
    const text = `${later}-${two(last)}`;
    if (dayText(dayNumber(text)) === text) return dayNumber(text);
  }
}
