/** What waits for somebody as operations see it: each with what it means and what can be done. */
import type { ExceptionAction, ExceptionOut } from '../../contracts/api/ops-exceptions.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import { isWaiting, type WaitingState } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';
import type { PayoutExceptions } from '../../ports/payout-exceptions.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';

interface Standing {
  readonly actions: readonly ExceptionAction[];
  readonly toDo: string;
}

export const STANDINGS: Readonly<Record<WaitingState, Standing>> = {
  unclaimed: {
    actions: ['cancel', 'look'],
    toDo: 'Nobody has claimed it at PayPal, and the partner is reminded. PayPal returns it after 30 days; cancel it if the partner wants it elsewhere before.',
  },
  blocked: {
    actions: ['look'],
    toDo: 'PayPal blocks it and has the money. Ask PayPal why; it is paid or comes back when PayPal says so.',
  },
  refunded: {
    actions: ['put-back', 'write-off', 'look'],
    toDo: 'The receiver sent it back. Ask the partner why, then put it back on the balance or write it off.',
  },
  reversed: {
    actions: ['put-back', 'write-off', 'look'],
    toDo: "PayPal reversed it. Look at the case in PayPal's dashboard, then put it back on the balance or write it off.",
  },
};

export async function listExceptions(
  page: { readonly after?: string; readonly limit: number },
  exceptions: PayoutExceptions,
): Promise<{ readonly items: ExceptionOut[]; readonly next?: string }> {
  const { items, next } = await exceptions.list(page);
  const shown = items.flatMap((each) => (each.kind === 'payout' ? shownPayout(each.payout) : [shownBatch(each.batch)]));
  return next === undefined ? { items: shown } : { items: shown, next };
}

const iso = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

function shownPayout(payout: Payout): ExceptionOut[] {
  const { partnerId, weekEnding, amountCents, state, receiver, waitingSince, error, payoutItemId } = payout;
  if (!isWaiting(state)) return [];
  const { actions, toDo } = STANDINGS[state];
  const { cancelAskedBy, writeOffProposedBy } = payout;
  return [
    {
      kind: 'payout',
      partnerId,
      weekEnding,
      amountCents,
      state,
      receiver: maskedAddress(receiver),
      since: iso(waitingSince),
      error,
      payPalItemId: payoutItemId,
      cancelAskedBy,
      writeOffProposedBy,
      actions: [...actions],
      toDo,
    },
  ];
}

function shownBatch(batch: Batch): ExceptionOut {
  const { weekEnding, manifest, generation, senderBatchId, payoutBatchId, items, totalCents, parkedAt } = batch;
  const known = payoutBatchId !== undefined;
  return {
    kind: 'batch',
    weekEnding,
    manifest,
    generation,
    senderBatchId,
    payoutBatchId,
    items,
    totalCents,
    since: iso(parkedAt),
    why: batch.lastOutcome,
    actions: known ? ['look'] : [],
    toDo: known
      ? 'PayPal showed something else, or nothing, under its id. Compare it in PayPal’s dashboard; if it is there as it was sent, look again.'
      : 'Whether PayPal has it is not known, and it is never sent again. Search its sender batch id in PayPal’s dashboard: docs/runbook.md#operations-needed.',
  };
}
