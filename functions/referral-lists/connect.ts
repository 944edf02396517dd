/** What the endpoints of referral lists work with, connected once a cold start. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { referralLists } from '../../shared/adapters/ledger/referral-lists.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { connectListQueue } from '../../shared/adapters/sqs/list-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, listQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';

export function connectLists() {
  const environment = readEnvironment(ledgerEnvironment.extend(listQueueEnvironment.shape));
  const table = connectTable(environment.TABLE_NAME);
  return {
    lists: referralLists(table),
    ledger: partnerLedger(table),
    records: onceRecords(table),
    queue: connectListQueue(environment.LIST_QUEUE_URL),
    logins: logins(table),
    ids: randomIds,
    clock: systemClock,
  };
}
