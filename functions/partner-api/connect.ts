/** What the endpoints that change a partner work with, connected once a cold start. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { links } from '../../shared/adapters/ledger/links.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, mailQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { postMails } from '../../shared/usecases/mail/post-mails.ts';
import { connectLinks } from '../link-maker.ts';
import { logger } from '../logging.ts';

const warn = (what: string, about: object): void => logger.warn(what, { ...about });

export function connectPartners() {
  const environment = readEnvironment(ledgerEnvironment.extend(mailQueueEnvironment.shape));
  const table = connectTable(environment.TABLE_NAME);
  const mailQueue = connectMailQueue(environment.MAIL_QUEUE_URL);
  return {
    ledger: partnerLedger(table),
    earnings: earningsLedger(table),
    reviews: reviews(table),
    audit: auditTrail(table),
    logins: logins(table),
    links: links(table),
    ...connectLinks(),
    post: (mails: readonly Mail[]) => postMails(mails, { mailQueue, warn }),
    ids: randomIds,
    clock: systemClock,
  };
}
