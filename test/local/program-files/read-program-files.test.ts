/** A program's history from its four files: what the rows become, on which days and in which order. */
import { describe, expect, it } from 'vitest';
import { readProgramFiles } from '../../../local/program-files/read-program-files.ts';
import { billingEventSchema } from '../../../shared/contracts/billing-events.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { ID_PATTERN } from '../../../shared/domain/ids.ts';
import { type Contents, HEADERS, readFiles, withMore, withRows } from './program-directory.ts';

const TODAY = localDay('2026-11-20');

async function eventsOf(contents: Contents = {}) {
  const files = await readFiles(contents, { today: TODAY });
  if (files.kind === 'refused') throw new Error(JSON.stringify(files.problems));
  return files.events;
}

/** `day subject` of each event; subjects are the ids that the rows give. */
async function orderOf(contents: Contents = {}): Promise<string[]> {
  return (await eventsOf(contents)).map(({ knownOn, event }) => {
    const subject =
      'refundId' in event
        ? event.refundId
        : 'paymentId' in event
          ? event.paymentId
          : 'clientId' in event
            ? event.clientId
            : event.partnerId;
    return `${knownOn} ${event.type} ${subject}`;
  });
}

const NONE = {
  'clients.csv': withRows('clients.csv'),
  'payments.csv': withRows('payments.csv'),
  'refunds.csv': withRows('refunds.csv'),
} as const;

describe('events', () => {
  it('say what the rows say', async () => {
    const events = (await eventsOf()).map(({ event: { id: _, ...event } }) => JSON.parse(JSON.stringify(event)));
    expect(events).toEqual([
      {
        type: 'partner',
        partnerId: 'p1',
        name: 'Alder Studio',
        email: 'hello@alder.example',
        paypalEmail: 'pay@alder.example',
        country: 'US',
        rateBasisPoints: 3000,
        joinedOn: '2026-01-01',
      },
      {
        type: 'client-signed-up',
        clientId: 'c1',
        ownerName: 'Owner One',
        ownerEmail: 'owner@c1.example',
        accountCreatedOn: '2026-01-02',
        referrerId: 'p1',
      },
      { type: 'payment', paymentId: 'pay1', clientId: 'c1', amount: '79.00', currency: 'USD', paidAt: '2026-01-03' },
      // An instant is sent as it is: the intake makes a day of it.
      {
        type: 'payment',
        paymentId: 'pay2',
        clientId: 'c1',
        amount: '100',
        currency: 'USD',
        paidAt: '2026-02-03T20:00:00Z',
      },
      {
        type: 'client-signed-up',
        clientId: 'c2',
        ownerName: 'Owner Two',
        ownerEmail: 'owner@c2.example',
        howHeard: 'a friend, I think',
      },
      { type: 'payment', paymentId: 'pay3', clientId: 'c2', amount: '0', currency: 'USD', paidAt: '2026-02-04' },
      { type: 'refund', refundId: 'r1', paymentId: 'pay2', amount: '40.5', on: '2026-02-10' },
      { type: 'chargeback', refundId: 'r2', paymentId: 'pay2', amount: '59.50', on: '2026-02-11' },
      { type: 'chargeback-reversed', refundId: 'r3', paymentId: 'pay2', amount: '59.5', on: '2026-02-12' },
      { type: 'cancellation', clientId: 'c2', on: '2026-03-01' },
    ]);
  });

  it('are taken by the contract of billing, under ids that stay the same', async () => {
    const schema = billingEventSchema('America/Los_Angeles');
    const events = (await eventsOf()).map(({ event }) => schema.parse(JSON.parse(JSON.stringify(event))));
    const ids = events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    for (const id of ids) expect(id).toMatch(ID_PATTERN);
    expect((await eventsOf()).map(({ event }) => event.id)).toEqual(ids);
    expect(ids[0]).toBe('import-bdd5f67eec7cf2d233730513f39b6897');
  });

  it('are counted by kind', async () => {
    const files = await readFiles();
    expect(files).toMatchObject({ counts: { partners: 1, clients: 2, cancellations: 1, payments: 3, refunds: 3 } });
  });
});

describe('the order in which things become known', () => {
  it('is that of days, and within a day that of what builds on what', async () => {
    const order = await orderOf({
      'partners.csv': withRows(
        'partners.csv',
        'p2,Elm,e@elm.example,,,,2026-01-01',
        'p1,Alder,a@alder.example,,,,2026-01-01',
      ),
      'clients.csv': withRows(
        'clients.csv',
        'c1,O,o@c1.example,2026-01-01,p1,,2026-01-01',
        'c0,O,o@c0.example,2026-01-01,p2,,',
      ),
      'payments.csv': withRows(
        'payments.csv',
        'b,c1,10,USD,2026-01-01',
        'a,c0,10,USD,2026-01-01',
        'c,c0,10,USD,2025-12-31T23:00:00-08:00',
      ),
      'refunds.csv': withRows(
        'refunds.csv',
        'a2,a,5,chargeback-reversed,2026-01-01',
        'a9,a,5,chargeback,2026-01-01',
        'a3,a,2,refund,2026-01-01',
      ),
    });
    expect(order).toEqual([
      '2025-12-31 partner p2',
      '2025-12-31 client-signed-up c0',
      '2025-12-31 payment c',
      '2026-01-01 partner p1',
      '2026-01-01 client-signed-up c1',
      '2026-01-01 payment a',
      '2026-01-01 payment b',
      '2026-01-01 cancellation c1',
      '2026-01-01 refund a3',
      '2026-01-01 chargeback a9',
      '2026-01-01 chargeback-reversed a2',
    ]);
  });

  const PARTNER = (joined: string) => withRows('partners.csv', `p1,Alder,a@alder.example,,,,${joined}`);
  const CLIENT = (created: string, cancelled = '') =>
    withRows('clients.csv', `c1,O,o@c1.example,${created},p1,,${cancelled}`);
  const PAYMENTS = (...days: readonly string[]) =>
    withRows('payments.csv', ...days.map((day, place) => `pay${place},c1,10,USD,${day}`));

  it.each([
    {
      why: 'each on its own day',
      partner: '2026-01-01',
      client: '2026-01-02',
      paid: ['2026-01-03'],
      known: ['2026-01-01', '2026-01-02'],
    },
    {
      why: 'a partner before the client that names it',
      partner: '2026-06-01',
      client: '2026-01-02',
      paid: ['2026-01-03'],
      known: ['2026-01-02', '2026-01-02'],
    },
    {
      why: 'a client before its first payment',
      partner: '2026-01-01',
      client: '2026-06-02',
      paid: ['2026-01-04', '2026-01-03'],
      known: ['2026-01-01', '2026-01-03'],
    },
    {
      why: 'a partner before a client that came before its account',
      partner: '2026-06-01',
      client: '2026-06-02',
      paid: ['2026-01-03'],
      known: ['2026-01-03', '2026-01-03'],
    },
    {
      why: 'a client before its cancellation',
      partner: '2025-01-01',
      client: '2026-06-02',
      cancelled: '2026-01-05',
      paid: ['2026-01-06'],
      known: ['2025-01-01', '2026-01-05'],
    },
    {
      why: 'a client without a day with its first payment',
      partner: '2025-01-01',
      client: '',
      paid: ['2026-01-06', '2026-01-05'],
      known: ['2025-01-01', '2026-01-05'],
    },
    {
      why: 'a client without a day and payments with the earliest thing there is',
      partner: '2025-01-01',
      client: '',
      paid: [],
      known: ['2025-01-01', '2025-01-01'],
    },
    {
      why: 'a partner without a day with the earliest thing there is',
      partner: '',
      client: '2026-01-05',
      paid: ['2026-01-03'],
      known: ['2026-01-03', '2026-01-03'],
    },
    { why: 'what nothing dates today', partner: '', client: '', paid: [], known: [TODAY, TODAY] },
  ])('$why', async ({ partner, client, cancelled, paid, known }) => {
    const events = await eventsOf({
      'partners.csv': PARTNER(partner),
      'clients.csv': CLIENT(client, cancelled),
      'payments.csv': PAYMENTS(...paid),
      'refunds.csv': NONE['refunds.csv'],
    });
    const told = events.filter(({ event }) => event.type === 'partner' || event.type === 'client-signed-up');
    expect(told.map(({ knownOn }) => knownOn)).toEqual(known);
    // The dates themselves stay.
    const [first, second] = told.map(({ event }) => event);
    expect(first).toMatchObject({ joinedOn: partner || undefined });
    expect(second).toMatchObject({ accountCreatedOn: client || undefined });
  });

  it('begins with a refund, where that is the earliest thing there is', async () => {
    const order = await orderOf({
      'partners.csv': PARTNER(''),
      'clients.csv': CLIENT('2026-01-05'),
      'payments.csv': PAYMENTS('2026-01-05'),
      'refunds.csv': withRows('refunds.csv', 'r1,pay0,1,refund,2026-01-04'),
    });
    expect(order.slice(0, 2)).toEqual(['2026-01-04 partner p1', '2026-01-04 refund r1']);
  });

  it('takes instants for days in the time zone of the program', async () => {
    const contents = {
      ...NONE,
      'clients.csv': CLIENT(''),
      'payments.csv': PAYMENTS('2026-03-08T07:59:59Z', '2026-03-08T08:00:00Z'),
    };
    const days = (await orderOf(contents)).filter((line) => line.includes('payment'));
    expect(days).toEqual(['2026-03-07 payment pay0', '2026-03-08 payment pay1']);
  });
});

describe('the form of the files', () => {
  const standard = () => readFiles();

  it('may have its columns in any order, and others beside them', async () => {
    const partners =
      'joined_on,notes,rate_bps,country,paypal_email,email,name,partner_id\n2026-01-01,"a, b",3000,US,pay@alder.example,hello@alder.example,Alder Studio,p1\n';
    expect(await readFiles({ 'partners.csv': partners })).toEqual(await standard());
  });

  it.each<{ why: string; change: (content: string) => string }>([
    { why: 'lines that end as on Windows', change: (content) => content.replaceAll('\n', '\r\n') },
    { why: 'a byte order mark', change: (content) => `\ufeff${content}` },
    { why: 'no end of line at its end', change: (content) => content.trimEnd() },
    { why: 'blank lines', change: (content) => `\n${content.replaceAll('\n', '\n\n  \n')}` },
    { why: 'spaces around its cells', change: (content) => content.replaceAll(/,(?! )/g, ' ,\t') },
    {
      why: 'quotes around every cell',
      change: (content) =>
        content.replaceAll(/^[^"\n]+$/gm, (line) =>
          line
            .split(',')
            .map((cell) => `"${cell}"`)
            .join(','),
        ),
    },
    { why: 'every row twice', change: (content) => content + content.slice(content.indexOf('\n') + 1) },
  ])('may have $why', async ({ change }) => {
    const names = ['partners.csv', 'clients.csv', 'payments.csv', 'refunds.csv'] as const;
    const contents = Object.fromEntries(names.map((name) => [name, change(withMore(name))]));
    expect(await readFiles(contents)).toEqual(await standard());
  });

  it('may tell a thing twice in other words', async () => {
    const again = await readFiles({
      'partners.csv': withMore(
        'partners.csv',
        'p1, Alder Studio ,hello@alder.example,pay@alder.example,,3000,2026-01-01T12:00:00Z',
      ),
      'payments.csv': withMore('payments.csv', 'pay1,c1,79,USD,2026-01-04T07:59:59Z'),
      'refunds.csv': withMore('refunds.csv', 'r1,pay2,40.50,refund,2026-02-10T12:00:00-08:00'),
    });
    expect(again).toEqual(await standard());
  });

  it('counts lines as an editor does, whatever ends them and whatever cells hold', async () => {
    const client = (id: string, answer: string) => `${id},O,o@c.example,,,${answer},`;
    const rows = [
      client('d1', '"a\r\nb\r\nc"'),
      '',
      client('d2', '"a\nb"'),
      client('d3', 'ä€𝄞'),
      client('d4', 'x').replace('o@', 'o'),
    ];
    const files = await readFiles({
      'clients.csv': withMore('clients.csv', ...rows).replaceAll(/(?<!\r)\n(?!b)/g, '\r\n'),
    });
    expect(files).toMatchObject({
      kind: 'refused',
      total: 1,
      problems: [{ line: 11, column: 'owner_email', value: 'oc.example' }],
    });
  });

  it('is read in pieces that may end anywhere', async () => {
    // Some eight pieces of 64 KB; check-utf8.test.ts has every place where one may end.
    const rows = Array.from(
      { length: 12_007 },
      (_, place) => `c${String(place).padStart(5, '0')},Ö€𝄞wner,o@c.example,,,,`,
    );
    const content = [HEADERS['clients.csv'], ...rows, 'c0,O,bad,,,,', ''].join('\r\n');
    const files = await readFiles({ ...NONE, 'clients.csv': content });
    expect(files).toMatchObject({
      kind: 'refused',
      total: 1,
      problems: [{ line: 12_009, column: 'owner_email', value: 'bad' }],
    });
    const right = await readFiles({ ...NONE, 'clients.csv': content.replace(',bad,', ',o@c.example,') });
    if (right.kind === 'refused') throw new Error(JSON.stringify(right.problems[0]));
    expect(right.counts.clients).toBe(12_008);
    expect(
      new Set(right.events.map(({ event }) => (event.type === 'client-signed-up' ? event.ownerName : 'Ö€𝄞wner'))),
    ).toEqual(new Set(['Ö€𝄞wner', 'O']));
  });

  it('shows how far it is', async () => {
    const rows = Array.from({ length: 20_001 }, (_, place) => `pay${place},c1,1,USD,2026-01-03`);
    const seen: string[] = [];
    await readFiles(
      { 'payments.csv': withRows('payments.csv', ...rows), 'refunds.csv': NONE['refunds.csv'] },
      { onProgress: (file, count) => seen.push(`${file} ${count}`) },
    );
    expect(seen).toEqual([
      'partners.csv 1',
      'clients.csv 2',
      'payments.csv 10000',
      'payments.csv 20000',
      'payments.csv 20001',
      'refunds.csv 0',
    ]);
  });

  it('names each file of a directory that is not there', async () => {
    const files = await readProgramFiles('/nowhere/at/all', { timeZone: 'America/Los_Angeles' });
    expect(files).toMatchObject({ kind: 'refused', total: 4 });
  });
});
