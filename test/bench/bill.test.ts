/** Prices are typed once, and a bill is counts times prices. */
import { describe, expect, it } from 'vitest';
import { billFor, totalUsd } from '../../bench/bill.ts';
import { costUsd, LIST_PRICES, type ListPrice, type PriceName } from '../../bench/list-prices.ts';
import type { UsedServices } from '../../bench/used-services.ts';
import { metered, used } from './sample-usage.ts';

describe('list prices', () => {
  it.each([
    { price: 'dynamoDbWrite', quantity: 1_000_000, usd: 0.625 },
    { price: 'dynamoDbRead', quantity: 8_000_000, usd: 1 },
    { price: 'sqsRequest', quantity: 5, usd: 0.000002 },
    { price: 'stateTransition', quantity: 40, usd: 0.001 },
    { price: 'lambdaArmGbSecond', quantity: 400_000, usd: 5.33336 },
    { price: 'secretRead', quantity: 10_000, usd: 0.05 },
  ] as const)('$quantity of $price cost $usd', ({ price, quantity, usd }) =>
    expect(costUsd(price, quantity)).toBeCloseTo(usd, 9),
  );

  it.each(Object.entries(LIST_PRICES) as [PriceName, ListPrice][])('%s says where it comes from', (_, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.per).toBeGreaterThan(0);
    expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/pricing\//);
  });
});

describe('a bill', () => {
  it('charges what was used, and nothing else', () => {
    const bill = billFor(used({ dynamoDb: [metered({ writeUnits: 50_000, readUnits: 0 })], stateTransitions: 20 }));
    expect(bill.map(({ service, quantity }) => [service, quantity])).toEqual([
      ['DynamoDB', 50_000],
      ['Step Functions', 20],
    ]);
    expect(totalUsd(bill)).toBeCloseTo(0.03125 + 0.0005, 9);
  });

  it('adds sends, receives and deletes to SQS requests', () => {
    const [line] = billFor(used({ sqs: { sends: 1, receives: 12, deletes: 10 } }));
    expect(line).toMatchObject({ service: 'SQS', quantity: 23 });
  });

  /** A service that is counted and not billed would make every Friday cheaper. */
  it.each<[string, Partial<UsedServices>, number]>([
    ['dynamoDb reads', { dynamoDb: [metered({ readUnits: 8 })] }, 0.000001],
    ['dynamoDb writes', { dynamoDb: [metered({ writeUnits: 8 })] }, 0.000005],
    ['sqs', { sqs: { sends: 1, receives: 1, deletes: 3 } }, 0.000002],
    ['stateTransitions', { stateTransitions: 1 }, 0.000025],
    ['lambda requests', { lambda: { requests: 5, gbSeconds: 0, coldStarts: 0 } }, 0.000001],
    ['lambda time', { lambda: { requests: 0, gbSeconds: 1, coldStarts: 0 } }, 0.0000133334],
    ['logBytes', { logBytes: 2_000_000 }, 0.001],
    ['secretReads', { secretReads: 1 }, 0.000005],
    ['httpRequests', { httpRequests: 1 }, 0.000001],
    ['ruleEvents', { ruleEvents: 1 }, 0.000001],
  ])('%s: billed', (_, some, usd) => expect(totalUsd(billFor(used(some)))).toBeCloseTo(usd, 12));
});
