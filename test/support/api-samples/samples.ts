/** Every operation's sample call: whoever adds an endpoint adds one here, by a file for each group of endpoints. */
import { BILLING_SAMPLES } from './billing.ts';
import { DOCUMENT_SAMPLES } from './document.ts';
import type { Sample, Samples } from './sample.ts';

export const SAMPLES: Samples = { ...DOCUMENT_SAMPLES, ...BILLING_SAMPLES };

/** @throws Error saying what to do, for an operation without one. */
export function sampleOf(operationId: string): Sample {
  const sample = SAMPLES[operationId];
  if (sample) return sample;
  throw new Error(`${operationId} has no sample call: add one in test/support/api-samples`);
}
