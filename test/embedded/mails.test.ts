import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { mailOutbox } from '../../shared/adapters/ledger/mail-outbox.ts';
import { mailWrites } from '../../shared/adapters/ledger/mail-writes.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { BEGIN } from '../support/embedded-weeks.ts';
import { sampleMail } from '../support/sample-mails.ts';

const HOUR_MS = 3_600_000;
const logs: string[] = [];
let program: EmbeddedProgram;
let mailsBefore = 0;

beforeAll(async () => {
  program = await startProgram(BEGIN, { onLog: ({ line }) => void logs.push(line) });
});
afterAll(() => program?.stop());
beforeEach(() => {
  mailsBefore = program.cloud.outbox().length;
});

const newMails = () => program.cloud.outbox().slice(mailsBefore);

async function write(mail: Mail): Promise<Mail> {
  expect(await program.table.write(mailWrites([mail]))).toEqual({ done: true });
  return mail;
}

const mailAt = (id: string, createdAt: number = program.clock.now()) =>
  sampleMail('paypal-address-changed', { id, createdAt });

async function deliver(...bodies: readonly string[]): Promise<void> {
  const client = new SQSClient(program.cloud.clientSettings('sqs'));
  try {
    for (const MessageBody of bodies)
      await client.send(new SendMessageCommand({ QueueUrl: program.cloud.queueUrl('MailDeliveryQueue'), MessageBody }));
  } finally {
    client.destroy();
  }
  await program.cloud.idle();
}

const deliverMail = ({ id }: Mail) => deliver(JSON.stringify({ id }));

it('a queued mail arrives once, and its message again sends nothing', async () => {
  const mail = await write(mailAt('m1'));
  await deliverMail(mail);
  expect(newMails()).toEqual([
    expect.objectContaining({
      from: 'partners@program.example',
      to: ['jo@partner.example'],
      subject: 'Your PayPal address was changed',
      text: expect.stringContaining('https://program.example/links/token-2'),
      html: expect.stringContaining('href="https://program.example/links/token-2"'),
    }),
  ]);
  await deliverMail(mail);
  expect(newMails()).toHaveLength(1);
  expect(await mailOutbox(program.table).find('m1')).toMatchObject({ state: 'closed', mail: { end: 'sent' } });
});

it('a message that names no mail takes no other with it', async () => {
  const mail = await write(mailAt('m2'));
  await deliver('not JSON: al@partner.example', JSON.stringify({ id: 'nobody' }), JSON.stringify({ id: mail.id }));
  expect(newMails()).toHaveLength(1);
  expect(logs.filter((line) => line.includes('a mail message failed'))).toHaveLength(2);
});

it('a mail that was never queued is sent by the daily rule', async () => {
  await write(mailAt('m3'));
  await program.cloud.advanceTo(program.clock.now() + 25 * HOUR_MS);
  await program.cloud.idle();
  expect(newMails()).toHaveLength(1);
  await program.cloud.advanceTo(program.clock.now() + 25 * HOUR_MS);
  await program.cloud.idle();
  expect(newMails()).toHaveLength(1);
});

it('nothing personal is in any log', () => {
  expect(logs.length).toBeGreaterThan(0);
  for (const line of logs) expect(line).not.toMatch(/partner\.example|payee\.example|token-2/);
});
