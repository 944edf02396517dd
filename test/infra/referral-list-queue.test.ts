import { beforeAll, describe, expect, it } from 'vitest';
import { at, eventSourcesOf, functionNamed, logicalIdAt, synthesizedTemplate, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

const arnOf = (path: string) => ({ 'Fn::GetAtt': [logicalIdAt(template, path), 'Arn'] });

describe('the queue of referral lists', () => {
  it('gives a message up after five tries, into a queue that keeps it 14 days', () => {
    expect(at(template, 'ReferralListQueue/Queue').Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf('ReferralListQueue/DeadLetters'),
      maxReceiveCount: 5,
    });
    expect(at(template, 'ReferralListQueue/DeadLetters').Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it('hides a message for six times as long as its worker may take', () => {
    const [, worker] = functionNamed(template, 'referral-list-worker');
    const { VisibilityTimeout } = at(template, 'ReferralListQueue/Queue').Properties;
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
  });

  it('hands one list to one worker and takes back only that message when it fails', () => {
    expect(eventSourcesOf(template, 'ReferralListQueue/Queue')).toEqual([
      {
        BatchSize: 1,
        EventSourceArn: arnOf('ReferralListQueue/Queue'),
        FunctionName: { Ref: functionNamed(template, 'referral-list-worker')[0] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    ]);
  });
});
