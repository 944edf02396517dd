/** Plans one group of buckets. */
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { groupTotalsSchema, planBucketsInputSchema } from '../../shared/contracts/payout-run.ts';
import { planBuckets } from '../../shared/usecases/run/plan-buckets.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const ledger = runLedger(connectLedger());

export const handler = workflowStep({ input: planBucketsInputSchema, output: groupTotalsSchema }, (input) =>
  planBuckets(input, ledger),
);
