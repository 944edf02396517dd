import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { poolMail } from '../../local/user-pool/pool-mail.ts';
import { START, startFixture } from './fixture-stack.ts';
import { failure, POOL, withAnna } from './user-pool-stack.ts';

const MAIL = {
  FromEmailAddress: 'Program <payouts@program.example>',
  Destination: { ToAddresses: ['anna@partner.example'] },
  Content: {
    Simple: { Subject: { Data: 'Paid: $100.00' }, Body: { Text: { Data: 'Hello' }, Html: { Data: '<p>Hello</p>' } } },
  },
} satisfies SendEmailCommandInput;

function send(cloud: EmbeddedCloud, change: Partial<SendEmailCommandInput> = {}) {
  const client = new SESv2Client(cloud.clientSettings('ses'));
  onTestFinished(() => client.destroy());
  return client.send(new SendEmailCommand({ ...MAIL, ...change }));
}

describe('the outbox', () => {
  it('has what was sent, at program time', async () => {
    const cloud = await startFixture({});
    const { MessageId } = await send(cloud);
    cloud.clock.moveTo(START + 60_000);
    await send(cloud, { Content: { Simple: { Subject: { Data: 'Later' }, Body: { Text: { Data: 'Hi' } } } } });
    expect(cloud.outbox()).toEqual([
      {
        id: MessageId,
        from: 'Program <payouts@program.example>',
        to: ['anna@partner.example'],
        subject: 'Paid: $100.00',
        text: 'Hello',
        html: '<p>Hello</p>',
        at: START,
      },
      expect.objectContaining({ subject: 'Later', text: 'Hi', html: '', at: START + 60_000 }),
    ]);
  });

  it('is a cloud’s own', async () => {
    const [one, other] = [await startFixture({}), await startFixture({})];
    await send(one);
    expect(one.outbox()).toHaveLength(1);
    expect(other.outbox()).toEqual([]);
  });

  it.each([
    ['no sender', { FromEmailAddress: undefined }],
    ['nobody to send it to', { Destination: {} }],
    ['too many', { Destination: { ToAddresses: Array.from({ length: 51 }, (_, at) => `p${at}@partner.example`) } }],
    ['no address', { Destination: { ToAddresses: ['anna'] } }],
    ['a subject of two lines', content({ Subject: { Data: 'Paid\r\nBcc: x@partner.example' } })],
    ['no body', content({ Body: {} })],
    ['raw content', { Content: { Raw: { Data: new Uint8Array([1]) } } }],
  ] satisfies [string, Partial<SendEmailCommandInput>][])('refuses %s', async (_, change) => {
    const cloud = await startFixture({});
    expect(await failure(send(cloud, change))).toMatch(/^BadRequestException: ./);
    expect(cloud.outbox()).toEqual([]);
  });
});

function content(change: object): Partial<SendEmailCommandInput> {
  return { Content: { Simple: { ...MAIL.Content.Simple, ...change } } };
}

describe("a user pool's mail", () => {
  it("is in the template's words, from its sender, as HTML and as text", () => {
    const pool = {
      EmailConfiguration: { From: 'payouts@program.example' },
      AdminCreateUserConfig: {
        InviteMessageTemplate: { EmailSubject: 'Welcome', EmailMessage: '<p>{username}: <b>{####}</b></p>' },
      },
      VerificationMessageTemplate: { EmailSubject: 'Your code', EmailMessage: 'It is {####}' },
    };
    expect(poolMail(pool, 'AdminCreateUser', 'anna@partner.example', 'a&<b>1')).toEqual({
      from: 'payouts@program.example',
      to: ['anna@partner.example'],
      subject: 'Welcome',
      text: 'anna@partner.example: a&<b>1\n',
      html: '<p>anna@partner.example: <b>a&amp;&lt;b&gt;1</b></p>',
    });
    expect(poolMail(pool, 'ForgotPassword', 'anna@partner.example', '012345')).toMatchObject({
      subject: 'Your code',
      text: 'It is 012345',
    });
  });
});

describe('functions', () => {
  const code = `import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
    import { AdminUserGlobalSignOutCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
    export const handler = async () => {
      const { MessageId } = await new SESv2Client({}).send(new SendEmailCommand(${JSON.stringify(MAIL)}));
      await new CognitoIdentityProviderClient({}).send(
        new AdminUserGlobalSignOutCommand({ UserPoolId: process.env.POOL, Username: 'anna@partner.example' }));
      return MessageId;
    };`;
  const STACK = { functions: { Work: { code, environment: { POOL: { Ref: 'Users' } } } }, resources: POOL };

  it('reach SES and the pool with nothing but the service addresses set, also through a tap, which counts them', async () => {
    const cloud = await startFixture(STACK, { faults: {} });
    await withAnna(cloud);
    const [outcome] = [await cloud.invoke('Work', {})];
    expect(outcome).toMatchObject({ kind: 'returned', payload: JSON.stringify(cloud.outbox()[0]?.id) });
    expect(cloud.usage().services?.requests).toEqual({
      'sesv2.POST /v2/email/outbound-emails': 1,
      'cognitoidentityprovider.AdminUserGlobalSignOut': 1,
    });
  });

  it('can be killed after a mail is out', async () => {
    const cloud = await startFixture(STACK, {
      faults: { afterReply: ({ service }) => (service === 'sesv2' ? 'kill' : undefined) },
    });
    await withAnna(cloud);
    expect(await cloud.invoke('Work', {})).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
    expect(cloud.outbox()).toHaveLength(1);
  });
});
