/** What of a client's commissions is void or held as decided last, by cause. */
import type { Posting } from '../filing.ts';
import { add, type Cents, NOTHING } from '../money/cents.ts';
import { clientAside, isAsideCode } from './aside-sentences.ts';
import type { Aside, AsideCode } from './reason.ts';

/** @param payments the partner's postings, payment by payment: line ids are unique within one only. */
export function clientAsides(payments: readonly (readonly Posting[])[], name: string): Aside[] {
  const sums = new Map<AsideCode, Cents>();
  for (const { reason, standing, statedCents } of payments.flatMap(lastPostings)) {
    if (standing === 'counts' || !isAsideCode(reason)) continue;
    sums.set(reason, add(sums.get(reason) ?? NOTHING, statedCents));
  }
  return [...sums].flatMap(([code, amount]) => (amount === NOTHING ? [] : [clientAside(code, amount, name)]));
}

/** Of each line the posting in the latest week: it says what was decided last. */
function lastPostings(postings: readonly Posting[]): Posting[] {
  const last = new Map<string, Posting>();
  for (const posting of postings) {
    const before = last.get(posting.lineId);
    if (!before || before.weekEnding < posting.weekEnding) last.set(posting.lineId, posting);
  }
  return [...last.values()];
}
