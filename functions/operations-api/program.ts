/** The function `ops-program`: the program's settings and the audit trail. */

import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { apiHandler } from '../api/api-handler.ts';
import { settingsEndpoints } from './settings.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);

export const handler = apiHandler(
  settingsEndpoints({ settings: settingsLedger(table), audit: auditTrail(table), ids: randomIds }),
  { logins: logins(table), clock: systemClock },
);
