/** What the nightly look at claims came to: see `ClaimsReport`. */
import * as z from 'zod';

export const claimsReportSchema = z.object({
  open: z.int(),
  reminded: z.int(),
  ended: z.int(),
  asked: z.int(),
  failed: z.int(),
});
