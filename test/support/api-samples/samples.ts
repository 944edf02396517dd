/** Every operation's sample call: whoever adds an endpoint adds one here, by a file for each group of endpoints. */
import { ACCOUNT_SAMPLES } from './account.ts';
import { BILLING_SAMPLES } from './billing.ts';
import { CLAIM_SAMPLES } from './claims.ts';
import { DOCUMENT_SAMPLES } from './document.ts';
import { EARNINGS_SAMPLES } from './earnings.ts';
import { LINK_SAMPLES } from './links.ts';
import { OPS_DEAD_LETTERS_SAMPLES } from './ops-dead-letters.ts';
import { OPS_DECISIONS_SAMPLES } from './ops-decisions.ts';
import { OPS_EXCEPTIONS_SAMPLES } from './ops-exceptions.ts';
import { OPS_PARTNERS_SAMPLES } from './ops-partners.ts';
import { OPS_RUNS_SAMPLES } from './ops-runs.ts';
import { PAYPAL_SAMPLES } from './paypal.ts';
import { REFERRAL_LIST_SAMPLES } from './referral-lists.ts';
import type { Sample, Samples } from './sample.ts';
import { SETTINGS_SAMPLES } from './settings.ts';

export const SAMPLES: Samples = {
  ...EARNINGS_SAMPLES,
  ...SETTINGS_SAMPLES,
  ...ACCOUNT_SAMPLES,
  ...CLAIM_SAMPLES,
  ...REFERRAL_LIST_SAMPLES,
  ...LINK_SAMPLES,
  ...OPS_PARTNERS_SAMPLES,
  ...OPS_DECISIONS_SAMPLES,
  ...OPS_EXCEPTIONS_SAMPLES,
  ...OPS_RUNS_SAMPLES,
  ...OPS_DEAD_LETTERS_SAMPLES,
  ...BILLING_SAMPLES,
  ...PAYPAL_SAMPLES,
  ...DOCUMENT_SAMPLES,
};

/** @throws Error saying what to do, for an operation without one. */
export function sampleOf(operationId: string): Sample {
  const sample = SAMPLES[operationId];
  if (sample) return sample;
  throw new Error(`${operationId} has no sample call: add one in test/support/api-samples`);
}
