/** Looks at PayPal for the open batches of a run. */
import { reconcileRunInputSchema, settlementStateSchema } from '../../shared/contracts/payout-run.ts';
import { reconcileRun } from '../../shared/usecases/settlement/reconcile-run.ts';
import { connectReconciliation } from '../settlement/connect-reconciliation.ts';
import { workflowStep } from '../workflow-step.ts';

const dependencies = connectReconciliation();

export const handler = workflowStep(
  { input: reconcileRunInputSchema, output: settlementStateSchema },
  ({ weekEnding, settlement }) => reconcileRun(weekEnding, settlement, dependencies),
);
