/** `npm run verify`: audits a kept program, from every entry to PayPal's items, and names what is wrong. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { dynamoTable } from '../shared/adapters/dynamodb/dynamo-table.ts';
import { earningsLedger } from '../shared/adapters/ledger/earnings-ledger.ts';
import { partnerLedger } from '../shared/adapters/ledger/partner-ledger.ts';
import { runHistory } from '../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../shared/adapters/ledger/waiting-list.ts';
import { type Cents, toDollars } from '../shared/domain/money/cents.ts';
import type { BookSums, BooksReport } from '../shared/usecases/books/book-problem.ts';
import { verifyBooks } from '../shared/usecases/books/verify-books.ts';
import { command, options, UsageProblem } from './command-line.ts';
import { startDynamoDb } from './dynamodb.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import { witnessIn } from './paypal/witness.ts';
import { openStateDirectory } from './state-directory.ts';
import { REGION } from './template/stack-resources.ts';

const HELP = `Audits the books that npm start or npm run replay kept: every entry, payout and balance, and PayPal's items.

  npm run verify -- --state DIR

  --state DIR  the directory that was given to npm start or npm run replay; neither may be running on it
  --help

Exit status: 0 the books are right, 1 they are not (each problem names its partner or batch), 2 the options are not.
`;

async function main(): Promise<void> {
  const { state } = options({ state: { type: 'string' } }, HELP);
  if (state === undefined) throw new UsageProblem(`--state is missing\n\n${HELP}`);
  const database = join(state, 'dynamodb.sqlite');
  if (!existsSync(database)) throw new UsageProblem(`--state ${state}: no program was ever kept there`);
  const directory = openStateDirectory(state);
  const dynamodb = await startDynamoDb(database);
  const client = new DynamoDBClient({ endpoint: dynamodb.endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  try {
    const report = await auditOf(client, join(state, 'paypal.jsonl'));
    process.stdout.write(textOf(report));
    if (report.problems.length > 0) process.exitCode = 1;
  } finally {
    client.destroy();
    await dynamodb.stop();
    directory.release();
  }
}

async function auditOf(client: DynamoDBClient, journal: string): Promise<BooksReport> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const [tableName, another] = TableNames;
  if (tableName === undefined || another !== undefined)
    throw new Error(`one table was expected in the kept database, and there are ${TableNames.length}`);
  const table = dynamoTable({ client, tableName });
  return verifyBooks({
    partners: partnerLedger(table),
    earnings: earningsLedger(table),
    history: runHistory(table),
    waiting: waitingList(table),
    payPal: witnessIn(journal),
  });
}

function textOf({ partners, total, entries, payouts, payPalItems, problems }: BooksReport): string {
  const width = Math.max(7, ...partners.map(({ partnerId }) => partnerId.length));
  const cell = (text: string): string => text.padStart(16);
  const line = (name: string, { entriesCents, payoutsCents, carriedCents, differenceCents }: BookSums): string =>
    name.padEnd(width) +
    [entriesCents, payoutsCents, carriedCents, differenceCents].map((each: Cents) => cell(toDollars(each))).join('');
  return [
    'partner'.padEnd(width) + ['entries', 'payouts', 'carried', 'difference'].map(cell).join(''),
    ...partners.map((partner) => line(partner.partnerId, partner)),
    line('total', total),
    '',
    `${entries} entries, ${payouts} payouts and ${payPalItems ?? 0} items of PayPal's were held against one another`,
    ...problems.map(({ kind, about, detail }) => `${kind}  ${about}  ${detail}`),
    problems.length === 0 ? 'the books are right' : `the books are not right: ${problems.length} problems`,
    '',
  ].join('\n');
}

await command(main);
