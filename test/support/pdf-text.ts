/** Reads a PDF's text back, as far as pdfkit writes one: pages, lines and the words on them. Throws where the file is broken. */
import { inflateSync } from 'node:zlib';

export interface PdfText {
  /** Each page's lines from top to bottom; what stands on one line is joined by ` | `. */
  readonly pages: readonly (readonly string[])[];
  /** Of the document's information, in PDF's own notation. */
  readonly info: string;
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | undefined;
}

export function pdfText(bytes: Uint8Array): PdfText {
  const file = Buffer.from(bytes);
  const text = file.toString('latin1');
  if (!text.startsWith('%PDF-1.')) throw new Error('it does not begin like a PDF');
  const objects = objectsOf(file, text);
  const trailer = text.slice(text.lastIndexOf('trailer'));
  const object = (reference: string): PdfObject => {
    const found = objects.get(Number.parseInt(reference, 10));
    if (!found) throw new Error(`there is no object ${reference}`);
    return found;
  };
  const root = object(referenceIn(trailer, 'Root')).dictionary;
  const kids = /\/Kids \[([^\]]*)\]/.exec(object(referenceIn(root, 'Pages')).dictionary)?.[1] ?? '';
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => {
    const contents = object(referenceIn(object(id).dictionary, 'Contents'));
    return linesOf(contents.stream?.toString('latin1') ?? '');
  });
  const info = object(referenceIn(trailer, 'Info')).dictionary;
  return { pages, info: info.replace(/(\d+) 0 R/g, (reference) => object(reference).dictionary.trim()) };
}

/** By the table at the end: every offset must lead to the object that it names. */
function objectsOf(file: Buffer, text: string): Map<number, PdfObject> {
  const table = text.slice(Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN));
  if (!table.startsWith('xref\n')) throw new Error('there is no table where the file says');
  const offsets = [...table.slice(0, table.indexOf('trailer')).matchAll(/^(\d{10}) \d{5} n $/gm)];
  return new Map(
    offsets.map(([, offset], place) => {
      const at = Number(offset);
      const head = `${place + 1} 0 obj\n`;
      if (!text.startsWith(head, at)) throw new Error(`the table leads astray for object ${place + 1}`);
      return [place + 1, objectAt(file, text, at + head.length)];
    }),
  );
}

function objectAt(file: Buffer, text: string, at: number): PdfObject {
  const [end, begin] = [text.indexOf('\nendobj', at), text.indexOf('\nstream\n', at)];
  if (begin < 0 || begin > end) return { dictionary: text.slice(at, end), stream: undefined };
  const dictionary = text.slice(at, begin);
  const start = begin + '\nstream\n'.length;
  const length = Number(referenceIn(dictionary, 'Length'));
  if (!text.startsWith('\nendstream', start + length)) throw new Error('a stream is not as long as it says');
  const stream = file.subarray(start, start + length);
  return { dictionary, stream: dictionary.includes('/FlateDecode') ? inflateSync(stream) : stream };
}

function referenceIn(dictionary: string, name: string): string {
  const value = new RegExp(`/${name} (\\d+)`).exec(dictionary)?.[1];
  if (value === undefined) throw new Error(`there is no ${name} in ${dictionary}`);
  return value;
}

/** The code of the standard fonts. */
const WIN_ANSI = new TextDecoder('windows-1252');

function linesOf(content: string): string[] {
  const lines = new Map<number, { x: number; text: string }[]>();
  for (const [, x, y, shown = ''] of content.matchAll(/BT\n1 0 0 1 ([\d.-]+) ([\d.-]+) Tm\n([\s\S]*?)ET\n/g)) {
    const hex = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, each]) => each).join('');
    if (hex.length % 2 !== 0) throw new Error(`half a letter in ${shown}`);
    const line = lines.get(Number(y)) ?? [];
    lines.set(Number(y), [...line, { x: Number(x), text: WIN_ANSI.decode(Buffer.from(hex, 'hex')) }]);
  }
  return [...lines]
    .sort(([a], [b]) => b - a)
    .map(([, parts]) =>
      parts
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join(' | '),
    );
}
