/** The function `password-chosen`: the user pool calls it once a forgotten password is chosen anew, and waits for its answer. */
import middy from '@middy/core';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { wallClock } from '../../shared/adapters/wall-clock.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { confirmedSchema } from '../../shared/contracts/pool-trigger.ts';
import { passwordChosen } from '../../shared/usecases/account/password-chosen.ts';
import { logger, logsRequest } from '../logging.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
const dependencies = { logins: logins(table), audit: auditTrail(table), ids: randomIds };

/** Tokens count whole seconds, and those of this one are over: whoever signs in right after the answer is let in. */
const secondOver = (wallTime: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 1_000 - (wallTime % 1_000)));

export const handler = middy()
  .use(logsRequest())
  .handler(async (event: unknown): Promise<unknown> => {
    const { triggerSource, request } = readEvent(event);
    if (triggerSource === 'PostConfirmation_ConfirmForgotPassword') {
      const wallTime = wallClock.now();
      await passwordChosen({ sub: request.userAttributes.sub, now: systemClock.now(), wallTime }, dependencies);
      await secondOver(wallTime);
    }
    logger.info('a confirmation was handled', { triggerSource });
    return event;
  });

/** No cause: what cannot be read may be anything, and the parser may quote it. */
function readEvent(event: unknown) {
  const parsed = confirmedSchema.safeParse(event);
  if (!parsed.success) throw new TypeError('the event is none of a confirmation in the user pool');
  return parsed.data;
}
