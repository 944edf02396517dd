/** What everything that changes a claim works with, connected once a cold start. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { claimWrites } from '../../shared/adapters/ledger/claim-writes.ts';
import { claims } from '../../shared/adapters/ledger/claims.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { links } from '../../shared/adapters/ledger/links.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerProfiles } from '../../shared/adapters/ledger/partner-profiles.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, mailQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { postMails } from '../../shared/usecases/mail/post-mails.ts';
import { connectLinks } from '../link-maker.ts';
import { logger } from '../logging.ts';

export function connectClaims() {
  const environment = readEnvironment(ledgerEnvironment.extend(mailQueueEnvironment.shape));
  const table = connectTable(environment.TABLE_NAME);
  const mailQueue = connectMailQueue(environment.MAIL_QUEUE_URL);
  return {
    table,
    claims: claims(table),
    intake: intakeLedger(table, claimWrites),
    ledger: partnerProfiles(table),
    links: links(table),
    logins: logins(table),
    records: onceRecords(table),
    reviews: reviews(table),
    ...connectLinks(),
    post: (mails: readonly Mail[]) => postMails(mails, { mailQueue, warn: logger.warn }),
    ids: randomIds,
    clock: systemClock,
  };
}
