/** Sends one mail of the outbox. A message that comes again after the mail was sent sends nothing. */
import type { Mail, SendMailMessage } from '../../contracts/mail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MailEnd, MailOutbox } from '../../ports/mail-outbox.ts';
import { type Mailer, MailNotSent } from '../../ports/mailer.ts';
import { renderMail } from './render-mail.ts';

export interface SendDependencies {
  readonly outbox: MailOutbox;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** Something a person must know of: becomes a log line that an alarm counts. Ids only, nothing personal. */
  readonly alarm: (what: string, about: Readonly<Record<string, string | number>>) => void;
}

/** The message names no mail: no try will find it. */
export class NoSuchMail extends Error {
  override readonly name = 'NoSuchMail';
}

/** As long as dead letters are kept. Its link is over by then, and what it tells of is old. */
const GIVEN_UP_AFTER_MS = 14 * 86_400_000;

/** @throws MailNotSent when it is to be tried again, NoSuchMail and MailUnreadable when a person must look. */
export async function sendMail(
  { id }: SendMailMessage,
  dependencies: SendDependencies,
): Promise<MailEnd | 'was-over-already'> {
  const { outbox, mailer } = dependencies;
  const found = await outbox.find(id);
  if (!found) throw new NoSuchMail(`there is no mail ${id}`);
  if (found.state === 'closed') return 'was-over-already';
  const { mail } = found;
  try {
    const outcome = await mailer.send(renderMail(mail));
    // Whoever dies between the two lines, or works on the same message at the same moment, sends the mail a second time.
    // SES takes no key that would tell the two apart, and a mail twice is better than none.
    return await close(mail, outcome.kind, dependencies);
  } catch (error) {
    const age = dependencies.clock.now() - mail.createdAt;
    // Only after a try: a mail that waited for a mended queue is still sent.
    if (error instanceof MailNotSent && age > GIVEN_UP_AFTER_MS) return close(mail, 'overdue', dependencies);
    throw error;
  }
}

async function close({ id, kind }: Mail, end: MailEnd, { outbox, clock, alarm }: SendDependencies): Promise<MailEnd> {
  const closed = await outbox.close(id, end, clock.now());
  if (closed && end === 'refused') alarm('a mail was refused', { mail: id, kind });
  if (closed && end === 'overdue') alarm('a mail was given up', { mail: id, kind });
  return end;
}
