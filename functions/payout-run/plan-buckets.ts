/** Plans one group of buckets. */
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { planBucketsInputSchema } from '../../shared/contracts/payout-run.ts';
import { planBuckets } from '../../shared/usecases/run/plan-buckets.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const ledger = runLedger(connectLedger());

export const handler = workflowStep(planBucketsInputSchema, (input) => planBuckets(input, ledger));
