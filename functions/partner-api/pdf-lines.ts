/** Lines of text and rules on a page, each exactly where it is put: nothing here breaks a line or a page by itself. */

export type Document = PDFKit.PDFDocument;

export const [REGULAR, BOLD] = ['Helvetica', 'Helvetica-Bold'] as const;
export const [INK, GREY, RULE] = ['#1f2328', '#646c75', '#d8dce0'] as const;

export const leftEdge = ({ page }: Document): number => page.margins.left;
export const rightEdge = ({ page }: Document): number => page.width - page.margins.right;
/** How much of the page is left under the document's `y`. */
export const roomLeft = ({ page, y }: Document): number => page.height - page.margins.bottom - y;

export function writeLine(document: Document, text: string, x: number, y: number): void {
  document.text(text, x, y, { lineBreak: false });
}

export function writeRight(document: Document, text: string, right: number, y: number): void {
  writeLine(document, text, right - document.widthOfString(text), y);
}

/** Over the whole width, on as many lines as it takes; leaves `y` under them. */
export function writeParagraph(document: Document, text: string, lineHeight: number): void {
  for (const line of wrapped(document, text, rightEdge(document) - leftEdge(document))) {
    const { y } = document;
    writeLine(document, line, leftEdge(document), y);
    document.y = y + lineHeight;
  }
}

/** Across the page at the document's `y`. */
export function drawRule(document: Document, colour: string, thickness: number): void {
  const { y } = document;
  document.moveTo(leftEdge(document), y).lineTo(rightEdge(document), y);
  document.lineWidth(thickness).strokeColor(colour).stroke();
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

/** Broken at spaces: pdfkit's own way takes all of Unicode's line breaks along, 15 kB. A word without room is cut short. */
function wrapped(document: Document, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && document.widthOfString(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitted(document, word, width));
  }
  return lines;
}
