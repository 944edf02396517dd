/** The daily rule: looks at PayPal for what earlier runs left open. */
import { dailyReportSchema, scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { reconcileDaily } from '../../shared/usecases/settlement/reconcile-daily.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectSettlement } from './connect.ts';

const dependencies = connectSettlement();

export const handler = workflowStep({ input: scheduledInputSchema, output: dailyReportSchema }, () =>
  reconcileDaily(dependencies),
);
