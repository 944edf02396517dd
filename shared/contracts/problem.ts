/** Errors of the HTTP API: RFC 9457 problem details, all field errors at once. */
import * as z from 'zod';

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** At most so many field errors are listed; the detail counts the rest. */
export const MAX_FIELD_ERRORS = 20;

/** `events[3].amount: …` for each issue. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): { field: string; problem: string }[] {
  return issues.slice(0, MAX_FIELD_ERRORS).map(({ path, message }) => ({
    field: path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
      .replace(/^\./, ''),
    problem: message,
  }));
}
