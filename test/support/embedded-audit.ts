/** What must hold after any scenario on the embedded cloud, read from PayPal's side and from every item of the ledger's table. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import type { Item } from '../../shared/ports/table.ts';
import type { EmbeddedProgram } from './embedded-program.ts';
import { weekOf } from './embedded-weeks.ts';
import { booksOf, waitingProblems } from './memory-books.ts';
import { totalsProblems } from './memory-totals.ts';

export async function ledgerItems(cloud: EmbeddedCloud): Promise<Item[]> {
  const client = new DynamoDBClient(cloud.clientSettings('dynamodb'));
  try {
    const items: Item[] = [];
    const pages = paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName: cloud.tableName() });
    for await (const page of pages) items.push(...((page.Items ?? []) as Item[]));
    return items;
  } finally {
    client.destroy();
  }
}

/** One line for each item that PayPal accepted for a week, sorted: `pay-p1@payee.example 11001 SUCCESS`. */
export const transfersOf = ({ paypal }: Pick<EmbeddedProgram, 'paypal'>, week: number): string[] =>
  paypal
    .transfers()
    .filter(({ senderBatchId }) => senderBatchId.startsWith(`payout-${weekOf(week)}-`))
    .map(({ receiver, cents, status }) => `${receiver} ${cents} ${status}`)
    .sort();

/** Money that came back to the sender; everything else is or may become the receiver's. */
const BACK = new Set(['FAILED', 'RETURNED', 'CANCELED', 'DENIED', 'REFUNDED', 'REVERSED']);

/** Partners whom PayPal paid, or may pay, more than all their entries come to. Item ids end in the partner's id. */
function overpaid({ paypal }: EmbeddedProgram, items: readonly Item[]): string[] {
  const left = new Map<string, number>();
  const count = (partner: string, cents: number) => left.set(partner, (left.get(partner) ?? 0) + cents);
  for (const { pk, sk, partnerId, cents } of items) {
    if (pk.startsWith('WEEK#') && sk !== '!') count(String(partnerId), Number(cents));
  }
  for (const { senderItemId = '', cents, status } of paypal.transfers()) {
    if (!BACK.has(status)) count(senderItemId.split('.').slice(2).join('.'), -cents);
  }
  return [...left].filter(([, cents]) => cents < 0).map(([partner, cents]) => `${partner} got ${-cents} too much`);
}

/** PayPal never moved more than was earned, and the ledger's books come to 0 cents for each partner. */
export async function expectSound(program: EmbeddedProgram): Promise<void> {
  const items = await ledgerItems(program.cloud);
  expect(items.some(({ sk }) => sk === 'ACCOUNT')).toBe(true);
  expect({
    books: booksOf(items),
    waiting: waitingProblems(items),
    totals: totalsProblems(items),
    overpaid: overpaid(program, items),
  }).toEqual({ books: new Map(), waiting: [], totals: [], overpaid: [] });
}

/** The run of a week is closed, or in the state that is named; and everything is sound. */
export async function expectClosed(program: EmbeddedProgram, week: number, state = 'closed'): Promise<void> {
  expect((await program.results(weekOf(week)))?.run.state).toBe(state);
  await expectSound(program);
}
