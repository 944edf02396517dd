/** The function `partner-entries`: entries, payouts and yearly statements of the partner who calls. */
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { listEntries } from '../../shared/contracts/api/entries.ts';
import { getPayout, getYearlyStatement, listPayouts } from '../../shared/contracts/api/payouts.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { weekEndingSchema } from '../../shared/contracts/values.ts';
import { listEntries as entriesPage } from '../../shared/usecases/earnings/list-entries.ts';
import { listPayouts as payoutsPage, payoutWithEntries } from '../../shared/usecases/earnings/list-payouts.ts';
import { MAX_STATEMENT_ENTRIES, yearlyStatement } from '../../shared/usecases/earnings/yearly-statement.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { HttpProblem } from '../http-problem.ts';
import { statementCsv } from './statement-csv.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
const ledger = earningsLedger(table);

const entriesPlace = z.strictObject({ weekEnding: weekEndingSchema, place: z.string().max(200) });

const notThere = (title: string): HttpProblem => new HttpProblem({ title, status: 404 });

export const handler = apiHandler(
  [
    serve(listEntries, async ({ caller, query: { limit, cursor, ...filter }, now }) => {
      const page = { limit, after: fromCursor(cursor, entriesPlace) };
      const found = await entriesPage(caller.partnerId, filter, page, now, ledger);
      return { body: paged(found ?? { items: [] }) };
    }),
    serve(listPayouts, async ({ caller, query: { limit, cursor, place } }) => {
      const page = { limit, before: fromCursor(cursor, weekEndingSchema) };
      return { body: paged(await payoutsPage(caller.partnerId, place, page, ledger)) };
    }),
    serve(getPayout, async ({ caller, params: { weekEnding }, query: { limit, cursor }, now }) => {
      const page = { limit, after: fromCursor(cursor, entriesPlace) };
      const found = await payoutWithEntries(caller.partnerId, weekEnding, page, now, ledger);
      if (!found) throw notThere(`You had no payout in the week ending ${weekEnding}`);
      const { payout, after, entries: items, next } = found;
      return { body: { payout, after, entries: paged({ items, next }) } };
    }),
    serve(getYearlyStatement, async ({ caller, params: { file } }) => {
      const statement = await yearlyStatement(caller.partnerId, file.slice(0, 4), ledger);
      if (statement.kind === 'too-many') {
        const detail = `${statement.entries} entries, and a file holds ${MAX_STATEMENT_ENTRIES}: page through /me/entries`;
        throw new HttpProblem({ title: 'The year has too many entries for one file', status: 422, detail });
      }
      return {
        content: statementCsv(statement.lines),
        headers: { 'content-disposition': `attachment; filename="statement-${file}"` },
      };
    }),
  ],
  { logins: logins(table), clock: systemClock },
);
