/** The daily rule: reminds clients who were asked about a claim, and ends the claims that are over. */
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { claimsReportSchema } from '../../shared/contracts/claims.ts';
import { scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { lookAfterClaims } from '../../shared/usecases/claims/look-after-claims.ts';
import { logger, raiseAlarm } from '../logging.ts';
import { bareError } from '../without-personal.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectClaims } from './connect-claims.ts';

const claimFailed = (claim: string, error: unknown): void =>
  logger.warn('a claim could not be looked after', { claim, error: bareError(error) });

const base = connectClaims();
const connections = { ...base, directory: clientDirectory(base.table), failed: claimFailed };

export const handler = workflowStep({ input: scheduledInputSchema, output: claimsReportSchema }, async () => {
  const report = await lookAfterClaims(connections.clock.now(), connections);
  if (report.failed > 0) raiseAlarm('claims could not be looked after', { claims: report.failed });
  return report;
});
