import { expect, it } from 'vitest';
import { postMails } from '../../../shared/usecases/mail/post-mails.ts';
import { MemoryMail } from '../../support/memory-mail.ts';
import { sampleMail } from '../../support/sample-mails.ts';

const mails = [sampleMail('paypal-address-confirmation', { id: 'm1' }), sampleMail('invitation', { id: 'm2' })];

function fixture() {
  const program = new MemoryMail();
  const warnings: unknown[] = [];
  const dependencies = {
    mailQueue: program.queue,
    warn: (what: string, about: object) => void warnings.push({ what, ...about }),
  };
  return { program, warnings, dependencies };
}

it('queues the ids and nothing else', async () => {
  const { program, warnings, dependencies } = fixture();
  await postMails(mails, dependencies);
  expect(program.queued).toEqual([{ id: 'm1' }, { id: 'm2' }]);
  expect(warnings).toEqual([]);
});

it('does not ask the queue for nothing', async () => {
  const { program, warnings, dependencies } = fixture();
  program.queueing = () => {
    throw new Error('asked');
  };
  await postMails([], dependencies);
  expect(warnings).toEqual([]);
});

it('lets the change stand when the queue fails, and logs ids only', async () => {
  const { program, warnings, dependencies } = fixture();
  program.queueing = () => {
    throw new TypeError('no queue for jo@partner.example');
  };
  await postMails(mails, dependencies);
  expect(warnings).toEqual([
    { what: 'mails were not queued: the daily sweep will', mails: 'm1 m2', error: 'TypeError' },
  ]);
});
