/** What the endpoints that change a partner work with, connected once a cold start. */
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { links } from '../../shared/adapters/ledger/links.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { linkTokens } from '../../shared/adapters/links/link-tokens.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { secretJson } from '../../shared/adapters/secrets/secret-json.ts';
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  ledgerEnvironment,
  linkEnvironment,
  mailQueueEnvironment,
  readEnvironment,
} from '../../shared/contracts/environment.ts';
import { linkSecretSchema } from '../../shared/contracts/link-secret.ts';
import type { Mail } from '../../shared/contracts/mail.ts';
import { postMails } from '../../shared/usecases/mail/post-mails.ts';
import { logger } from '../logging.ts';

const warn = (what: string, about: object): void => logger.warn(what, { ...about });

/** One key a function instance, kept for a while, so that a rotated one is noticed. */
function connectLinkTokens(secretId: string) {
  const secret = secretJson({
    client: new SecretsManagerClient({}),
    secretId,
    schema: linkSecretSchema,
    now: systemClock.now,
  });
  return linkTokens(async () => (await secret()).hmacKey);
}

export function connectPartners() {
  const environment = readEnvironment(
    ledgerEnvironment.extend({ ...mailQueueEnvironment.shape, ...linkEnvironment.shape }),
  );
  const table = connectTable(environment.TABLE_NAME);
  const mailQueue = connectMailQueue(environment.MAIL_QUEUE_URL);
  return {
    ledger: partnerLedger(table),
    earnings: earningsLedger(table),
    reviews: reviews(table),
    audit: auditTrail(table),
    logins: logins(table),
    links: links(table),
    tokens: connectLinkTokens(environment.LINK_SECRET_ARN),
    linkBase: environment.PUBLIC_BASE_URL.replace(/\/$/, ''),
    post: (mails: readonly Mail[]) => postMails(mails, { mailQueue, warn }),
    ids: randomIds,
    clock: systemClock,
  };
}
