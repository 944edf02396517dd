/** Hands the mails of a committed change to the mail worker. Called after the commit: what is queued must be there to be read. */
import type { MailQueue } from '../../ports/mail-queue.ts';

export interface PostDependencies {
  readonly mailQueue: MailQueue;
  /** A log line; ids only, nothing personal. */
  readonly warn: (what: string, about: Readonly<Record<string, string | number>>) => void;
}

/** Never throws: the change stands, and the daily sweep finds what was not queued. */
export async function postMails(
  mails: readonly { readonly id: string }[],
  { mailQueue, warn }: PostDependencies,
): Promise<void> {
  if (mails.length === 0) return;
  try {
    await mailQueue.send(mails.map(({ id }) => ({ id })));
  } catch (error) {
    warn('mails were not queued: the daily sweep will', {
      mails: mails.map(({ id }) => id).join(' '),
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
}
