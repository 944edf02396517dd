/** A table in a PDF: one line a row, over as many pages as it takes, each with the header again. */
import { printable } from './pdf-letters.ts';
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
  roomLeft,
  writeLine,
  writeRight,
} from './pdf-lines.ts';

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
  const makeRoom = (height: number): void => {
    if (roomLeft(document) >= height) return;
    document.addPage();
    drawHeader(document, columns);
  };
  drawHeader(document, columns);
  for (const [place, cells] of rows.entries()) {
    makeRoom(place === rows.length - 1 ? 2 * ROW : ROW);
    drawRow(document, columns, cells);
    drawRule(document, RULE, 0.5);
  }
  makeRoom(ROW);
  drawRule(document, INK, 0.75);
  document.font(BOLD);
  drawRow(document, columns, total);
}

/** The rows that follow are in its size. */
function drawHeader(document: Document, columns: readonly Column[]): void {
  const titles = columns.map(({ title }) => title);
  document.font(BOLD).fontSize(SIZE).fillColor(GREY);
  drawRow(document, columns, titles);
  drawRule(document, GREY, 0.75);
  document.font(REGULAR).fillColor(INK);
}

function drawRow(document: Document, columns: readonly Column[], cells: Cells): void {
  const { y } = document;
  let left = leftEdge(document);
  for (const [place, { width, isNumber }] of columns.entries()) {
    const text = printable(cells[place] ?? '');
    if (isNumber) writeRight(document, text, left + width, y + 4);
    else writeLine(document, fitted(document, text, width - GAP), left, y + 4);
    left += width;
  }
  document.y = y + ROW;
}
