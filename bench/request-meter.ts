/** Counts what functions ask of DynamoDB: requests and request units by function and operation, as charged in the cloud. */
import type { EmbeddedCloudOptions } from '../local/embedded-cloud.ts';
import { documentedUnits } from './request-units.ts';

export interface MeteredRequests {
  readonly functionName: string;
  readonly operation: string;
  readonly requests: number;
  /** Refused for a condition: charged, and counted by no answer. */
  readonly refused: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** What the database itself reported for the answered ones. */
  readonly reportedUnits: number;
  /** What the documented arithmetic says at least for the same ones. */
  readonly documentedUnits: number;
}

type Tally = { -readonly [Name in keyof MeteredRequests]: MeteredRequests[Name] };

export interface RequestMeter {
  /** For the embedded cloud's `faults`: it breaks nothing. */
  readonly hooks: NonNullable<EmbeddedCloudOptions['faults']>;
  /** By function and operation, in the order in which they first came. */
  metered(): readonly MeteredRequests[];
  reset(): void;
}

const REFUSALS = /ConditionalCheckFailedException|TransactionCanceledException/;

export function requestMeter(): RequestMeter {
  const tallies = new Map<string, Tally>();
  return {
    metered: () => [...tallies.values()].map((tally) => ({ ...tally })),
    reset: () => tallies.clear(),
    hooks: {
      afterReply({ service, functionName, operation, body }, reply) {
        if (service !== 'dynamodb') return undefined;
        const key = `${functionName} ${operation}`;
        const tally = tallies.get(key) ?? newTally(functionName, operation);
        tallies.set(key, tally);
        tally.requests += 1;
        if (reply.status === 200) count(tally, body, reply.body);
        else if (REFUSALS.test(reply.body)) countRefused(tally, body);
        return undefined;
      },
    },
  };
}

const newTally = (functionName: string, operation: string): Tally => ({
  functionName,
  operation,
  requests: 0,
  refused: 0,
  readUnits: 0,
  writeUnits: 0,
  reportedUnits: 0,
  documentedUnits: 0,
});

/** The larger of the two: the database knows what an item was before, the arithmetic does not depend on which database it is. */
function count(tally: Tally, request: string, answer: string): void {
  const answered: unknown = JSON.parse(answer);
  const documented = documentedUnits(tally.operation, JSON.parse(request), answered);
  const reported = reportedUnits(answered);
  tally.documentedUnits += documented.read + documented.write;
  tally.reportedUnits += reported;
  if (documented.read > 0) tally.readUnits += Math.max(documented.read, reported);
  else tally.writeUnits += Math.max(documented.write, reported);
}

/** A database answers a refusal without its price. */
function countRefused(tally: Tally, request: string): void {
  tally.refused += 1;
  tally.writeUnits += documentedUnits(tally.operation, JSON.parse(request), undefined).write;
}

function reportedUnits(answer: unknown): number {
  const { ConsumedCapacity } = answer as { ConsumedCapacity?: unknown };
  const tables = (Array.isArray(ConsumedCapacity) ? ConsumedCapacity : [ConsumedCapacity]) as {
    CapacityUnits?: number;
  }[];
  return tables.reduce((sum, table) => sum + (table?.CapacityUnits ?? 0), 0);
}
