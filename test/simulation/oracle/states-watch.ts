/** What may never happen to an item whatever the numbers say: frozen things change, states go back, what is over begins again. */
import type { Item } from '../../../shared/ports/table.ts';

const OPEN = ['planned', 'unclaimed', 'blocked'];
const ENDS = ['paid', 'failed', 'returned', 'canceled', 'denied', 'refunded', 'reversed'];

/** By the state after which it may come. */
const PAYOUT_MOVES: Readonly<Record<string, readonly string[]>> = {
  '': ['planned'],
  planned: ['unclaimed', 'blocked', 'refused', 'rejected', ...ENDS],
  unclaimed: ['blocked', ...ENDS],
  blocked: ['unclaimed', ...ENDS],
  paid: ['refunded', 'reversed'],
};
const BATCH_MOVES: Readonly<Record<string, readonly string[]>> = {
  // `accepted`: a batch of which nobody is left.
  '': ['frozen', 'accepted'],
  frozen: ['sending', 'refused', 'parked'],
  sending: ['frozen', 'accepted', 'parked', 'superseded'],
  accepted: ['settled', 'parked'],
};
const RUN_MOVES: Readonly<Record<string, readonly string[]>> = {
  '': ['planning'],
  planning: ['held', 'settling'],
  held: ['settling'],
  settling: ['closed', 'refused'],
};

export function stateProblems(before: Item | undefined, after: Item | undefined): string[] {
  const { pk, sk } = (after ?? before) as Item;
  if (pk.startsWith('PARTNER#') && sk.startsWith('PAYOUT#'))
    return [
      ...moved(`payout ${pk} ${sk}`, before, after, PAYOUT_MOVES),
      ...frozen(before, after, ['amountCents', 'receiver', 'receiverVersion', 'manifest', 'weekEnding']),
    ];
  if (!pk.startsWith('RUN#')) return [];
  if (sk === 'RUN')
    return [
      ...moved(`run ${pk}`, before, after, RUN_MOVES),
      ...frozen(before, after, ['foldsAfter', 'groups', 'settings', 'openedAt']),
      ...(Number(after?.attempt) < Number(before?.attempt ?? 0)
        ? [`${pk} went back to attempt ${after?.attempt}`]
        : []),
    ];
  if (sk.startsWith('BATCH#'))
    return [
      ...moved(`batch ${pk} ${sk}`, before, after, BATCH_MOVES),
      ...frozen(before, after, ['senderBatchId', 'hash', 'items', 'totalCents', 'note', 'emailSubject', 'excluded']),
      ...(before?.payoutBatchId !== undefined ? frozen(before, after, ['payoutBatchId']) : []),
      // Only what is proven unsent forgets when it was sent first.
      ...(before?.firstAttemptAt !== undefined && after?.state !== 'frozen'
        ? frozen(before, after, ['firstAttemptAt'])
        : []),
    ];
  if (sk.startsWith('MANIFEST#') && before) return [`${pk} ${sk} is frozen and was written again`];
  return [];
}

function moved(
  what: string,
  before: Item | undefined,
  after: Item | undefined,
  moves: Readonly<Record<string, readonly string[]>>,
): string[] {
  if (!after) return [`${what} was deleted`];
  const [from, to] = [String(before?.state ?? ''), String(after.state)];
  return (before && from === to) || moves[from]?.includes(to) ? [] : [`${what} moved from ${from} to ${to}`];
}

const frozen = (before: Item | undefined, after: Item | undefined, names: readonly string[]): string[] =>
  before && after
    ? names
        .filter((name) => before[name] !== after[name] && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
        .map((name) => `${name} of ${before.pk} ${before.sk} is frozen and changed`)
    : [];

export const isOpenPayout = (state: unknown): boolean => OPEN.includes(String(state));
