/** A table in a PDF: one line a row, over as many pages as it takes, each with the header again. */
import { printable } from './pdf-letters.ts';

export type Document = PDFKit.PDFDocument;

export const [REGULAR, BOLD] = ['Helvetica', 'Helvetica-Bold'] as const;
export const [INK, GREY, RULE] = ['#1f2328', '#646c75', '#d8dce0'] as const;

export interface Column {
  readonly title: string;
  /** In points. */
  readonly width: number;
  /** Amounts and counts stand to the right, and are never cut short. */
  readonly isNumber?: true;
}

export type Cells = readonly string[];

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
  /** In bold under a line, on one page with the last row. */
  readonly total: Cells;
}

const ROW = 16;
const GAP = 8;
const SIZE = 9;

/** From the document's `y` on; leaves it under the table. */
export function drawTable(document: Document, { columns, rows, total }: Table): void {
  const bottom = document.page.height - document.page.margins.bottom;
  const fits = (height: number): boolean => document.y + height <= bottom;
  const startPage = (): void => {
    document.addPage();
    drawHeader(document, columns);
  };
  if (fits(3 * ROW)) drawHeader(document, columns);
  else startPage();
  for (const [place, cells] of rows.entries()) {
    if (!fits(place === rows.length - 1 ? 2 * ROW : ROW)) startPage();
    drawRow(document, columns, cells);
    drawRule(document, RULE, 0.5);
  }
  if (!fits(ROW)) startPage();
  drawRule(document, INK, 0.75);
  document.font(BOLD);
  drawRow(document, columns, total);
}

function drawHeader(document: Document, columns: readonly Column[]): void {
  document.font(BOLD).fontSize(SIZE).fillColor(GREY);
  drawRow(
    document,
    columns,
    columns.map(({ title }) => title),
  );
  drawRule(document, GREY, 0.75);
  document.font(REGULAR).fillColor(INK);
}

function drawRow(document: Document, columns: readonly Column[], cells: Cells): void {
  const { y } = document;
  let left = document.page.margins.left;
  for (const [place, { width, isNumber }] of columns.entries()) {
    const text = printable(cells[place] ?? '');
    if (isNumber) writeLine(document, text, left + width - document.widthOfString(text), y + 4);
    else writeLine(document, fitted(document, text, width - GAP), left, y + 4);
    left += width;
  }
  document.y = y + ROW;
}

/** Across the page at the document's `y`. */
export function drawRule(document: Document, colour: string, thickness: number): void {
  const { left, right } = document.page.margins;
  document
    .moveTo(left, document.y)
    .lineTo(document.page.width - right, document.y)
    .lineWidth(thickness)
    .strokeColor(colour)
    .stroke();
}

/** Never broken, never on another page. */
export function writeLine(document: Document, text: string, x: number, y: number): void {
  document.text(text, x, y, { lineBreak: false });
}

/** As much of it as there is room for. */
export function fitted(document: Document, text: string, width: number): string {
  if (document.widthOfString(text) <= width) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >>> 1;
    if (document.widthOfString(`${text.slice(0, middle).trimEnd()}…`) <= width) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}
