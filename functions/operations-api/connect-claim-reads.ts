/** What operations see claims by: reads only. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { claims } from '../../shared/adapters/ledger/claims.ts';
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { partnerProfiles } from '../../shared/adapters/ledger/partner-profiles.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';

export function connectClaimReads() {
  const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
  return {
    claims: claims(table),
    directory: clientDirectory(table),
    intake: intakeLedger(table),
    ledger: partnerProfiles(table),
    logins: logins(table),
    clock: systemClock,
  };
}
