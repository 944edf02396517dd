/** The function `ops-books`: whether the books add up. It reads, and asks PayPal; it writes nothing. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../../shared/adapters/ledger/waiting-list.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getBooks, getRunBooks } from '../../shared/contracts/api/ops-books.ts';
import { ledgerEnvironment, payPalEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { partnerIdSchema } from '../../shared/contracts/values.ts';
import { booksPage } from '../../shared/usecases/books/books-page.ts';
import { runBooks } from '../../shared/usecases/books/run-books.ts';
import { NO_RUN } from '../../shared/usecases/operations/start-run.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, toCursor } from '../api/cursor.ts';
import { refusal } from '../api/refusals.ts';
import { connectGateway } from '../settlement/connect-gateway.ts';

const environment = readEnvironment(ledgerEnvironment.extend(payPalEnvironment.shape));
const table = connectTable(environment.TABLE_NAME);
const dependencies = {
  partners: partnerLedger(table),
  history: runHistory(table),
  earnings: earningsLedger(table),
  waiting: waitingList(table),
  gateway: connectGateway(environment),
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
    serve(getRunBooks, async ({ params: { weekEnding } }) => {
      const checked = await runBooks(weekEnding, dependencies);
      if (!checked) throw refusal(NO_RUN);
      return { body: { weekEnding, ...checked, problems: [...checked.problems] } };
    }),
  ],
  { logins: logins(table), clock: systemClock },
);
