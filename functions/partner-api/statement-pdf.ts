/** A payout statement as a PDF. The same statement gives the same bytes. */
import PDFDocument from 'pdfkit';
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { toDollars } from '../../shared/domain/money/cents.ts';
import type { PayoutStatement } from '../../shared/usecases/earnings/payout-statement.ts';
import { legible, printable } from './pdf-letters.ts';
import {
  BOLD,
  type Document,
  drawRule,
  fitted,
  GREY,
  INK,
  leftEdge,
  REGULAR,
  RULE,
  rightEdge,
  roomLeft,
  writeLine,
  writeParagraph,
  writeRight,
} from './pdf-lines.ts';
import { drawTable } from './pdf-table.ts';
import { clientTable, entryTable, grouped } from './statement-tables.ts';

const MARGIN = 54;

export async function statementPdf(statement: PayoutStatement): Promise<Uint8Array> {
  const { payout } = statement;
  const document = new PDFDocument({
    // Printed on A4, which is longer and 17 points narrower, it loses margins only.
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
  drawStory(document, statement);
  drawHeading(document, 'By client');
  drawTable(document, clientTable(statement));
  drawHeading(document, 'Entries', entriesNote(statement));
  drawTable(document, entryTable(statement));
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

function drawHead(document: Document, { payout }: PayoutStatement): void {
  document.font(REGULAR).fontSize(10).fillColor(GREY);
  writeLine(document, 'Partner program', leftEdge(document), MARGIN);
  writeRight(document, 'Amount in US dollars', rightEdge(document), MARGIN);
  document.font(BOLD).fontSize(22).fillColor(INK);
  writeLine(document, 'Payout statement', leftEdge(document), MARGIN + 16);
  writeRight(document, printable(toDollars(payout.amountCents)), rightEdge(document), MARGIN + 16);
  document.y = MARGIN + 50;
  drawRule(document, INK, 1);
}

function drawFacts(document: Document, { payout, partner }: PayoutStatement): void {
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['Partner', legible(partner.name, partner.id)],
    ['Partner id', partner.id],
    ['Friday of the run', payout.friday],
    ['Week ending', payout.weekEnding],
    ['PayPal address', payout.receiver],
    ["PayPal's id of the transfer", payout.payPalItemId ?? 'none'],
  ];
  const width = (rightEdge(document) - leftEdge(document)) / 2;
  const top = document.y + 14;
  for (const [place, [label, value]] of facts.entries()) {
    const x = leftEdge(document) + (place % 2) * width;
    const y = top + Math.floor(place / 2) * 31;
    document.font(REGULAR).fontSize(8).fillColor(GREY);
    writeLine(document, label, x, y);
    document.fontSize(10.5).fillColor(INK);
    writeLine(document, fitted(document, printable(value), width - 12), x, y + 10);
  }
  document.y = top + 93;
  drawRule(document, RULE, 0.5);
}

function drawStory(document: Document, { payout, after }: PayoutStatement): void {
  document.y += 12;
  document.font(BOLD).fontSize(10.5).fillColor(INK);
  writeParagraph(document, printable(payout.sentence), 15);
  const covered = after ? `the weeks after the one ending ${after}` : 'all weeks';
  document.font(REGULAR);
  writeParagraph(document, `This payout covers ${covered}, through the one ending ${payout.weekEnding}.`, 15);
}

/** On the next page where little more would stand under it on this one. */
function drawHeading(document: Document, title: string, note?: string): void {
  document.y += 22;
  if (roomLeft(document) < 100) document.addPage();
  const { y } = document;
  document.font(BOLD).fontSize(13).fillColor(INK);
  writeLine(document, title, leftEdge(document), y);
  document.y = y + 17;
  document.font(REGULAR).fontSize(8.5).fillColor(GREY);
  if (note) writeParagraph(document, note, 11);
  document.y += 3;
}

function entriesNote({ entries, moreEntries, total }: PayoutStatement): string {
  const order = 'By earned day. A day before the weeks covered belongs to news that came after its week was paid.';
  if (!moreEntries) return order;
  const [first, all, others] = [entries.length, total.entries, moreEntries.entries].map(grouped);
  return `${order} These are the first ${first} of ${all}: the other ${others} stand in /me/entries and in the yearly CSV statement.`;
}

function drawFooters(document: Document, { payout, partner }: PayoutStatement): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    const bottom = document.page.height;
    document.y = bottom - 50;
    drawRule(document, RULE, 0.5);
    document.font(REGULAR).fontSize(8).fillColor(GREY);
    const name = `Payout statement, week ending ${payout.weekEnding} · ${partner.id}`;
    writeLine(document, name, leftEdge(document), bottom - 42);
    writeRight(document, `${page + 1} of ${count}`, rightEdge(document), bottom - 42);
  }
}
