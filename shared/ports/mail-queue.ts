import type { SendMailMessage } from '../contracts/mail.ts';

/** Hands mails to the mail worker by their ids: at least once, in any order. */
export interface MailQueue {
  send(messages: readonly SendMailMessage[]): Promise<void>;
}
