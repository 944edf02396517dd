/** A file's bytes are UTF-8 or not, wherever its pieces end. */
import { expect, it } from 'vitest';
import { checkUtf8, NotUtf8 } from '../../../local/program-files/check-utf8.ts';

async function* inPieces(bytes: Buffer, ends: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(from, end);
    from = end;
  }
}

async function through(bytes: Buffer, ends: readonly number[]): Promise<string | NotUtf8> {
  const passed: Buffer[] = [];
  try {
    for await (const piece of checkUtf8(inPieces(bytes, ends))) passed.push(piece);
  } catch (error) {
    if (error instanceof NotUtf8) return error;
    throw error;
  }
  return Buffer.concat(passed).toString('utf8');
}

function* everyTwoEnds(length: number): Generator<[number, number]> {
  for (let first = 0; first <= length; first += 1)
    for (let second = first; second <= length; second += 1) yield [first, second];
}

it('lets text through, whatever its pieces', async () => {
  const text = 'é\n€x\r\n𝄞𝄞\n\u{10ffff}ÿ\u07ff\uffff';
  const bytes = Buffer.from(text);
  for (const ends of everyTwoEnds(bytes.length)) expect(await through(bytes, ends), String(ends)).toBe(text);
});

it.each([
  { why: 'a lone byte of Latin-1', wrong: [0xe9], line: 2 },
  { why: 'a byte that never begins a character', wrong: [0xff], line: 2 },
  { why: 'a character that another one interrupts', wrong: [0xe2, 0x82, 0x41], line: 2 },
  { why: 'a character that a line end interrupts', wrong: [0xf0, 0x9d, 0x84, 0x0a], line: 2 },
  { why: 'half a surrogate pair', wrong: [0xed, 0xa0, 0x80], line: 2 },
  { why: 'a longer form than needed', wrong: [0xc0, 0xaf], line: 2 },
  { why: 'a zero', wrong: [0x00], line: 2 },
  { why: 'a wrong byte two lines further', wrong: [0x0a, 0x0a, 0x80], line: 4 },
])('names the line of $why, whatever the pieces', async ({ wrong, line }) => {
  for (const after of ['', 'xyz\nz']) {
    const bytes = Buffer.concat([Buffer.from('é\n€'), Buffer.from(wrong), Buffer.from(after)]);
    for (const ends of everyTwoEnds(bytes.length))
      expect(await through(bytes, ends), String(ends)).toMatchObject({ name: 'NotUtf8', line });
  }
});
