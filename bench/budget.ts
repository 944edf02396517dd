/** The gate: what may be used at most, in counts. Time has no say, so that it decides the same on every machine. */
import * as z from 'zod';
import { readUnitsOf, requestsOf, type UsedServices, writeUnitsOf } from './used-services.ts';

/** An allowance grows with the program: `fixed` plus so much for each thousand of something. */
const allowanceSchema = z.strictObject({
  fixed: z.number().min(0).default(0),
  perThousandPartners: z.number().min(0).default(0),
  perThousandEntries: z.number().min(0).default(0),
  perThousandEvents: z.number().min(0).default(0),
});
export type Allowance = z.output<typeof allowanceSchema>;

export const budgetSchema = z.strictObject({
  why: z.string(),
  /** 0.02: two per cent above the allowance is let through. */
  tolerance: z.number().min(0).max(0.2),
  stages: z.record(z.string(), z.record(z.string(), allowanceSchema)),
});
export type Budget = z.output<typeof budgetSchema>;

export interface Size {
  readonly partners: number;
  readonly entries: number;
  /** Of an intake stage; 0 for a run. */
  readonly events: number;
}

export interface GateFinding {
  readonly stage: string;
  readonly count: string;
  readonly used: number;
  readonly allowed: number;
  readonly exceeded: boolean;
}

/** The counts that a budget may name. Long polls are none of them: their number depends on time. */
export function gateCounts(used: UsedServices): Readonly<Record<string, number>> {
  return {
    writeUnits: writeUnitsOf(used),
    readUnits: readUnitsOf(used),
    getItems: requestsOf(used, 'GetItem'),
    batchGets: requestsOf(used, 'BatchGetItem'),
    queries: requestsOf(used, 'Query'),
    singleWrites: requestsOf(used, 'PutItem') + requestsOf(used, 'UpdateItem') + requestsOf(used, 'DeleteItem'),
    batchWrites: requestsOf(used, 'BatchWriteItem'),
    transactions: requestsOf(used, 'TransactWriteItems'),
    queueSends: used.sqs.sends,
    queueDeletes: used.sqs.deletes,
    stateTransitions: used.stateTransitions,
    lambdaRequests: used.lambda.requests,
    payPalCalls: used.payPal.logins + used.payPal.creates + used.payPal.looks,
    secretReads: used.secretReads,
    logBytes: used.logBytes,
  };
}

export function allowed(allowance: Allowance, size: Size, tolerance: number): number {
  const { fixed, perThousandPartners, perThousandEntries, perThousandEvents } = allowance;
  const grown =
    perThousandPartners * size.partners + perThousandEntries * size.entries + perThousandEvents * size.events;
  return (fixed + grown / 1_000) * (1 + tolerance);
}

/** Every count of the stage: one that the budget does not name may not be used at all. */
export function judge(budget: Budget, stage: string, used: UsedServices, size: Size): GateFinding[] {
  const allowances = budget.stages[stage];
  if (!allowances) throw new RangeError(`the budget has no stage '${stage}'`);
  const counts = gateCounts(used);
  const unknown = Object.keys(allowances).filter((name) => counts[name] === undefined);
  if (unknown.length > 0)
    throw new RangeError(`the budget's stage '${stage}' names unknown counts: ${unknown.join(', ')}`);
  return Object.entries(counts).map(([count, number]) => {
    const allowance = allowances[count];
    const limit = allowance ? allowed(allowance, size, budget.tolerance) : 0;
    return { stage, count, used: number, allowed: limit, exceeded: number > limit };
  });
}
