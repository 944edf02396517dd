/** Queues again what was never sent: the queue failed after the change's commit, or gave the mail up. */
import type { SendMailMessage } from '../../contracts/mail.ts';
import { instant } from '../../domain/calendar/time-zone.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MailOutbox } from '../../ports/mail-outbox.ts';
import type { MailQueue } from '../../ports/mail-queue.ts';

export interface QueueUnsentDependencies {
  readonly outbox: MailOutbox;
  readonly queue: MailQueue;
  readonly clock: Clock;
}

/** A younger mail is most likely still with the queue, whose own tries take an hour. One that is anyway comes twice and is sent once. */
const LEFT_ALONE_MS = 3_600_000;
/** So many at a time: an outage may have left any number of them. */
const AT_ONCE = 500;

export async function queueUnsent({ outbox, queue, clock }: QueueUnsentDependencies): Promise<{ queued: number }> {
  let queued = 0;
  let messages: SendMailMessage[] = [];
  const send = async () => {
    await queue.send(messages);
    queued += messages.length;
    messages = [];
  };
  for await (const { id } of outbox.unsent(instant(clock.now() - LEFT_ALONE_MS))) {
    messages.push({ id });
    if (messages.length === AT_ONCE) await send();
  }
  if (messages.length > 0) await send();
  return { queued };
}
