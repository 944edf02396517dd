/** Cuts a list's rows into chunks: as many as one step of the work takes, and never more than an item of the ledger holds. */
import type { ListRow } from '../../ports/referral-lists.ts';

const MAX_ROWS = 500;
/** An item has 400 KB. Ordinary rows have some 70 bytes; names of four-byte letters have ten times as many. */
const MAX_BYTES = 250_000;

export function chunkRows(rows: readonly ListRow[]): ListRow[][] {
  const encoder = new TextEncoder();
  const chunks: ListRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const more = encoder.encode(JSON.stringify(row)).length;
    const last = chunks.at(-1);
    if (!last || last.length === MAX_ROWS || bytes + more > MAX_BYTES) {
      chunks.push([row]);
      bytes = more;
    } else {
      last.push(row);
      bytes += more;
    }
  }
  return chunks;
}
