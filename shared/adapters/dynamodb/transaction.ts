/** Writes all or nothing, once: every attempt carries a token by which DynamoDB knows a repetition. */
import { randomUUID } from 'node:crypto';
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { WriteOutcome } from '../../ports/table.ts';
import { answered, busy, busyOrThrow, type Patience, untilAnswered } from './retry.ts';
import type { WriteRequest } from './write-request.ts';

/** Reasons that may be gone a moment later. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

export function transact(
  documents: DynamoDBDocumentClient,
  patience: Patience,
  requests: WriteRequest[],
): Promise<WriteOutcome> {
  let token = randomUUID();
  let inProgress: Error | undefined;
  return untilAnswered<WriteOutcome>(patience, async () => {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: requests, ClientRequestToken: token }));
      return answered({ done: true });
    } catch (error) {
      if (error instanceof TransactionCanceledException) {
        const refused = refusedIn(error.CancellationReasons ?? []);
        if (refused.length > 0) return answered({ done: false, refused });
        if (!error.CancellationReasons?.some(({ Code }) => Code !== undefined && PASSING.has(Code))) throw error;
        // Cancelled for certain, so the next attempt is a new transaction. Anything less certain keeps its token.
        token = randomUUID();
        inProgress = undefined;
        return busy(error);
      }
      if (error instanceof Error && error.name === 'TransactionInProgressException') inProgress = error;
      // An attempt whose answer was lost is still under way under this token and may succeed: to give up now is to
      // know nothing, which TableBusy would deny.
      if (inProgress !== undefined) return { kind: 'busy', failure: inProgress };
      return busyOrThrow(error);
    }
  });
}

const refusedIn = (reasons: readonly CancellationReason[]): number[] =>
  reasons.flatMap(({ Code }, index) => (Code === 'ConditionalCheckFailed' ? [index] : []));
