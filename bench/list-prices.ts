/** What AWS asks for in us-east-1, without free tier, savings plan or tax. The only place that knows prices. */

export interface ListPrice {
  readonly usd: number;
  /** So many units cost `usd`. */
  readonly per: number;
  readonly unit: string;
  /** The public price page. */
  readonly source: string;
}

/** As known in October 2026; not fetched: look again before quoting a figure to anybody. */
export const PRICES_AS_OF = '2026-10';
export const PRICES_REGION = 'us-east-1';

const MILLION = 1_000_000;

export const LIST_PRICES = {
  dynamoDbWrite: {
    usd: 0.625,
    per: MILLION,
    unit: 'write request unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  dynamoDbRead: {
    usd: 0.125,
    per: MILLION,
    unit: 'read request unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  /** Standard queue; each 64 KB of a payload, and each batch up to that, is a request. */
  sqsRequest: { usd: 0.4, per: MILLION, unit: 'request', source: 'https://aws.amazon.com/sqs/pricing/' },
  stateTransition: {
    usd: 25,
    per: MILLION,
    unit: 'state transition',
    source: 'https://aws.amazon.com/step-functions/pricing/',
  },
  lambdaRequest: { usd: 0.2, per: MILLION, unit: 'request', source: 'https://aws.amazon.com/lambda/pricing/' },
  lambdaArmGbSecond: { usd: 0.0000133334, per: 1, unit: 'GB-second', source: 'https://aws.amazon.com/lambda/pricing/' },
  logGigabyte: { usd: 0.5, per: 1, unit: 'GB', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  httpApiRequest: { usd: 1, per: MILLION, unit: 'request', source: 'https://aws.amazon.com/api-gateway/pricing/' },
  secretRead: { usd: 0.05, per: 10_000, unit: 'call', source: 'https://aws.amazon.com/secrets-manager/pricing/' },
  /** Custom events' price. A scheduled rule on the default bus is not billed today: an upper bound. */
  eventBridgeEvent: { usd: 1, per: MILLION, unit: 'event', source: 'https://aws.amazon.com/eventbridge/pricing/' },
} as const satisfies Record<string, ListPrice>;

export type PriceName = keyof typeof LIST_PRICES;

export const costUsd = (price: PriceName, quantity: number): number =>
  (quantity * LIST_PRICES[price].usd) / LIST_PRICES[price].per;
