/** Lets a file's bytes through as long as they are UTF-8 text, and names the line where they are not. */
import { isUtf8 } from 'node:buffer';

const NEW_LINE = 0x0a;

/** The file was saved in another encoding, or is no text at all. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
  readonly line: number;
  /** The line as far as it can be read. */
  readonly text: string;

  constructor(line: number, text: string) {
    super(`line ${line} is not UTF-8 text`);
    this.line = line;
    this.text = text;
  }
}

/** @throws NotUtf8 */
export async function* checkUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = bytes.length - cutOffBytes(bytes);
    const whole = bytes.subarray(0, end);
    rest = Buffer.from(bytes.subarray(end));
    line += checked(whole, line);
    yield whole;
  }
  checked(rest, line);
}

/** The number of lines that end in these bytes. UTF-16 without a mark is valid UTF-8 full of zeros: it is none of ours either. */
function checked(bytes: Buffer, firstLine: number): number {
  if (isUtf8(bytes) && !bytes.includes(0)) {
    let lines = 0;
    for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) lines += 1;
    return lines;
  }
  let line = firstLine;
  for (let from = 0; ; line += 1) {
    const at = bytes.indexOf(NEW_LINE, from);
    const text = bytes.subarray(from, at < 0 ? bytes.length : at);
    if (at < 0 || !isUtf8(text) || text.includes(0)) throw new NotUtf8(line, text.toString('utf8'));
    from = at + 1;
  }
}

/** How many bytes at the end begin a character that the next chunk goes on with: at most three. */
function cutOffBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthBegunBy(byte) > back ? back : 0;
  }
  return 0;
}

const lengthBegunBy = (byte: number): number => (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);
