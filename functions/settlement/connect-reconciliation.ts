/** Joins the use cases of looking at PayPal with what paying needs, and with the mail queue for partners who want to hear of it. */
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { mailQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { postMails } from '../../shared/usecases/mail/post-mails.ts';
import type { ReconcileDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { logger } from '../logging.ts';
import { connectSettlement } from './connect.ts';

export function connectReconciliation(): ReconcileDependencies {
  const mailQueue = connectMailQueue(readEnvironment(mailQueueEnvironment).MAIL_QUEUE_URL);
  return { ...connectSettlement(), post: (mails) => postMails(mails, { mailQueue, warn: logger.warn }) };
}
