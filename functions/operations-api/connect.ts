/** What every endpoint of operations that changes something works with, connected once a cold start. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, mailQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { postMails } from '../../shared/usecases/mail/post-mails.ts';
import { logger } from '../logging.ts';

export function connect() {
  const environment = readEnvironment(ledgerEnvironment.extend(mailQueueEnvironment.shape));
  const table = connectTable(environment.TABLE_NAME);
  const mailQueue = connectMailQueue(environment.MAIL_QUEUE_URL);
  return {
    table,
    ledger: partnerLedger(table),
    earnings: earningsLedger(table),
    records: onceRecords(table),
    logins: logins(table),
    post: (mails: readonly Mail[]) => postMails(mails, { mailQueue, warn: logger.warn }),
    ids: randomIds,
    clock: systemClock,
  };
}
