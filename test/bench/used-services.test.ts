/** What the cloud, PayPal and the meter saw, brought together. */
import { describe, expect, it } from 'vitest';
import { type Observed, usedServices } from '../../bench/used-services.ts';
import type { CloudUsage } from '../../local/embedded-cloud.ts';
import { metered } from './sample-usage.ts';

const cloud: CloudUsage = {
  functions: {
    plan: { invocations: 4, errors: 0, coldStarts: 2, billedMs: 3_000, memoryMb: 1_024 },
    open: { invocations: 1, errors: 0, coldStarts: 1, billedMs: 500, memoryMb: 512 },
  },
  eventSources: { queue: { receives: 5, deletes: 4, messages: 4 } },
  stepFunctions: { executions: 1, stateTransitions: 17 },
  httpRequests: 2,
  services: {
    requests: {
      'sqs.SendMessageBatch': 2,
      'sqs.GetQueueAttributes': 9,
      'secretsmanager.GetSecretValue': 3,
      'dynamodb.Query': 12,
    },
    readUnits: 0,
    writeUnits: 0,
  },
};
const observed: Observed = {
  cloud,
  dynamoDb: [metered({ readUnits: 12 })],
  payPalBefore: { token: 1, create: 10, batch: 10, item: 0, cancel: 0 },
  payPalAfter: { token: 3, create: 14, batch: 17, item: 2, cancel: 0 },
  logBytes: 4_800,
  ruleEvents: 1,
};

describe('used services', () => {
  it('are what each of the witnesses saw', () => {
    expect(usedServices(observed)).toEqual({
      dynamoDb: [metered({ readUnits: 12 })],
      sqs: { sends: 2, receives: 5, deletes: 4 },
      stateTransitions: 17,
      lambda: { requests: 5, gbSeconds: 3.25, coldStarts: 3 },
      payPal: { logins: 2, creates: 4, looks: 9 },
      logBytes: 4_800,
      secretReads: 3,
      httpRequests: 2,
      ruleEvents: 1,
    });
  });

  it('are none of SQS and secrets where functions called nothing', () => {
    const used = usedServices({ ...observed, cloud: { ...cloud, services: undefined, eventSources: {} } });
    expect(used).toMatchObject({ sqs: { sends: 0, receives: 0, deletes: 0 }, secretReads: 0 });
  });
});
