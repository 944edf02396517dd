/** The function `partner-earnings`: what was earned, what comes next and why not yet, for the partner who calls. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getClientWhy, getEarnings, getWhy, listClients } from '../../shared/contracts/api/earnings.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { clientIdSchema } from '../../shared/contracts/values.ts';
import { showEarnings } from '../../shared/usecases/earnings/show-earnings.ts';
import { listClients as clientsPage, whyOfClient, whyPartner } from '../../shared/usecases/earnings/why-not-paid.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { HttpProblem } from '../http-problem.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
const ledger = earningsLedger(table);

const found = <Value>(value: Value | undefined, title: string): { body: Value } => {
  if (value === undefined) throw new HttpProblem({ title, status: 404 });
  return { body: value };
};
const NO_PARTNER = 'Your log-in belongs to no partner of the program';

export const handler = apiHandler(
  [
    serve(getEarnings, async ({ caller, now }) => found(await showEarnings(caller.partnerId, now, ledger), NO_PARTNER)),
    serve(getWhy, async ({ caller, now }) => found(await whyPartner(caller.partnerId, now, ledger), NO_PARTNER)),
    serve(listClients, async ({ caller, query: { limit, cursor, standing }, now }) => {
      const after = fromCursor(cursor, clientIdSchema);
      const page = { limit, ...(after ? { after } : {}) };
      return { body: paged(await clientsPage(caller.partnerId, standing, page, now, ledger)) };
    }),
    serve(getClientWhy, async ({ caller, params: { clientId }, now }) => {
      const why = await whyOfClient(caller.partnerId, clientId, now, ledger);
      return found(why, `No client of yours has the id ${clientId}`);
    }),
  ],
  { logins: logins(table), clock: systemClock },
);
