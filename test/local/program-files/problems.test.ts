/** Every kind of problem in a program's files: the file, the line, the column, the value, and what would be right. */
import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../../local/program-files/read-program-files.ts';
import type { MovementEvent } from '../../../shared/contracts/billing-events.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { MAX_MOVEMENTS } from '../../../shared/domain/payment-net.ts';
import type { PaymentRecord } from '../../../shared/ports/intake-ledger.ts';
import { foldMovement } from '../../../shared/usecases/intake/fold-movement.ts';
import {
  type Contents,
  type FileName,
  HEADERS,
  lineAfter,
  readFiles,
  withMore,
  withRows,
} from './program-directory.ts';

/** One line a problem, as a terminal shows it. */
async function problemsOf(contents: Contents): Promise<string[]> {
  const files = await readFiles(contents);
  if (files.kind === 'ok') return [];
  expect(files).not.toHaveProperty('events');
  expect(files.total).toBe(files.problems.length);
  return formatProblems(files.problems, files.total).split('\n');
}

interface BadRow {
  readonly why: string;
  readonly file: FileName;
  /** Put after the usual rows. */
  readonly rows: readonly string[];
  /** Of the last of the rows, without file and line. */
  readonly problem: string;
}

const LONG = 'x'.repeat(65);
const ID = 'must be an id: letters, digits and . _ : @ -, beginning with a letter or digit';
const DAY = 'must be a day that exists (yyyy-mm-dd) or an ISO 8601 instant with its offset (2026-01-31T17:00:00Z)';
const EMAIL = 'must be an e-mail address of at most 127 characters';
const AMOUNT = 'must be an amount in dollars: digits and at most two decimals, such as 79.00';

const BAD_CELLS: readonly BadRow[] = [
  {
    why: 'a partner without an id',
    file: 'partners.csv',
    rows: [',Elm,e@elm.example,,,,'],
    problem: 'partner_id: "" must be an id of at most 40 characters',
  },
  {
    why: 'a partner id that is none',
    file: 'partners.csv',
    rows: ['p 2,Elm,e@elm.example,,,,'],
    problem: `partner_id: "p 2" ${ID}`,
  },
  {
    why: 'a partner id that is too long',
    file: 'partners.csv',
    rows: [`${'p'.repeat(41)},Elm,e@elm.example,,,,`],
    problem: `partner_id: "${'p'.repeat(41)}" must be an id of at most 40 characters`,
  },
  {
    why: 'a partner without a name',
    file: 'partners.csv',
    rows: ['p2,,e@elm.example,,,,'],
    problem: 'name: "" must be a name of 1 to 200 characters',
  },
  {
    why: 'a bad e-mail',
    file: 'partners.csv',
    rows: ['p2,Elm,elm.example,,,,'],
    problem: `email: "elm.example" ${EMAIL}`,
  },
  { why: 'no e-mail', file: 'partners.csv', rows: ['p2,Elm,,,,,'], problem: `email: "" ${EMAIL}` },
  {
    why: 'a bad PayPal address',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,e@elm,,,'],
    problem: `paypal_email: "e@elm" ${EMAIL}`,
  },
  {
    why: 'a country in words',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,,Canada,,'],
    problem: 'country: "Canada" must be an ISO 3166-1 country of two capital letters, such as US',
  },
  {
    why: 'a rate over the whole',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,,,10001,'],
    problem: 'rate_bps: "10001" must be a whole number of basis points from 0 to 10000, such as 2500 for 25 %',
  },
  {
    why: 'a rate below zero',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,,,-1,'],
    problem: 'rate_bps: "-1" must be a whole number of basis points from 0 to 10000, such as 2500 for 25 %',
  },
  {
    why: 'a rate in percent',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,,,25%,'],
    problem: 'rate_bps: "25%" must be a whole number of basis points from 0 to 10000, such as 2500 for 25 %',
  },
  {
    why: 'a rate as programmers write it',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,,,1e3,'],
    problem: 'rate_bps: "1e3" must be a whole number of basis points from 0 to 10000, such as 2500 for 25 %',
  },
  {
    why: 'a day that does not exist',
    file: 'partners.csv',
    rows: ['p2,Elm,e@elm.example,,,,2026-02-29'],
    problem: `joined_on: "2026-02-29" ${DAY}`,
  },
  {
    why: 'a client id that is none',
    file: 'clients.csv',
    rows: ['#c,O,o@c.example,,,,'],
    problem: `client_id: "#c" ${ID}`,
  },
  {
    why: 'a client id that is too long',
    file: 'clients.csv',
    rows: [`${LONG},O,o@c.example,,,,`],
    problem: `client_id: "${LONG.slice(0, 60)}…" must be an id of at most 64 characters`,
  },
  {
    why: 'a client without an owner',
    file: 'clients.csv',
    rows: ['c3,,o@c.example,,,,'],
    problem: 'owner_name: "" must be a name of 1 to 200 characters',
  },
  {
    why: 'an owner whose name goes over two lines',
    file: 'clients.csv',
    rows: ['c3,"Owner\nThree",o@c3.example,,,,'],
    problem: 'owner_name: "Owner\\nThree" must have no control characters and no marks that turn the direction of text',
  },
  {
    why: 'a bad owner e-mail',
    file: 'clients.csv',
    rows: ['c3,O,o@c .example,,,,'],
    problem: `owner_email: "o@c .example" ${EMAIL}`,
  },
  {
    why: 'a day in another order',
    file: 'clients.csv',
    rows: ['c3,O,o@c.example,31/01/2026,,,'],
    problem: `account_created_on: "31/01/2026" ${DAY}`,
  },
  {
    why: 'an unknown referrer',
    file: 'clients.csv',
    rows: ['c3,O,o@c.example,,p9,,'],
    problem: 'referrer_id: "p9" must be in partners.csv, column partner_id',
  },
  {
    why: 'a novel for an answer',
    file: 'clients.csv',
    rows: [`c3,O,o@c.example,,,${'word '.repeat(201)},`],
    problem: `how_heard: "${'word '.repeat(12)}…" must be a text of at most 1000 characters`,
  },
  {
    why: 'a cancellation on no day',
    file: 'clients.csv',
    rows: ['c3,O,o@c.example,,,,2025-06-31'],
    problem: `cancelled_on: "2025-06-31" ${DAY}`,
  },
  {
    why: 'a payment id that is none',
    file: 'payments.csv',
    rows: ['pay/4,c1,1,USD,2026-01-01'],
    problem: `payment_id: "pay/4" ${ID}`,
  },
  {
    why: 'an unknown client',
    file: 'payments.csv',
    rows: ['pay4,c9,1,USD,2026-01-01'],
    problem: 'client_id: "c9" must be in clients.csv, column client_id',
  },
  {
    why: 'a client id of a payment that is none',
    file: 'payments.csv',
    rows: ['pay4,c 9,1,USD,2026-01-01'],
    problem: `client_id: "c 9" ${ID}`,
  },
  {
    why: 'three decimals',
    file: 'payments.csv',
    rows: ['pay4,c1,12.345,USD,2026-01-01'],
    problem: 'amount: "12.345" must have at most two decimals, such as 79.00',
  },
  {
    why: 'an amount below zero',
    file: 'payments.csv',
    rows: ['pay4,c1,-12,USD,2026-01-01'],
    problem: 'amount: "-12" must not be below zero: what lowers a payment is an amount of its own, such as 79.00',
  },
  {
    why: 'an amount that is no number',
    file: 'payments.csv',
    rows: ['pay4,c1,1e3,USD,2026-01-01'],
    problem: `amount: "1e3" ${AMOUNT}`,
  },
  {
    why: 'an amount with a thousands separator',
    file: 'payments.csv',
    rows: ['pay4,c1,"1,234.00",USD,2026-01-01'],
    problem: 'amount: "1,234.00" must have no thousands separators, such as 1234.00',
  },
  { why: 'no amount', file: 'payments.csv', rows: ['pay4,c1,,USD,2026-01-01'], problem: `amount: "" ${AMOUNT}` },
  {
    why: 'another currency',
    file: 'payments.csv',
    rows: ['pay4,c1,1,EUR,2026-01-01'],
    problem: 'currency: "EUR" must be USD: the program has one currency',
  },
  {
    why: 'no currency',
    file: 'payments.csv',
    rows: ['pay4,c1,1,,2026-01-01'],
    problem: 'currency: "" must be USD: the program has one currency',
  },
  { why: 'no day', file: 'payments.csv', rows: ['pay4,c1,1,USD,'], problem: `paid_at: "" ${DAY}` },
  {
    why: 'an instant without its offset',
    file: 'payments.csv',
    rows: ['pay4,c1,1,USD,2026-01-01T10:00:00'],
    problem: `paid_at: "2026-01-01T10:00:00" ${DAY}`,
  },
  {
    why: 'a refund id that is none',
    file: 'refunds.csv',
    rows: ['-r4,pay1,1,refund,2026-02-01'],
    problem: `refund_id: "-r4" ${ID}`,
  },
  {
    why: 'an unknown payment',
    file: 'refunds.csv',
    rows: ['r4,pay9,1,refund,2026-02-01'],
    problem: 'payment_id: "pay9" must be in payments.csv, column payment_id',
  },
  {
    why: 'an unknown kind',
    file: 'refunds.csv',
    rows: ['r4,pay1,1,Refund,2026-02-01'],
    problem: 'kind: "Refund" must be refund, chargeback or chargeback-reversed',
  },
  {
    why: 'no kind',
    file: 'refunds.csv',
    rows: ['r4,pay1,1,,2026-02-01'],
    problem: 'kind: "" must be refund, chargeback or chargeback-reversed',
  },
  {
    why: 'a refund below zero',
    file: 'refunds.csv',
    rows: ['r4,pay1,-1.00,refund,2026-02-01'],
    problem: 'amount: "-1.00" must not be below zero: what lowers a payment is an amount of its own, such as 79.00',
  },
  {
    why: 'a refund on no day',
    file: 'refunds.csv',
    rows: ['r4,pay1,1,refund,2026-13-01'],
    problem: `refunded_at: "2026-13-01" ${DAY}`,
  },
];

const BAD_IDENTITIES: readonly BadRow[] = [
  {
    why: 'a partner twice',
    file: 'partners.csv',
    rows: ['p1,Alder Studio,hello@alder.example,pay@alder.example,US,2500,2026-01-01'],
    problem: 'partner_id: "p1" must be an id of its own: line 2 has it with other content',
  },
  {
    why: 'a client twice',
    file: 'clients.csv',
    rows: ['c2,Owner Two,owner@c2.example,,,"a friend, I think",'],
    problem: 'client_id: "c2" must be an id of its own: line 3 has it with other content',
  },
  {
    why: 'a payment twice',
    file: 'payments.csv',
    rows: ['pay1,c1,79.01,USD,2026-01-03'],
    problem: 'payment_id: "pay1" must be an id of its own: line 2 has it with other content',
  },
  {
    why: 'a refund twice',
    file: 'refunds.csv',
    rows: ['r1,pay1,40.50,refund,2026-02-10'],
    problem: 'refund_id: "r1" must be an id of its own: line 2 has it with other content',
  },
];

const BAD_MOVEMENTS: readonly BadRow[] = [
  {
    why: 'a refund of more than the payment',
    file: 'refunds.csv',
    rows: ['r4,pay1,79.01,refund,2026-02-01'],
    problem: 'amount: "79.01" must be at most 79.00, what is then left of payment pay1',
  },
  {
    why: 'a refund of more than other refunds left',
    file: 'refunds.csv',
    rows: ['r5,pay1,70,refund,2026-02-01', 'r4,pay1,10,refund,2026-02-02'],
    problem: 'amount: "10" must be at most 9.00, what is then left of payment pay1',
  },
  {
    why: 'a reversal without a chargeback',
    file: 'refunds.csv',
    rows: ['r5,pay1,5,refund,2026-02-01', 'r4,pay1,5,chargeback-reversed,2026-02-02'],
    problem: 'amount: "5" must be at most 0.00, the chargebacks then open of payment pay1',
  },
  {
    why: 'a reversal before its chargeback',
    file: 'refunds.csv',
    rows: ['r5,pay1,5,chargeback,2026-02-03', 'r4,pay1,5,chargeback-reversed,2026-02-02'],
    problem: 'amount: "5" must be at most 0.00, the chargebacks then open of payment pay1',
  },
  {
    why: 'a reversal of more than is open',
    file: 'refunds.csv',
    rows: ['r5,pay1,5,chargeback,2026-02-01', 'r4,pay1,5.01,chargeback-reversed,2026-02-01'],
    problem: 'amount: "5.01" must be at most 5.00, the chargebacks then open of payment pay1',
  },
];

describe.each([
  { what: 'a wrong cell', cases: BAD_CELLS },
  { what: 'an id used twice', cases: BAD_IDENTITIES },
  { what: 'a refund that does not fit', cases: BAD_MOVEMENTS },
])('$what', ({ cases }) => {
  it.each(cases)('$why', async ({ file, rows, problem }) => {
    const line = lineAfter(file) + rows.length - 1;
    expect(await problemsOf({ [file]: withMore(file, ...rows) })).toEqual([`${file}, line ${line}, ${problem}`]);
  });
});

describe('a payment with very many refunds', () => {
  const refunds = (count: number): string[] =>
    Array.from({ length: count }, (_, place) => `m${place},pay1,0.01,refund,2026-02-01`);

  it('is refused beyond what there may be', async () => {
    expect(await problemsOf({ 'refunds.csv': withRows('refunds.csv', ...refunds(MAX_MOVEMENTS)) })).toEqual([]);
    expect(await problemsOf({ 'refunds.csv': withRows('refunds.csv', ...refunds(MAX_MOVEMENTS + 1)) })).toEqual([
      'refunds.csv, line 11, payment_id: "pay1" must be a payment with at most 11 refunds and chargebacks',
    ]);
  });

  it('is refused where the program refuses it', () => {
    const day = localDay('2026-02-01');
    const event = (place: number) =>
      ({
        id: `e${place}`,
        type: 'refund',
        refundId: `m${place}`,
        paymentId: 'pay1',
        amount: cents(1),
        on: day,
      }) as MovementEvent;
    const payment = { id: 'pay1', clientId: 'c1', amount: cents(79_00), day, movements: [] };
    let record = { id: 'pay1', version: 1, payment, waiting: [], refused: [], filed: [] } as unknown as PaymentRecord;
    const outcomes = Array.from({ length: MAX_MOVEMENTS + 1 }, (_, place) => {
      const folded = foldMovement(record, event(place));
      record = folded.record;
      return folded.result.outcome;
    });
    expect(outcomes.slice(0, MAX_MOVEMENTS)).not.toContain('refused');
    expect(outcomes.at(-1)).toBe('refused');
  });
});

describe('a file that cannot be read', () => {
  it('is missing', async () => {
    expect(await problemsOf({ 'refunds.csv': null })).toEqual([
      'refunds.csv: must be there: the directory has no such file',
    ]);
  });

  it('is empty', async () => {
    expect(await problemsOf({ 'payments.csv': '\n' })).toEqual([
      `payments.csv: must begin with a line that names its columns: ${HEADERS['payments.csv']}`,
    ]);
  });

  it('lacks columns', async () => {
    const header = 'payment_id,client_id,Amount,paid_at';
    expect(await problemsOf({ 'payments.csv': `${header}\npay1,c1,1,2026-01-01\n` })).toEqual([
      `payments.csv, line 1, amount: "${header}" must have the column amount`,
      `payments.csv, line 1, currency: "${header}" must have the column currency`,
    ]);
  });

  it('has a column twice', async () => {
    const header = `${HEADERS['payments.csv']},amount`;
    expect(await problemsOf({ 'payments.csv': `${header}\n` })).toEqual([
      `payments.csv, line 1, amount: "${header}" must have the column amount once`,
    ]);
  });

  it('has rows of another width', async () => {
    expect(
      await problemsOf({ 'payments.csv': withMore('payments.csv', 'pay4,c1,1,234.00,USD,2026-01-01', 'pay5,c1') }),
    ).toEqual([
      'payments.csv, line 5: "pay4,c1,1,234.00,USD,2026-01-01" must have 5 cells, as many as the header, not 6',
      'payments.csv, line 6: "pay5,c1" must have 5 cells, as many as the header, not 2',
    ]);
  });

  it('has a quote that is not closed', async () => {
    const rows = [
      'c3,Owner Three,o@c3.example,,,"a\nfriend",',
      'c4,"Owner,o@c4.example,,,,',
      'c5,Owner,o@c5.example,,,,',
    ];
    expect(await problemsOf({ 'clients.csv': withMore('clients.csv', ...rows) })).toEqual([
      'clients.csv, line 6: must close the quote that is opened in this row',
    ]);
  });

  it('has a quote that is not closed, far before its end', async () => {
    const rows = [
      'c4,"Owner,o@c4.example,,,,',
      ...Array.from({ length: 20_000 }, (_, place) => `d${place},Owner,o@c5.example,,,,`),
    ];
    expect(await problemsOf({ 'clients.csv': withMore('clients.csv', ...rows) })).toEqual([
      'clients.csv, line 4: must be a row of at most 100000 bytes: perhaps a quote that is opened in it is not closed',
    ]);
  });

  it.each([
    { why: 'inside a cell', cell: 'The "Blue" Door' },
    { why: 'before the rest of a cell', cell: '"Blue" Door' },
  ])('has quotes $why', async ({ cell }) => {
    expect(await problemsOf({ 'clients.csv': withMore('clients.csv', `c3,${cell},o@c.example,,,,`) })).toEqual([
      'clients.csv, line 4: must have quotes around a whole cell only; a quote inside a quoted cell is written twice',
    ]);
  });

  it('is in Latin-1', async () => {
    const content = Buffer.from(withMore('clients.csv', 'c3,Café Noir,o@c.example,,,,'), 'latin1');
    expect(await problemsOf({ 'clients.csv': content })).toEqual([
      'clients.csv, line 4: "c3,Caf� Noir,o@c.example,,,," must be UTF-8 text: save the file in that encoding',
    ]);
  });

  it.each([
    { why: 'with its mark', mark: '\ufeff' },
    { why: 'without its mark', mark: '' },
  ])('is in UTF-16 $why', async ({ mark }) => {
    const [problem, ...more] = await problemsOf({
      'refunds.csv': Buffer.from(mark + withMore('refunds.csv'), 'utf16le'),
    });
    expect(problem).toMatch(/^refunds\.csv, line 1: .* must be UTF-8 text: save the file in that encoding$/);
    expect(more).toEqual([]);
  });

  it('ends in the middle of a character', async () => {
    const content = Buffer.concat([Buffer.from(withMore('refunds.csv').trimEnd()), Buffer.from('é').subarray(0, 1)]);
    expect(await problemsOf({ 'refunds.csv': content })).toEqual([
      'refunds.csv, line 4: "�" must be UTF-8 text: save the file in that encoding',
    ]);
  });
});

describe('what one problem hides', () => {
  it('is not told again for the rows that refer to it', async () => {
    const clients = withRows('clients.csv', 'c1,Owner One,not an address,,p1,,', 'c2,Owner Two,owner@c2.example,,,,');
    expect(await problemsOf({ 'clients.csv': clients })).toEqual([
      `clients.csv, line 2, owner_email: "not an address" ${EMAIL}`,
    ]);
  });

  it('is not told again for a row that repeats what is right of it', async () => {
    const rows = ['c1,Owner One,owner@c1.example,,,,soon', 'c1,Owner One,owner@c1.example,,,,2026-03-01'];
    expect(
      await problemsOf({ 'clients.csv': withRows('clients.csv', ...rows, 'c2,Owner Two,owner@c2.example,,,,') }),
    ).toEqual([`clients.csv, line 2, cancelled_on: "soon" ${DAY}`]);
  });

  it.each<{ why: string; contents: Contents; problems: number }>([
    { why: 'a missing file', contents: { 'clients.csv': null }, problems: 1 },
    { why: 'a missing column', contents: { 'clients.csv': 'client_id\nc1\n' }, problems: 6 },
    {
      why: 'a row that cannot be taken apart',
      contents: { 'clients.csv': withRows('clients.csv', 'c1', 'c2,Owner Two,owner@c2.example,,,,') },
      problems: 1,
    },
    {
      why: 'a payment with a wrong amount',
      contents: { 'payments.csv': withRows('payments.csv', 'pay1,c1,x,USD,2026-01-01', 'pay2,c1,x,USD,2026-01-01') },
      problems: 2,
    },
  ])('$why', async ({ contents, problems }) => {
    expect(await problemsOf(contents)).toHaveLength(problems);
  });

  it('all files are looked at, in their order', async () => {
    const problems = await problemsOf({
      'refunds.csv': withRows('refunds.csv', 'r1,pay1,99,refund,2026-01-01', 'r2,pay1,0.001,refund,2026-01-01'),
      'payments.csv': withMore('payments.csv', 'pay4,c9,x,EUR,2026-01-41'),
      'clients.csv': withMore('clients.csv', 'c 3,O,o@c.example,x,,,y'),
      'partners.csv': withMore('partners.csv', 'p2,,x,x,x,x,x'),
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      ...['name', 'email', 'paypal_email', 'country', 'rate_bps', 'joined_on'].map(
        (column) => `partners.csv, line 3, ${column}`,
      ),
      'clients.csv, line 4, client_id',
      'clients.csv, line 4, account_created_on',
      'clients.csv, line 4, cancelled_on',
      ...['amount', 'currency', 'paid_at', 'client_id'].map((column) => `payments.csv, line 5, ${column}`),
      'refunds.csv, line 2, amount',
      'refunds.csv, line 3, amount',
    ]);
  });
});

describe('very many problems', () => {
  it('are counted, and twenty are listed', async () => {
    const rows = Array.from({ length: 35 }, (_, place) => `pay${place},c9,1,USD,2026-01-01`);
    const files = await readFiles({
      'payments.csv': withRows('payments.csv', ...rows),
      'refunds.csv': withRows('refunds.csv', 'r1,pay1,2,refund,2026-02-01'),
    });
    if (files.kind === 'ok') throw new Error('35 unknown clients were taken for known');
    expect(files.problems.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, place) => place + 2));
    expect(files.total).toBe(36);
    const lines = formatProblems(files.problems, files.total).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… and 16 more: 36 problems in all');
  });

  it('are shown without what a terminal would obey', () => {
    const shown = formatProblems(
      [
        {
          file: 'clients.csv',
          line: 2,
          column: 'client_id',
          value: 'a\u001b[2J\u009b1m\u202e\nb',
          right: 'must be an id',
        },
      ],
      1,
    );
    expect(shown).toBe('clients.csv, line 2, client_id: "a\\u001b[2J\\u{9b}1m\\u{202e}\\nb" must be an id');
  });
});
