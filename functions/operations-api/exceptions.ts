/** The function `ops-exceptions`: what waits for somebody at PayPal, and what operations make of it. It asks PayPal nothing itself. */
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { payoutExceptions } from '../../shared/adapters/ledger/payout-exceptions.ts';
import { readProgram } from '../../shared/adapters/ledger/program.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { randomIds } from '../../shared/adapters/random-ids.ts';
import { connectLookQueue } from '../../shared/adapters/sqs/look-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  cancelPayout,
  decidePayout,
  listExceptions,
  lookAtBatch,
  lookAtPayout,
} from '../../shared/contracts/api/ops-exceptions.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { lookQueueEnvironment } from '../../shared/contracts/look-environment.ts';
import { decidePayout as decide } from '../../shared/usecases/exceptions/decide-payout.ts';
import { listExceptions as list } from '../../shared/usecases/exceptions/list-exceptions.ts';
import {
  cancelPayout as cancel,
  lookAtBatch as lookAgainAtBatch,
  lookAtPayout as lookAgainAtPayout,
} from '../../shared/usecases/exceptions/order-look.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { answerOf } from '../api/refusals.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

const environment = readEnvironment(ledgerEnvironment.extend(lookQueueEnvironment.shape));
const table = connectTable(environment.TABLE_NAME);
const exceptions = payoutExceptions(table);
const work = {
  exceptions,
  records: onceRecords(table),
  ids: randomIds,
  queue: connectLookQueue(environment.LOOK_QUEUE_URL),
  settings: settingsLedger(table),
  programSettings: async () => (await readProgram(table)).settings,
  settlement: settlementLedger(table),
};

export const handler = apiHandler(
  [
    serve(listExceptions, async ({ query: { limit, cursor } }) => {
      const after = fromCursor(cursor, z.string().max(200));
      return { body: paged(await list({ limit, ...(after ? { after } : {}) }, exceptions)) };
    }),
    serve(cancelPayout, async (call) => ({
      body: answerOf(await cancel(call.params, wordOf(call), onceCallOf(cancelPayout, call), work)),
    })),
    serve(lookAtPayout, async (call) => ({
      body: answerOf(await lookAgainAtPayout(call.params, wordOf(call), onceCallOf(lookAtPayout, call), work)),
    })),
    serve(decidePayout, async (call) => {
      const what = { ...call.params, decision: call.body.decision };
      return { body: answerOf(await decide(what, wordOf(call), onceCallOf(decidePayout, call), work)) };
    }),
    serve(lookAtBatch, async (call) => ({
      body: answerOf(await lookAgainAtBatch(call.params, wordOf(call), onceCallOf(lookAtBatch, call), work)),
    })),
  ],
  { logins: logins(table), clock: systemClock },
);
