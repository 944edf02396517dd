import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sesMailer } from '../../../shared/adapters/ses/mailer.ts';
import { MailNotSent } from '../../../shared/ports/mailer.ts';

const ses = mockClient(SESv2Client);
afterAll(() => ses.restore());
const mailer = sesMailer(new SESv2Client({ region: 'us-east-1' }), 'partners@program.example');
const LETTER = { to: 'jo@partner.example', subject: 'Hello', text: 'Plain', html: '<p>Rich</p>' };

/** As the SDK throws it: its own class or not, the name is what SES said. */
const answered = (name: string) =>
  Object.assign(new Error('Email address is not verified: jo@partner.example'), { name });

beforeEach(() => ses.reset());

it('sends one mail from the program to its receiver, as text and as HTML', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
  expect(await mailer.send(LETTER)).toEqual({ kind: 'sent' });
  expect(ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input)).toEqual([
    {
      FromEmailAddress: 'partners@program.example',
      Destination: { ToAddresses: ['jo@partner.example'] },
      Content: {
        Simple: {
          Subject: { Data: 'Hello', Charset: 'UTF-8' },
          Body: {
            Text: { Data: 'Plain', Charset: 'UTF-8' },
            Html: { Data: '<p>Rich</p>', Charset: 'UTF-8' },
          },
        },
      },
    },
  ]);
});

it('knows a receiver that SES will never take', async () => {
  ses.on(SendEmailCommand).rejects(answered('BadRequestException'));
  expect(await mailer.send(LETTER)).toEqual({ kind: 'refused', error: 'BadRequestException' });
});

describe('what may pass is to be tried again, and no address is told', () => {
  it.each([
    'MessageRejected',
    'MailFromDomainNotVerifiedException',
    'SendingPausedException',
    'AccountSuspendedException',
    'LimitExceededException',
    'TooManyRequestsException',
    'NotFoundException',
    'TimeoutError',
  ])('%s', async (name) => {
    ses.on(SendEmailCommand).rejects(answered(name));
    const failure = await mailer.send(LETTER).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailNotSent);
    expect(failure).not.toHaveProperty('cause');
    expect(String(failure)).toBe(`MailNotSent: SES did not take the mail: ${name}`);
  });
});
