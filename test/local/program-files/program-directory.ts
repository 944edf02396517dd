/** Directories with a program's four files: right ones, unless a test says what is wrong in them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ProgramFiles,
  type ReadOptions,
  readProgramFiles,
} from '../../../local/program-files/read-program-files.ts';

export type FileName = 'partners.csv' | 'clients.csv' | 'payments.csv' | 'refunds.csv';
/** `null`: the file is missing. */
export type Contents = Partial<Record<FileName, string | Uint8Array | null>>;

export const HEADERS: Readonly<Record<FileName, string>> = {
  'partners.csv': 'partner_id,name,email,paypal_email,country,rate_bps,joined_on',
  'clients.csv': 'client_id,owner_name,owner_email,account_created_on,referrer_id,how_heard,cancelled_on',
  'payments.csv': 'payment_id,client_id,amount,currency,paid_at',
  'refunds.csv': 'refund_id,payment_id,amount,kind,refunded_at',
};

const ROWS: Readonly<Record<FileName, readonly string[]>> = {
  'partners.csv': ['p1,Alder Studio,hello@alder.example,pay@alder.example,US,3000,2026-01-01'],
  'clients.csv': [
    'c1,Owner One,owner@c1.example,2026-01-02,p1,,',
    'c2,Owner Two,owner@c2.example,,,"a friend, I think",2026-03-01',
  ],
  'payments.csv': ['pay1,c1,79.00,USD,2026-01-03', 'pay2,c1,100,USD,2026-02-03T20:00:00Z', 'pay3,c2,0,USD,2026-02-04'],
  'refunds.csv': [
    'r1,pay2,40.5,refund,2026-02-10',
    'r2,pay2,59.50,chargeback,2026-02-11',
    'r3,pay2,59.5,chargeback-reversed,2026-02-12',
  ],
};

const NAMES = Object.keys(HEADERS) as FileName[];

/** A file with its usual header and these rows. */
export const withRows = (file: FileName, ...rows: readonly string[]): string => [HEADERS[file], ...rows, ''].join('\n');
/** The usual rows, and these after them: the first of them stands on `lineAfter(file)`. */
export const withMore = (file: FileName, ...rows: readonly string[]): string => withRows(file, ...ROWS[file], ...rows);
export const lineAfter = (file: FileName): number => ROWS[file].length + 2;

export async function readFiles(contents: Contents = {}, options: Partial<ReadOptions> = {}): Promise<ProgramFiles> {
  const directory = mkdtempSync(join(tmpdir(), 'program-files-'));
  try {
    for (const name of NAMES) {
      const content = contents[name] === undefined ? withMore(name) : contents[name];
      if (content !== null) writeFileSync(join(directory, name), content);
    }
    return await readProgramFiles(directory, { timeZone: 'America/Los_Angeles', ...options });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
