/** The books of a program in memory: what the ledger's items come to, read without any of its code. */
import type { Item } from '../../shared/ports/table.ts';

/** Payouts in these states are proven not paid: their amounts are on the balance again. */
const BACK = new Set(['failed', 'returned', 'canceled', 'denied', 'refused', 'rejected', 'put-back']);

/** Entries of closed weeks − payouts that are not back − carried, by partner; only those that are not 0. */
export function booksOf(items: readonly Item[]): Map<string, number> {
  const sums = new Map<string, number>();
  const count = (partner: unknown, cents: unknown): void => {
    sums.set(String(partner), (sums.get(String(partner)) ?? 0) + Number(cents));
  };
  const closed = new Set(items.filter(({ pk, sk }) => pk.startsWith('WEEK#') && sk === '!').map(({ pk }) => pk));
  for (const item of items) {
    if (closed.has(item.pk) && item.sk !== '!') count(item.partnerId, item.cents);
    if (item.sk.startsWith('PAYOUT#') && !BACK.has(String(item.state)))
      count(item.partnerId, -Number(item.amountCents));
    if (item.sk === 'ACCOUNT') count(item.pk.slice('PARTNER#'.length), -Number(item.carriedCents));
  }
  return new Map([...sums].filter(([, cents]) => cents !== 0));
}

/** What is wrong with the list of those who wait: it names exactly the partners who carry something. */
export function waitingProblems(items: readonly Item[]): string[] {
  const waiting = new Set(items.filter(({ pk }) => pk.startsWith('WAITING#')).map(({ sk }) => sk));
  const carrying = new Set(
    items
      .filter(({ sk, carriedCents }) => sk === 'ACCOUNT' && carriedCents !== 0)
      .map(({ pk }) => pk.slice('PARTNER#'.length)),
  );
  return [
    ...[...carrying]
      .filter((partner) => !waiting.has(partner))
      .map((partner) => `${partner} carries and does not wait`),
    ...[...waiting].filter((partner) => !carrying.has(partner)).map((partner) => `${partner} waits for nothing`),
  ];
}
