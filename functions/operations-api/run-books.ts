/** The function `ops-run-books`: a run against what PayPal has of it, asked now. It writes nothing. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getRunBooks } from '../../shared/contracts/api/ops-books.ts';
import { ledgerEnvironment, payPalEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { runBooks } from '../../shared/usecases/books/run-books.ts';
import { NO_RUN } from '../../shared/usecases/operations/start-run.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { refusal } from '../api/refusals.ts';
import { connectGateway } from '../settlement/connect-gateway.ts';

const environment = readEnvironment(ledgerEnvironment.extend(payPalEnvironment.shape));
const table = connectTable(environment.TABLE_NAME);
const dependencies = { history: runHistory(table), gateway: connectGateway(environment) };

export const handler = apiHandler(
  [
    serve(getRunBooks, async ({ params: { weekEnding } }) => {
      const checked = await runBooks(weekEnding, dependencies);
      if (!checked) throw refusal(NO_RUN);
      return { body: { weekEnding, ...checked, problems: [...checked.problems] } };
    }),
  ],
  { logins: logins(table), clock: systemClock },
);
