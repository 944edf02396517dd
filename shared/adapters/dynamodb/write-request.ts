/** Turns a write of the port into DynamoDB's request for it, the same inside a transaction and alone. */
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Write } from '../../ports/table.ts';
import { keyOf } from '../../ports/write-rules.ts';
import { conditionExpression, Placeholders } from './condition-expression.ts';
import { updateExpression } from './update-expression.ts';

export type WriteRequest = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export function writeRequest(tableName: string, write: Write): WriteRequest {
  const placeholders = new Placeholders();
  const condition = write.when && conditionExpression(write.when, placeholders);
  const { pk, sk } = keyOf(write);
  const target = { TableName: tableName, Key: { pk, sk } };
  switch (write.kind) {
    case 'put':
      return {
        Put: { TableName: tableName, Item: write.item, ConditionExpression: condition, ...placeholders.fields() },
      };
    case 'delete':
      return { Delete: { ...target, ConditionExpression: condition, ...placeholders.fields() } };
    case 'check':
      return { ConditionCheck: { ...target, ConditionExpression: condition, ...placeholders.fields() } };
    case 'update': {
      const change = updateExpression(write, placeholders);
      return {
        Update: { ...target, UpdateExpression: change, ConditionExpression: condition, ...placeholders.fields() },
      };
    }
  }
}

/** A transaction takes no update without an expression: one that changes nothing is only its condition. */
export function transactionRequest(tableName: string, write: Write): WriteRequest {
  const request = writeRequest(tableName, write);
  const changesNothing = request.Update !== undefined && request.Update.UpdateExpression === undefined;
  if (!changesNothing || write.when === undefined) return request;
  return writeRequest(tableName, { kind: 'check', key: keyOf(write), when: write.when });
}
