import { expect, it } from 'vitest';
import { queueUnsent } from '../../../shared/usecases/mail/queue-unsent.ts';
import { MemoryMail } from '../../support/memory-mail.ts';
import { MAILED_AT, sampleMail } from '../../support/sample-mails.ts';

const HOUR_MS = 3_600_000;
const mail = (id: string, createdAt = MAILED_AT) => sampleMail('invitation', { id, createdAt });

it('queues what was not sent, and not what was', async () => {
  const program = new MemoryMail();
  await program.write(mail('m1'), mail('m2'), mail('m3'));
  await program.send('m2');
  program.now += 2 * HOUR_MS;
  expect(await queueUnsent(program)).toEqual({ queued: 2 });
  expect(program.queued).toEqual([{ id: 'm1' }, { id: 'm3' }]);
});

it('leaves to the queue what is younger than an hour', async () => {
  const program = new MemoryMail();
  await program.write(mail('old'), mail('young', MAILED_AT + 1));
  program.now = MAILED_AT + 1 + HOUR_MS;
  expect(await queueUnsent(program)).toEqual({ queued: 1 });
  expect(program.queued).toEqual([{ id: 'old' }]);
});

it('queues any number of them, each once', async () => {
  const program = new MemoryMail();
  const ids = Array.from({ length: 1_001 }, (_, number) => `m${String(number).padStart(4, '0')}`);
  await program.write(...ids.map((id) => mail(id)));
  program.now += 2 * HOUR_MS;
  expect(await queueUnsent(program)).toEqual({ queued: 1_001 });
  expect(program.queued.map(({ id }) => id)).toEqual(ids);
});

it('fails when the queue does: the rule is tried again', async () => {
  const program = new MemoryMail();
  await program.write(mail('m1'));
  program.now += 2 * HOUR_MS;
  program.queueing = () => {
    throw new Error('no queue');
  };
  await expect(queueUnsent(program)).rejects.toThrow('no queue');
});
