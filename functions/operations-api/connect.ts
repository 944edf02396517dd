/** What the endpoints of operations work with, connected once a cold start. */
import { connectUserPool } from '../../shared/adapters/cognito/user-pool.ts';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { adjustments } from '../../shared/adapters/ledger/adjustments.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { refilings } from '../../shared/adapters/ledger/refilings.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  ledgerEnvironment,
  mailQueueEnvironment,
  readEnvironment,
  userPoolEnvironment,
} from '../../shared/contracts/environment.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { postMails } from '../../shared/usecases/mail/post-mails.ts';
import { logger } from '../logging.ts';

const warn = (what: string, about: object): void => logger.warn(what, { ...about });

export function connect() {
  const environment = readEnvironment(
    ledgerEnvironment.extend({ ...mailQueueEnvironment.shape, ...userPoolEnvironment.shape }),
  );
  const table = connectTable(environment.TABLE_NAME);
  const mailQueue = connectMailQueue(environment.MAIL_QUEUE_URL);
  return {
    table,
    ledger: partnerLedger(table),
    earnings: earningsLedger(table),
    intake: intakeLedger(table),
    adjustments: adjustments(table),
    reviews: reviews(table),
    refilings: refilings(table),
    audit: auditTrail(table),
    settings: settingsLedger(table),
    records: onceRecords(table),
    logins: logins(table),
    pool: connectUserPool({ poolId: environment.USER_POOL_ID, clientId: environment.USER_POOL_CLIENT_ID }),
    post: (mails: readonly Mail[]) => postMails(mails, { mailQueue, warn }),
    ids: randomIds,
    clock: systemClock,
  };
}

export type StaffConnections = ReturnType<typeof connect>;
