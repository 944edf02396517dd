/** Counts times list prices: a bill, line by line. */
import { costUsd, type PriceName } from './list-prices.ts';
import { readUnitsOf, sum, type UsedServices, writeUnitsOf } from './used-services.ts';

export interface BillLine {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceName;
  readonly usd: number;
}

const GIGABYTE = 1e9;

export function billFor(used: UsedServices): BillLine[] {
  const { sqs, lambda } = used;
  return [
    line('DynamoDB', 'write request units', writeUnitsOf(used), 'dynamoDbWrite'),
    line('DynamoDB', 'read request units', readUnitsOf(used), 'dynamoDbRead'),
    line('SQS', 'requests: send, receive, delete', sqs.sends + sqs.receives + sqs.deletes, 'sqsRequest'),
    line('Step Functions', 'state transitions', used.stateTransitions, 'stateTransition'),
    line('Lambda', 'requests', lambda.requests, 'lambdaRequest'),
    line('Lambda', 'GB-seconds (laptop time)', lambda.gbSeconds, 'lambdaArmGbSecond'),
    line('HTTP API', 'requests', used.httpRequests, 'httpApiRequest'),
    line('CloudWatch Logs', 'GB printed', used.logBytes / GIGABYTE, 'logGigabyte'),
    line('Secrets Manager', 'reads', used.secretReads, 'secretRead'),
    line('EventBridge', 'events', used.ruleEvents, 'eventBridgeEvent'),
  ].filter(({ quantity }) => quantity > 0);
}

export const totalUsd = (bill: readonly BillLine[]): number => sum(bill.map(({ usd }) => usd));

const line = (service: string, what: string, quantity: number, price: PriceName): BillLine => ({
  service,
  what,
  quantity,
  price,
  usd: costUsd(price, quantity),
});
