import { describe, expect, it } from 'vitest';
import { MailNotSent } from '../../../shared/ports/mailer.ts';
import { NoSuchMail } from '../../../shared/usecases/mail/send-mail.ts';
import { MemoryMail } from '../../support/memory-mail.ts';
import { MAILED_AT, sampleMail } from '../../support/sample-mails.ts';

const DAY_MS = 86_400_000;
const mail = sampleMail('payouts-frozen', { id: 'm1' });

async function written(): Promise<MemoryMail> {
  const program = new MemoryMail();
  await program.write(mail);
  return program;
}

const fails = async () => {
  throw new MailNotSent('SES did not take the mail: TooManyRequestsException');
};

describe('a mail', () => {
  it('is sent to its receiver and closed', async () => {
    const program = await written();
    program.now += 5_000;
    expect(await program.send('m1')).toBe('sent');
    expect(program.letters.map(({ to }) => to)).toEqual(['jo@partner.example']);
    expect(await program.outbox.find('m1')).toMatchObject({
      state: 'closed',
      mail: { end: 'sent', closedAt: MAILED_AT + 5_000 },
    });
    expect(program.alarms).toEqual([]);
  });

  it('is sent once, however often its message comes', async () => {
    const program = await written();
    await program.send('m1');
    expect(await program.send('m1')).toBe('was-over-already');
    expect(program.letters).toHaveLength(1);
  });

  it('is sent twice when the worker dies before it closes it, and is closed then', async () => {
    const program = await written();
    const { close } = program.outbox;
    program.outbox.close = async () => {
      throw new Error('killed');
    };
    await expect(program.send('m1')).rejects.toThrow('killed');
    program.outbox.close = close;
    expect(await program.send('m1')).toBe('sent');
    expect(program.letters).toHaveLength(2);
    expect(await program.send('m1')).toBe('was-over-already');
  });

  it('that nobody wrote is a failure of its message', async () => {
    await expect(new MemoryMail().send('m1')).rejects.toThrow(NoSuchMail);
  });
});

describe('a mail that is not taken', () => {
  it('is tried again, and sent when it is', async () => {
    const program = await written();
    const takes = program.answer;
    program.answer = fails;
    await expect(program.send('m1')).rejects.toThrow(MailNotSent);
    expect(await program.outbox.find('m1')).toEqual({ state: 'open', mail });
    program.answer = takes;
    expect(await program.send('m1')).toBe('sent');
  });

  it('and never will be is closed, and operations hear of it by its id', async () => {
    const program = await written();
    program.answer = async () => ({ kind: 'refused', error: 'BadRequestException' });
    expect(await program.send('m1')).toBe('refused');
    expect(await program.outbox.find('m1')).toMatchObject({ state: 'closed', mail: { end: 'refused' } });
    expect(program.alarms).toEqual([{ what: 'a mail was refused', about: { mail: 'm1', kind: 'payouts-frozen' } }]);
  });

  it.each([
    { days: 14, more: 0, end: 'tried again' },
    { days: 14, more: 1, end: 'overdue' },
  ])('$days days and $more ms later is $end', async ({ days, more, end }) => {
    const program = await written();
    program.answer = fails;
    program.now += days * DAY_MS + more;
    const outcome = await program.send('m1').catch((error: Error) => error.name);
    expect(outcome).toBe(end === 'overdue' ? 'overdue' : 'MailNotSent');
    expect(program.alarms).toEqual(
      end === 'overdue' ? [{ what: 'a mail was given up', about: { mail: 'm1', kind: 'payouts-frozen' } }] : [],
    );
  });

  it('is still sent after those days when it is taken then', async () => {
    const program = await written();
    program.now += 30 * DAY_MS;
    expect(await program.send('m1')).toBe('sent');
  });
});
