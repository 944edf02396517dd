import { beforeAll, describe, expect, it } from 'vitest';
import { at, eventSourcesOf, functionNamed, logicalIdAt, synthesizedTemplate, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

const arnOf = (path: string) => ({ 'Fn::GetAtt': [logicalIdAt(template, path), 'Arn'] });

describe('mail queue', () => {
  it('gives a message up after ten tries, into a queue that keeps it 14 days', () => {
    expect(at(template, 'MailDelivery/Queue').Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf('MailDelivery/DeadLetters'),
      maxReceiveCount: 10,
    });
    expect(at(template, 'MailDelivery/DeadLetters').Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it('hides a message for six times as long as its worker may take', () => {
    const [, worker] = functionNamed(template, 'send-mail');
    const { VisibilityTimeout } = at(template, 'MailDelivery/Queue').Properties;
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
  });

  it('hands ten mails to one worker and takes back only those that fail', () => {
    expect(eventSourcesOf(template, 'MailDelivery/Queue')).toEqual([
      {
        BatchSize: 10,
        EventSourceArn: arnOf('MailDelivery/Queue'),
        FunctionName: { Ref: functionNamed(template, 'send-mail')[0] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    ]);
  });
});
