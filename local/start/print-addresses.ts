/** Says where everything is, once the program is up. */
import type { Laptop } from '../laptop.ts';

export function printAddresses({ cloud, paypal, billing }: Laptop): void {
  const next = cloud.rules().find(({ schedule }) => schedule.includes('FRI'))?.next;
  const lines = [
    ['billing', `POST ${cloud.apiUrl}/billing/events`],
    ['  signed with', `KEY=${billing.hmacKey}`],
    ['PayPal (local)', `${paypal.url}/_local/transfers`],
    ['Step Functions', cloud.endpoints.sfn],
    ['DynamoDB', `${cloud.endpoints.dynamodb}, table ${cloud.tableName()}`],
    ['SQS', cloud.endpoints.sqs],
    ['next run', next ? new Date(next).toISOString() : 'none'],
  ] as const;
  process.stdout.write(
    `${lines.map(([name, where]) => `${name.padEnd(16)}${where}`).join('\n')}\n\nCtrl-C stops it.\n`,
  );
}
