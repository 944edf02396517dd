/** The small program's partners, and the cases written by hand; README.md says what each is for. */
import type { CsvRow } from '../../support/oracle-people.ts';

function partner(partner_id: string, name: string, more: CsvRow = {}): CsvRow {
  return {
    partner_id,
    name,
    email: `hello@${partner_id}.example`,
    paypal_email: `pay@${partner_id}.example`,
    country: 'US',
    rate_bps: '',
    joined_on: '2025-07-01',
    ...more,
  };
}

export const PARTNERS: readonly CsvRow[] = [
  partner('alder-studio', 'Alder Studio'),
  partner('birch-media', 'Birch Media', { rate_bps: '3000', country: '' }),
  partner('cedar-works', 'Cedar Works', { email: 'cedarworks.partner@gmail.com' }),
  partner('dogwood-labs', 'Dogwood Labs', { paypal_email: '' }),
  partner('elm-partners', 'Elm, Oak & Partners', { rate_bps: '2000' }),
  partner('fern-agency', 'Fern Agency', { country: 'CA' }),
  partner('ginkgo-design', 'Ginkgo Design'),
  partner('hazel-consulting', 'Hazel Consulting'),
  partner('iris-web', 'Iris Web', { rate_bps: '3333', joined_on: '' }),
  partner('juniper-east', 'Juniper Group'),
  partner('juniper-west', 'Juniper Group'),
  partner('larch-software', 'Larch Software'),
  partner('maple-mobile', 'Maple Mobile'),
];

function client(client_id: string, referrer_id: string, more: CsvRow = {}): CsvRow {
  return {
    client_id,
    owner_name: `Owner of ${client_id}`,
    owner_email: `owner@${client_id}.example`,
    account_created_on: '2025-07-15',
    referrer_id,
    how_heard: '',
    cancelled_on: '',
    ...more,
  };
}

export const BOUNDARY_CLIENTS: readonly CsvRow[] = [
  client('faq-example', 'larch-software'),
  client('saturday-night', 'alder-studio', { owner_name: 'The "Saturday", Night & Co.' }),
  client('cancelled-day-89', 'hazel-consulting', { cancelled_on: '2025-10-28' }),
  client('cancelled-day-90', 'hazel-consulting', { cancelled_on: '2025-10-29' }),
  client('new-years-eve', 'ginkgo-design', { account_created_on: '2025-12-30' }),
  client('new-years-day', 'ginkgo-design', { account_created_on: '2025-12-30' }),
  client('clocks-back-sunday', 'ginkgo-design'),
  client('clocks-back-monday', 'ginkgo-design'),
  client('one-cent-short', 'maple-mobile'),
  client('half-a-cent', 'juniper-east'),
  client('paid-then-lost', 'juniper-west'),
  client('free-trial', 'alder-studio'),
  client('trial-refunded', 'alder-studio'),
  client('own-mailbox', 'cedar-works', { owner_email: 'C.edarWorks.Partner+shop@googlemail.com' }),
  client('own-login', 'alder-studio', { owner_email: 'Hello@Alder-Studio.example' }),
  client('own-name', 'birch-media', { owner_name: 'birch  MEDIA', owner_email: 'birch.media.shop@gmail.com' }),
  client('own-role', 'hazel-consulting', { owner_name: 'Hazel Consulting', owner_email: 'hazel@oak-dental.example' }),
  client('heard-by-mail', '', { how_heard: 'A friend (PAY@birch-media.example), and Alder Studio too.' }),
  client('heard-by-name', '', { how_heard: 'from  alder studio,\nat their workshop' }),
  client('heard-of-two', '', { how_heard: 'Alder Studio or Birch Media, I forget' }),
  client('heard-of-twins', '', { how_heard: 'Juniper Group' }),
  client('heard-on-air', '', { how_heard: 'the radio; not Alder Studios' }),
];

const payment = (payment_id: string, client_id: string, amount: string, paid_at: string): CsvRow => ({
  payment_id,
  client_id,
  amount,
  currency: 'USD',
  paid_at,
});

const monthly = (client_id: string, amount: string, days: readonly string[]): CsvRow[] =>
  days.map((day, month) => payment(`${client_id}-${month + 1}`, client_id, amount, day));

const HEARD = ['2025-07-16', '2025-08-16', '2025-09-16', '2025-10-16'];

export const BOUNDARY_PAYMENTS: readonly CsvRow[] = [
  ...monthly('faq-example', '79', ['2025-08-01', '2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01']),
  // Pairs of the last second of a Saturday and the first of a Sunday, around both changes of the clocks.
  payment('saturday-night-0', 'saturday-night', '0.00', '2025-07-16T12:00:00Z'),
  ...monthly('saturday-night', '401.00', [
    '2025-11-02T06:59:59Z',
    '2025-11-02T07:00:00Z',
    '2025-11-09T07:59:59Z',
    '2025-11-09T08:00:00Z',
    '2026-03-08T07:59:59Z',
    '2026-03-08T08:00:00Z',
    '2026-03-15T06:59:59.999Z',
    '2026-03-15T07:00:00Z',
  ]),
  payment('cancelled-day-89-1', 'cancelled-day-89', '800.00', '2025-07-31T16:00:00Z'),
  payment('cancelled-day-90-1', 'cancelled-day-90', '800.00', '2025-07-31T16:00:00Z'),
  payment('cancelled-day-90-2', 'cancelled-day-90', '500.00', '2025-11-20T16:00:00Z'),
  // Mature on 2026-03-31 and 2026-04-01; two refunds of 2 cents before that: 49.995, then 49.99.
  payment('new-years-eve-1', 'new-years-eve', '200.00', '2026-01-01T07:59:59Z'),
  payment('new-years-day-1', 'new-years-day', '400.00', '2026-01-01T08:00:00Z'),
  // The last second of a Sunday of 25 hours, and the next one: mature on a Saturday and on the Sunday after it.
  payment('clocks-back-sunday-1', 'clocks-back-sunday', '400.00', '2025-11-03T07:59:59Z'),
  payment('clocks-back-monday-1', 'clocks-back-monday', '440.00', '2025-11-03T08:00:00Z'),
  payment('one-cent-short-1', 'one-cent-short', '399.96', '2025-07-20'),
  payment('one-cent-short-2', 'one-cent-short', '0.04', '2025-12-01'),
  payment('half-a-cent-1', 'half-a-cent', '399.98', '2025-07-20'),
  payment('paid-then-lost-1', 'paid-then-lost', '600.00', '2025-07-20'),
  payment('paid-then-lost-2', 'paid-then-lost', '500.00', '2026-01-20'),
  payment('paid-then-lost-3', 'paid-then-lost', '500.00', '2026-02-20'),
  payment('free-trial-0', 'free-trial', '0.00', '2025-08-09T18:30:00-07:00'),
  payment('free-trial-1', 'free-trial', '420.00', '2025-09-09'),
  payment('trial-refunded-0', 'trial-refunded', '1.00', '2025-08-16T23:59:59-07:00'),
  payment('trial-refunded-1', 'trial-refunded', '440.00', '2025-11-14T00:00:00-08:00'),
  ...['own-mailbox', 'own-login', 'own-name', 'own-role'].flatMap((id) => monthly(id, '997.00', HEARD)),
  ...['heard-by-mail', 'heard-by-name', 'heard-of-two', 'heard-of-twins', 'heard-on-air'].flatMap((id) =>
    monthly(id, '111.11', HEARD),
  ),
  // Told twice, the second time in another way: once is enough.
  payment('faq-example-1', 'faq-example', '79.00', '2025-08-01T12:00:00-07:00'),
];

const movement = (
  refund_id: string,
  payment_id: string,
  amount: string,
  kind: string,
  refunded_at: string,
): CsvRow => ({
  refund_id,
  payment_id,
  amount,
  kind,
  refunded_at,
});

export const BOUNDARY_REFUNDS: readonly CsvRow[] = [
  movement('trial-refunded-0-r', 'trial-refunded-0', '1.00', 'refund', '2025-08-20'),
  movement('new-years-eve-1-r1', 'new-years-eve-1', '0.02', 'refund', '2026-02-01'),
  movement('new-years-eve-1-r2', 'new-years-eve-1', '0.02', 'refund', '2026-02-02'),
  movement('paid-then-lost-1-c1', 'paid-then-lost-1', '600.00', 'chargeback', '2025-11-20'),
  movement('paid-then-lost-3-c1', 'paid-then-lost-3', '500.00', 'chargeback', '2026-03-02'),
  movement('paid-then-lost-3-c2', 'paid-then-lost-3', '499.99', 'chargeback-reversed', '2026-03-02'),
];
