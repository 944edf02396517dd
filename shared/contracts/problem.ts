/** Errors of the HTTP API: RFC 9457 problem details, all field errors at once. */
import * as z from 'zod';

const fieldErrorSchema = z.object({
  field: z.string().meta({ description: 'Such as `events[3].amount`', examples: ['events[3].amount'] }),
  problem: z.string().meta({ description: 'What would be right', examples: ['must have at most two decimals'] }),
  in: z
    .string()
    .optional()
    .meta({ description: 'Where the field stands: `path`, `query`, `header` or `body`', examples: ['body'] }),
});

export const problemSchema = z
  .object({
    type: z.string().meta({
      description:
        '`about:blank`: the status tells the kind. A 403 that a password could change is of the type `password-check-needed` or `wrong-password`',
      examples: ['about:blank'],
    }),
    title: z.string().meta({ description: 'What is wrong, in a few words', examples: ['The request is wrong'] }),
    status: z
      .number()
      .int()
      .meta({ description: 'The HTTP status once more', examples: [400] }),
    detail: z
      .string()
      .optional()
      .meta({ description: 'More of it, for people', examples: ['1 problem'] }),
    errors: z.array(fieldErrorSchema).optional().meta({ description: 'All field errors at once' }),
  })
  .meta({ id: 'Problem', description: 'A refusal, as RFC 9457 has it' });
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
