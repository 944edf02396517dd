/** The mail outbox in memory, with a mail service and a queue that do as a test tells them. */
import { mailOutbox } from '../../shared/adapters/ledger/mail-outbox.ts';
import { mailWrites } from '../../shared/adapters/ledger/mail-writes.ts';
import { memoryTable } from '../../shared/adapters/memory/memory-table.ts';
import type { Mail, SendMailMessage } from '../../shared/contracts/mail.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import type { MailQueue } from '../../shared/ports/mail-queue.ts';
import type { Letter, MailOutcome } from '../../shared/ports/mailer.ts';
import { sendMail } from '../../shared/usecases/mail/send-mail.ts';
import { MAILED_AT } from './sample-mails.ts';

export class MemoryMail {
  readonly table = memoryTable();
  readonly outbox = mailOutbox(this.table);
  readonly letters: Letter[] = [];
  readonly alarms: { readonly what: string; readonly about: Readonly<Record<string, string | number>> }[] = [];
  readonly queued: SendMailMessage[] = [];
  now = MAILED_AT;
  /** What the mail service answers. */
  answer: () => Promise<MailOutcome> = async () => ({ kind: 'sent' });
  /** What the queue does before it takes messages. */
  queueing: () => void = () => {};

  readonly clock = { now: () => instant(this.now) };
  readonly mailer = {
    send: async (letter: Letter) => {
      this.letters.push(letter);
      return this.answer();
    },
  };
  readonly queue: MailQueue = {
    send: async (messages) => {
      this.queueing();
      this.queued.push(...messages);
    },
  };
  readonly alarm = (what: string, about: Readonly<Record<string, string | number>>) => {
    this.alarms.push({ what, about });
  };

  async write(...mails: readonly Mail[]): Promise<void> {
    for (const mail of mails) await this.table.write(mailWrites([mail]));
  }

  send(id: string) {
    return sendMail({ id }, this);
  }
}
