/** The meter charges the larger of what is reported and what is documented, and refusals that nobody reports. */
import { describe, expect, it } from 'vitest';
import { requestMeter } from '../../bench/request-meter.ts';

const item = (bytes: number) => ({ pk: { S: 'p' }, sk: { S: 's' }, v: { S: 'x'.repeat(bytes - 7) } });

function meterOf(
  ...calls: { operation: string; request: unknown; status?: number; answer: unknown; service?: string }[]
) {
  const meter = requestMeter();
  for (const { operation, request, status = 200, answer, service = 'dynamodb' } of calls) {
    const verdict = meter.hooks.afterReply?.(
      { service, functionName: 'Plan', requestId: 'r', operation, sequence: 1, body: JSON.stringify(request) },
      { status, body: JSON.stringify(answer) },
    );
    expect(verdict, 'the meter breaks nothing').toBeUndefined();
  }
  return meter;
}

describe('the meter', () => {
  it('adds up requests of a function and operation', () => {
    const get = {
      operation: 'GetItem',
      request: {},
      answer: { Item: item(100), ConsumedCapacity: { CapacityUnits: 1 } },
    };
    expect(meterOf(get, get).metered()).toEqual([
      {
        functionName: 'Plan',
        operation: 'GetItem',
        requests: 2,
        refused: 0,
        readUnits: 2,
        writeUnits: 0,
        reportedUnits: 2,
        documentedUnits: 2,
      },
    ]);
  });

  it('believes the database where an item was larger than the request tells', () => {
    const update = {
      operation: 'UpdateItem',
      request: { Key: {} },
      answer: { ConsumedCapacity: { CapacityUnits: 3 } },
    };
    expect(meterOf(update).metered()).toMatchObject([{ writeUnits: 3, reportedUnits: 3, documentedUnits: 1 }]);
  });

  it('believes the documentation where a database counts too little, or not at all', () => {
    const half = {
      operation: 'GetItem',
      request: {},
      answer: { Item: item(4_097), ConsumedCapacity: { CapacityUnits: 1 } },
    };
    const nothing = { operation: 'PutItem', request: { Item: item(1_025) }, answer: {} };
    expect(meterOf(half, nothing).metered()).toMatchObject([{ readUnits: 2 }, { writeUnits: 2 }]);
  });

  it('adds up the tables of a batch', () => {
    const batch = {
      operation: 'BatchWriteItem',
      request: { RequestItems: {} },
      answer: { ConsumedCapacity: [{ CapacityUnits: 2 }, { CapacityUnits: 3 }] },
    };
    expect(meterOf(batch).metered()).toMatchObject([{ writeUnits: 5 }]);
  });

  it.each(['ConditionalCheckFailedException', 'TransactionCanceledException'])(
    'charges a %s as if it were done',
    (name) => {
      const refused = {
        operation: 'TransactWriteItems',
        request: { TransactItems: [{ Put: { Item: item(2_000) } }] },
        status: 400,
        answer: { __type: `com.amazonaws.dynamodb.v20120810#${name}` },
      };
      expect(meterOf(refused).metered()).toMatchObject([{ requests: 1, refused: 1, writeUnits: 4, reportedUnits: 0 }]);
    },
  );

  it('charges nothing for an error of the database', () => {
    const failed = {
      operation: 'PutItem',
      request: { Item: item(100) },
      status: 500,
      answer: { __type: 'InternalServerError' },
    };
    expect(meterOf(failed).metered()).toMatchObject([{ requests: 1, refused: 0, writeUnits: 0 }]);
  });

  it('leaves other services out, and forgets when told', () => {
    const queue = { service: 'sqs', operation: 'SendMessage', request: {}, answer: {} };
    expect(meterOf(queue).metered()).toEqual([]);
    const meter = meterOf({ operation: 'GetItem', request: {}, answer: {} });
    meter.reset();
    expect(meter.metered()).toEqual([]);
  });
});
