/** The function `payout-statement`: one payout of the partner who calls, as a PDF. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getPayoutStatement } from '../../shared/contracts/api/payouts.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { payoutStatement } from '../../shared/usecases/earnings/payout-statement.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { HttpProblem } from '../http-problem.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
const ledger = earningsLedger(table);

export const handler = apiHandler(
  [
    serve(getPayoutStatement, async ({ caller, params: { weekEnding } }) => {
      const statement = await payoutStatement(caller.partnerId, weekEnding, ledger);
      if (!statement)
        throw new HttpProblem({ title: `You had no payout in the week ending ${weekEnding}`, status: 404 });
      // A file of its own beside the bundle: who is refused does not wait for it.
      const { statementPdf } = await import('./statement-pdf.ts');
      return {
        content: await statementPdf(statement),
        headers: { 'content-disposition': `attachment; filename="payout-statement-${weekEnding}.pdf"` },
      };
    }),
  ],
  { logins: logins(table), clock: systemClock },
);
