/** The oracle itself: against sums done by hand, and against the independent calculation of the sample. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallProgramFiles } from '../data/small-program/generate.ts';
import { expectedPayouts, type ProgramRows } from './oracle.ts';
import { dayInLosAngeles, dayNumber, dayText } from './oracle-calendar.ts';
import {
  hasSample,
  payoutsAsCsv,
  readExpected,
  readProgramRows,
  SAMPLE_DIRECTORY,
  SMALL_PROGRAM_DIRECTORY,
  SMALL_PROGRAM_RUNS,
} from './oracle-files.ts';
import { type CsvRow, earnsOn, referrerOf } from './oracle-people.ts';

it.skipIf(!hasSample())('works out every payout of the sample', () => {
  const payouts = expectedPayouts(readProgramRows(SAMPLE_DIRECTORY), { from: '1997-01-03', to: '1998-07-31' });
  expect(payoutsAsCsv(payouts)).toBe(readExpected(SAMPLE_DIRECTORY));
});

describe('the small program', () => {
  it('is as it is generated', () => {
    for (const [name, content] of Object.entries(smallProgramFiles())) {
      expect(readFileSync(join(SMALL_PROGRAM_DIRECTORY, name), 'utf8'), name).toBe(content);
    }
  });

  it('has the payouts worked out from its files', () => {
    const payouts = expectedPayouts(readProgramRows(SMALL_PROGRAM_DIRECTORY), SMALL_PROGRAM_RUNS);
    expect(payoutsAsCsv(payouts)).toBe(readExpected(SMALL_PROGRAM_DIRECTORY));
  });

  // The sums are in the folder's README.
  it.each([
    '2025-10-18,cedar-works,15000',
    '2025-11-29,cedar-works,33450',
    '2026-01-03,larch-software,11850',
    '2026-01-17,iris-web,39687',
    '2026-01-31,ginkgo-design,10000',
    '2026-02-07,cedar-works,11175',
    '2026-02-07,ginkgo-design,11000',
    '2026-02-21,iris-web,14325',
    '2026-02-21,juniper-west,10000',
    '2026-04-04,ginkgo-design,14999',
  ])('pays %s', (line) => {
    expect(readExpected(SMALL_PROGRAM_DIRECTORY).split('\n')).toContain(line);
  });

  it.each(['dogwood-labs', 'fern-agency'])('never pays %s', (partner) => {
    expect(readExpected(SMALL_PROGRAM_DIRECTORY)).not.toContain(partner);
  });
});

describe('its calendar', () => {
  it.each([
    { text: '2026-11-20', weekday: 5 },
    { text: '2024-02-29', weekday: 4 },
    { text: '2000-02-29', weekday: 2 },
    { text: '1997-01-03', weekday: 5 },
    { text: '0001-01-01', weekday: 1 },
  ])('knows $text', ({ text, weekday }) => {
    expect(dayText(dayNumber(text))).toBe(text);
    expect(dayNumber(text) % 7).toBe(weekday);
  });

  it('counts 365 days and leap days', () => {
    expect(dayNumber('2025-01-01') - dayNumber('2024-01-01')).toBe(366);
    expect(dayNumber('1901-01-01') - dayNumber('1900-01-01')).toBe(365);
    expect(dayText(dayNumber('2026-01-01') + 90)).toBe('2026-04-01');
  });

  it.each([
    { at: '2025-11-02T06:59:59Z', day: '2025-11-01' },
    { at: '2025-11-02T07:00:00Z', day: '2025-11-02' },
    { at: '2025-11-03T07:59:59Z', day: '2025-11-02' },
    { at: '2025-11-03T08:00:00Z', day: '2025-11-03' },
    { at: '2026-03-08T07:59:59Z', day: '2026-03-07' },
    { at: '2026-03-08T08:00:00Z', day: '2026-03-08' },
    { at: '2026-03-09T06:59:59.999Z', day: '2026-03-08' },
    { at: '2026-03-09T07:00Z', day: '2026-03-09' },
    { at: '1997-04-06T07:59:59Z', day: '1997-04-05' },
    { at: '1997-04-07T07:00:00Z', day: '1997-04-07' },
    { at: '1997-10-27T07:59:59Z', day: '1997-10-26' },
    { at: '1997-10-25T07:00:00Z', day: '1997-10-25' },
    { at: '1997-04-05T07:59:59Z', day: '1997-04-04' },
    { at: '2026-01-01T08:59:59+01:00', day: '2025-12-31' },
    { at: '2025-12-31T23:00:00-0800', day: '2025-12-31' },
    { at: '2026-02-28', day: '2026-02-28' },
  ])('takes $at for $day', ({ at, day }) => {
    expect(dayText(dayInLosAngeles(at))).toBe(day);
  });
});

const partner = (partner_id: string, more: CsvRow = {}): CsvRow => ({
  partner_id,
  name: `Partner ${partner_id}`,
  email: `${partner_id}@partner.example`,
  paypal_email: `${partner_id}@payee.example`,
  country: 'US',
  rate_bps: '',
  joined_on: '',
  ...more,
});
const client = (more: CsvRow = {}): CsvRow => ({
  client_id: 'c',
  owner_name: 'Owner',
  owner_email: 'owner@c.example',
  referrer_id: 'p',
  ...more,
});

describe('who is who', () => {
  const partners = [
    partner('p', { name: 'Ann Ash' }),
    partner('q', { name: 'Bo Birch' }),
    partner('r', { name: 'Ann Ash', joined_on: '2026-02-01' }),
  ];

  it.each<{ why: string; client: CsvRow; referrer: string }>([
    { why: 'the link comes first', client: { referrer_id: 'q', how_heard: 'Ann Ash' }, referrer: 'q' },
    { why: 'an e-mail', client: { referrer_id: '', how_heard: 'Q@payee.example!' }, referrer: 'q' },
    {
      why: 'an e-mail before a name',
      client: { referrer_id: '', how_heard: 'q@partner.example (Ann Ash)' },
      referrer: 'q',
    },
    { why: 'two e-mails', client: { referrer_id: '', how_heard: 'q@partner.example p@partner.example' }, referrer: '' },
    { why: 'a name', client: { referrer_id: '', how_heard: 'It was bo  BIRCH, I think' }, referrer: 'q' },
    { why: 'a part of a word', client: { referrer_id: '', how_heard: 'Bo Bircher' }, referrer: '' },
    { why: 'two names', client: { referrer_id: '', how_heard: 'Ann Ash and Bo Birch' }, referrer: '' },
    { why: 'two partners of a name', client: { referrer_id: '', how_heard: 'Ann Ash' }, referrer: '' },
    {
      why: 'a namesake who joined later',
      client: { referrer_id: '', how_heard: 'Ann Ash', account_created_on: '2026-01-31' },
      referrer: 'p',
    },
    { why: 'nothing', client: { referrer_id: '' }, referrer: '' },
  ])('$why', ({ client: more, referrer }) => {
    expect(referrerOf(client(more), partners)).toBe(referrer);
  });

  it.each<{ why: string; owner: CsvRow; earns: boolean }>([
    { why: 'somebody else', owner: {}, earns: true },
    { why: 'the log-in address', owner: { owner_email: 'P.X+y@GMAIL.com' }, earns: false },
    { why: 'a dot elsewhere makes another mailbox', owner: { owner_email: 'p.ay@payee.example' }, earns: true },
    { why: 'the same name', owner: { owner_name: ' ann  ASH', owner_email: 'a@gmail.com' }, earns: false },
    { why: 'the same name in a business domain waits for review', owner: { owner_name: 'Ann Ash' }, earns: false },
  ])('$why', ({ owner, earns }) => {
    expect(earnsOn(client(owner), partner('p', { name: 'Ann Ash', email: 'px@googlemail.com' }))).toBe(earns);
  });
});

describe('what is paid', () => {
  const rows = (more: Partial<ProgramRows> = {}): ProgramRows => ({
    partners: [partner('p')],
    clients: [client()],
    payments: [],
    refunds: [],
    ...more,
  });
  const payment = (amount: string, paid_at: string, payment_id = paid_at): CsvRow => ({
    payment_id,
    client_id: 'c',
    amount,
    currency: 'USD',
    paid_at,
  });
  const runs = { from: '2026-01-02', to: '2026-12-25' };
  const paid = (program: ProgramRows) =>
    expectedPayouts(program, runs).map((row) => `${row.week_ending} ${row.amount_cents}`);

  it("follows the FAQ's example", () => {
    const months = ['01', '02', '03', '04', '05', '06'].map((month) => payment('79', `2026-${month}-05`));
    expect(paid(rows({ payments: months.slice(0, 3) }))).toEqual([]);
    expect(paid(rows({ payments: months }))).toEqual(['2026-06-06 11850']);
  });

  it.each([
    { why: 'a cent short', amount: '399.96', expected: [] },
    { why: 'half a cent short is rounded up', amount: '399.98', expected: ['2026-04-04 10000'] },
  ])('$why', ({ amount, expected }) => {
    expect(paid(rows({ payments: [payment(amount, '2026-01-01')] }))).toEqual(expected);
  });

  it.each([
    { why: 'cancelled on day 89', cancelled_on: '2026-03-31', expected: [] },
    { why: 'cancelled on day 90', cancelled_on: '2026-04-01', expected: ['2026-04-04 12500'] },
  ])('$why', ({ cancelled_on, expected }) => {
    expect(paid(rows({ clients: [client({ cancelled_on })], payments: [payment('500', '2026-01-01')] }))).toEqual(
      expected,
    );
  });

  it('carries a negative balance until it is paid off', () => {
    const payments = [payment('500', '2026-01-01'), payment('500', '2026-05-01'), payment('400', '2026-06-01')];
    const refunds = [
      { refund_id: 'r', payment_id: '2026-01-01', amount: '500', kind: 'chargeback', refunded_at: '2026-04-20' },
    ];
    expect(paid(rows({ payments, refunds }))).toEqual(['2026-04-04 12500', '2026-06-06 10000']);
  });

  it('insists on Fridays', () => {
    expect(() => expectedPayouts(rows(), { from: '2026-01-01', to: '2026-01-08' })).toThrow('Fridays');
  });
});
