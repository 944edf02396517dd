/** Usage of nothing but what a test names. */
import type { MeteredRequests } from '../../bench/request-meter.ts';
import type { UsedServices } from '../../bench/used-services.ts';

export const used = (some: Partial<UsedServices> = {}): UsedServices => ({
  dynamoDb: [],
  sqs: { sends: 0, receives: 0, deletes: 0 },
  stateTransitions: 0,
  lambda: { requests: 0, gbSeconds: 0, coldStarts: 0 },
  payPal: { logins: 0, creates: 0, looks: 0 },
  logBytes: 0,
  secretReads: 0,
  httpRequests: 0,
  ruleEvents: 0,
  ...some,
});

export const metered = (some: Partial<MeteredRequests> = {}): MeteredRequests => ({
  functionName: 'PartnerPayouts-FunctionsPlanBucketsFunction64128C50',
  operation: 'Query',
  requests: 1,
  refused: 0,
  readUnits: 0,
  writeUnits: 0,
  reportedUnits: 0,
  documentedUnits: 0,
  ...some,
});
