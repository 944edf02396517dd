/** The function `ops-books`: whether the books of partners add up. It writes nothing. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../../shared/adapters/ledger/waiting-list.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getBooks } from '../../shared/contracts/api/ops-books.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { partnerIdSchema } from '../../shared/contracts/values.ts';
import { booksPage } from '../../shared/usecases/books/books-page.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, toCursor } from '../api/cursor.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
const dependencies = {
  partners: partnerLedger(table),
  history: runHistory(table),
  earnings: earningsLedger(table),
  waiting: waitingList(table),
};

export const handler = apiHandler(
  [
    serve(getBooks, async ({ query: { limit, cursor } }) => {
      const after = fromCursor(cursor, partnerIdSchema);
      const { items, total, problems, next } = await booksPage({ limit, ...(after && { after }) }, dependencies);
      return {
        body: { items: [...items], total, problems: [...problems], ...(next && { next: toCursor(next) }) },
      };
    }),
  ],
  { logins: logins(table), clock: systemClock },
);
