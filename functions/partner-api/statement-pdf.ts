/** A payout statement as a PDF. The same statement gives the same bytes. */
import PDFDocument from 'pdfkit';
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { type Cents, toDollars } from '../../shared/domain/money/cents.ts';
import type { PayoutStatement } from '../../shared/usecases/earnings/payout-statement.ts';
import { legible, printable } from './pdf-letters.ts';
import { BOLD, type Document, drawRule, drawTable, fitted, GREY, INK, REGULAR, RULE, writeLine } from './pdf-table.ts';
import { clientTable, entryTable, grouped } from './statement-tables.ts';

const MARGIN = 54;

export async function statementPdf(statement: PayoutStatement): Promise<Uint8Array> {
  const { payout } = statement;
  const document = new PDFDocument({
    // Narrower than A4 with its margins, and shorter: printed on either nothing is scaled or cut.
    size: 'LETTER',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 66 },
    bufferPages: true, // How many there are is known at the end.
    lang: 'en',
    displayTitle: true,
    info: {
      Title: `Payout statement, week ending ${payout.weekEnding}`,
      Creator: 'Partner program',
      CreationDate: noonOf(payout.friday),
    },
  });
  const written = bytesOf(document);
  drawHead(document, statement);
  drawFacts(document, statement);
  drawClients(document, statement);
  drawEntries(document, statement);
  drawFooters(document, statement);
  document.end();
  return written;
}

/** UTC: the same day wherever in America somebody reads it. */
const noonOf = (day: LocalDay): Date => new Date(`${day}T12:00:00Z`);

async function bytesOf(document: Document): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of document) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

const rightEdge = (document: Document): number => document.page.width - document.page.margins.right;
const writeRight = (document: Document, text: string, y: number): void =>
  writeLine(document, text, rightEdge(document) - document.widthOfString(text), y);

function drawHead(document: Document, { payout }: PayoutStatement): void {
  document.font(REGULAR).fontSize(10).fillColor(GREY);
  writeLine(document, 'Partner program', MARGIN, MARGIN);
  writeRight(document, 'Amount in US dollars', MARGIN);
  document.font(BOLD).fontSize(22).fillColor(INK);
  writeLine(document, 'Payout statement', MARGIN, MARGIN + 16);
  writeRight(document, dollars(payout.amountCents), MARGIN + 16);
  document.y = MARGIN + 50;
  drawRule(document, INK, 1);
  document.y += 14;
}

function drawFacts(document: Document, { payout, partner, after }: PayoutStatement): void {
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['Partner', legible(partner.name, partner.id)],
    ['Partner id', partner.id],
    ['Friday of the run', payout.friday],
    ['Week ending', payout.weekEnding],
    ['PayPal address', payout.receiver],
    ["PayPal's id of the transfer", payout.payPalItemId ?? 'none'],
  ];
  const width = (rightEdge(document) - MARGIN) / 2;
  for (const [place, [label, value]] of facts.entries()) {
    const x = MARGIN + (place % 2) * width;
    const { y } = document;
    document.font(REGULAR).fontSize(8).fillColor(GREY);
    writeLine(document, label, x, y);
    document.fontSize(10.5).fillColor(INK);
    writeLine(document, fitted(document, printable(value), width - 12), x, y + 10);
    document.y = place % 2 === 0 ? y : y + 31;
  }
  drawRule(document, RULE, 0.5);
  document.y += 12;
  const covers = after
    ? `Covers the weeks after the one ending ${after}, through the one ending ${payout.weekEnding}.`
    : `Covers all weeks through the one ending ${payout.weekEnding}.`;
  document.font(BOLD).fontSize(10.5).lineGap(2).text(printable(payout.sentence), MARGIN);
  document.font(REGULAR).text(covers);
  document.lineGap(0);
}

function drawClients(document: Document, statement: PayoutStatement): void {
  drawHeading(document, 'By client');
  drawTable(document, clientTable(statement));
}

function drawEntries(document: Document, statement: PayoutStatement): void {
  const { moreEntries, entries, total } = statement;
  const order = 'By earned day. A day before the weeks covered is that of news which came after its week was paid.';
  const rest =
    moreEntries &&
    ` Listed are the first ${grouped(entries.length)} of ${grouped(total.entries)}; the other ${grouped(moreEntries.entries)} stand in /me/entries and in the yearly CSV statement.`;
  drawHeading(document, 'Entries', order + (rest ?? ''));
  drawTable(document, entryTable(statement));
}

/** Goes to the next page rather than stand alone under the last row of this one. */
function drawHeading(document: Document, title: string, note?: string): void {
  const room = document.page.height - document.page.margins.bottom - document.y;
  if (room < 120) document.addPage();
  else document.y += 22;
  document.font(BOLD).fontSize(13).fillColor(INK).text(title, MARGIN);
  if (note) document.font(REGULAR).fontSize(8.5).fillColor(GREY).text(note);
  document.y += 4;
}

function drawFooters(document: Document, { payout, partner }: PayoutStatement): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.y = document.page.height - 50;
    drawRule(document, RULE, 0.5);
    document.font(REGULAR).fontSize(8).fillColor(GREY);
    const y = document.page.height - 42;
    writeLine(document, `Payout statement, week ending ${payout.weekEnding} · ${partner.id}`, MARGIN, y);
    writeRight(document, `${page + 1} of ${count}`, y);
  }
}

const dollars = (amount: Cents): string => printable(toDollars(amount));
