/** What stands in a statement's PDF, read back from its bytes. How it looks is for eyes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementPdf } from '../../../functions/partner-api/statement-pdf.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents, toDollars } from '../../../shared/domain/money/cents.ts';
import { type PayoutStatement, payoutStatement } from '../../../shared/usecases/earnings/payout-statement.ts';
import { anyText } from '../../domain/any-text.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { ledgerOf } from '../../usecases/earnings/many-entries.ts';
import { ENTRIES, STATEMENT } from './sample-statement.ts';

const pagesOf = async (statement: PayoutStatement) => pdfText(await statementPdf(statement)).pages;

describe('a statement', () => {
  it('of one page says all there is', async () => {
    expect(await pagesOf(STATEMENT)).toEqual([
      [
        'Partner program | Amount in US dollars',
        'Payout statement | $118.50',
        'Partner | Partner id',
        'Petra Partner | p1',
        'Friday of the run | Week ending',
        '2026-04-17 | 2026-04-11',
        "PayPal address | PayPal's id of the transfer",
        'm…@payee.example | ITEM-7',
        '$118.50 of Friday 2026-04-17 was paid to m…@payee.example.',
        'This payout covers the weeks after the one ending 2026-03-28, through the one ending 2026-04-11.',
        'By client',
        'Client | Client id | Entries | Commissions | Adjustments | Amount',
        'acme Ltd | acme | 2 | $120.00 | -$20.00 | $100.00',
        'bolt Ltd | bolt | 2 | – | – | $0.00',
        'cash Ltd | cash | 2 | -$25.00 | – | -$25.00',
        'Adjustments by operations | 1 | – | $43.50 | $43.50',
        'Total | 7 | $95.00 | $23.50 | $118.50',
        'Entries',
        'By earned day. A day before the weeks covered belongs to news that came after its week was paid.',
        'Earned on | Client | What | Amount',
        '2026-04-06 | acme Ltd | Commission | $120.00',
        '2026-04-07 | acme Ltd | Adjustment: refund | -$20.00',
        '2026-04-08 | bolt Ltd | Commission of $19.75, void: cancelled before maturity | $0.00',
        '2026-04-08 | bolt Ltd | Commission of $1,975.00, held: self-referral under review | $0.00',
        '2026-04-09 | cash Ltd | Commission, taken back: self-referral | -$30.00',
        '2026-04-10 | cash Ltd | Commission, corrected to $35.00 | $5.00',
        '2026-04-11 | Adjustment by operations: Goodwill | $43.50',
        'Total | $118.50',
        'Payout statement, week ending 2026-04-11 · p1 | 1 of 1',
      ],
    ]);
  });

  it('of the first payout covers everything before it, and one that was never sent has no id at PayPal', async () => {
    const { payPalItemId: _, ...payout } = STATEMENT.payout;
    const [page] = await pagesOf({ ...STATEMENT, payout, after: undefined });
    expect(page).toContain('This payout covers all weeks, through the one ending 2026-04-11.');
    expect(page).toContain('m…@payee.example | none');
  });

  it('says what its entries do not explain, and still ends with the amount', async () => {
    const payout = { ...STATEMENT.payout, amountCents: cents(120_00) };
    const [page = []] = await pagesOf({ ...STATEMENT, payout, fromEarlierWeeksCents: cents(1_50) });
    expect(page.filter((line) => line.includes('Carried from earlier weeks | $1.50'))).toHaveLength(2);
    expect(page.filter((line) => /^Total .*\| \$120\.00$/.test(line))).toHaveLength(2);
  });

  it('over pages repeats the header of its table and counts the pages', async () => {
    const entries = Array.from({ length: 15 }, () => ENTRIES).flat();
    const pages = await pagesOf({ ...STATEMENT, entries });
    expect(pages.map((page) => page.at(-1)?.split(' | ').at(-1))).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
    expect(pages.slice(1).map(([header]) => header)).toEqual(Array(3).fill('Earned on | Client | What | Amount'));
    expect(pages.flat().filter((line) => line.startsWith('2026-04-06 |'))).toHaveLength(15);
    expect(pages.at(-1)?.at(-2)).toBe('Total | $118.50');
  });

  it('never leaves a heading, a header or a total alone on its page', async () => {
    const [client, entry] = [STATEMENT.clients[0], ENTRIES[0]];
    for (let count = 1; count <= 50; count += 1) {
      const clients = Array.from({ length: count }, () => client).flatMap((each) => each ?? []);
      const entries = Array.from({ length: count }, () => entry).flatMap((each) => each ?? []);
      for (const page of [
        ...(await pagesOf({ ...STATEMENT, clients })),
        ...(await pagesOf({ ...STATEMENT, entries })),
      ]) {
        const after = (line: string): string[] => (page.includes(line) ? page.slice(page.indexOf(line) + 1) : []);
        const [, , header, first] = ['Entries', ...after('Entries')];
        if (page.includes('Entries'))
          expect([header, first]).toEqual(['Earned on | Client | What | Amount', expect.stringMatching(/^2026/)]);
        const total = page.findIndex((line) => /^Total .*\$118\.50$/.test(line));
        if (total >= 0) expect(page[total - 1]).toMatch(/\.\d\d$/);
      }
    }
  });

  it('is the same bytes each time, dated by its run', async () => {
    const [one, other] = [await statementPdf(STATEMENT), await statementPdf(structuredClone(STATEMENT))];
    expect(Buffer.compare(one, other)).toBe(0);
    const { info } = pdfText(one);
    expect(info).toContain('/CreationDate (D:20260417120000Z)');
    expect(info).toContain('/Title (Payout statement, week ending 2026-04-11)');
  });
});

it('no text from outside breaks it, moves a figure or adds a page', async () => {
  const pages = await pagesOf(STATEMENT);
  const figures = (lines: readonly string[]) => lines.map((line) => line.match(/-?\$[\d,.]+$/)?.[0]);
  const anyName = fc.oneof(
    anyText,
    anyText.map((text) => text.repeat(40)),
    fc.constant(') Tj ET endstream endobj <</'),
  );
  await fc.assert(
    fc.asyncProperty(anyName, anyName, anyName, async (partner, client, note) => {
      const read = await pagesOf({
        ...STATEMENT,
        payout: { ...STATEMENT.payout, receiver: client, payPalItemId: note },
        partner: { ...STATEMENT.partner, name: partner },
        clients: STATEMENT.clients.map((each) => ({ ...each, name: client })),
        entries: ENTRIES.map((each) => ({ ...each, clientName: client, note })),
      });
      expect(read.flatMap(figures).filter(Boolean)).toEqual(pages.flatMap(figures).filter(Boolean));
    }),
    { numRuns: 60 },
  );
  const long = await pagesOf({ ...STATEMENT, payout: { ...STATEMENT.payout, sentence: 'W'.repeat(5_000) } });
  expect(long[0]).toContainEqual(expect.stringMatching(/^W{40,60}…$/));
});

describe('of 10,000 entries', () => {
  it.each([{ clients: 40 }, { clients: 10_000 }])('and $clients clients is written in time', async ({ clients }) => {
    const nameOf = (client: string) => `Owner of ${client}, whose name is long and Żółć`;
    const { ledger, amountCents } = ledgerOf({ entries: 10_000, clients, nameOf });
    const started = process.cpuUsage();
    const statement = await payoutStatement(partnerId('p1'), weekEnding('2026-04-11'), ledger);
    if (!statement) throw new Error('there is a payout');
    const bytes = await statementPdf(statement);
    // Of the processor's time: what else this machine does meanwhile is not ours.
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(3_000);
    expect(bytes.length).toBeLessThan(400_000); // Lambda gives back 6 MB.
    const lines = pdfText(bytes).pages.flat();
    expect(lines.filter((line) => /^2026-04-0\d \| .* \| Commission \| \$/.test(line))).toHaveLength(2_000);
    expect(lines.filter((line) => line.startsWith('Total |')).map((line) => line.split(' | ').at(-1))).toEqual(
      Array(2).fill(toDollars(amountCents)),
    );
    const told = lines.join(' ');
    expect(told).toContain('These are the first 2,000 of 10,000: the other 8,000 stand in /me/entries');
    expect(told).toContain('8,000 more: /me/entries or the yearly CSV | $');
    expect(told.includes('9,000 more clients')).toBe(clients === 10_000);
  });
});
