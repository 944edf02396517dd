/** The daily rule: looks at PayPal for what earlier runs left open. */
import { dailyReportSchema, scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { reconcileDaily } from '../../shared/usecases/settlement/reconcile-daily.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectReconciliation } from './connect-reconciliation.ts';

const dependencies = connectReconciliation();

export const handler = workflowStep({ input: scheduledInputSchema, output: dailyReportSchema }, () =>
  reconcileDaily(dependencies),
);
