/** The environment variables of the functions, as the template sets them. A missing one fails the cold start by its name. */
import * as z from 'zod';

const name = z.string().min(1);
const url = z.url();

export const ledgerEnvironment = z.object({ TABLE_NAME: name });
export const queueEnvironment = z.object({ PAYOUT_QUEUE_URL: url });
export const payPalEnvironment = z.object({ PAYPAL_BASE_URL: url, PAYPAL_SECRET_ARN: name });
/** The user pool and the portal's client in it. */
export const userPoolEnvironment = z.object({ USER_POOL_ID: name, USER_POOL_CLIENT_ID: name });
export const linkEnvironment = z.object({ LINK_SECRET_ARN: name, PUBLIC_BASE_URL: url });
export const mailQueueEnvironment = z.object({ MAIL_QUEUE_URL: url });
export const listQueueEnvironment = z.object({ LIST_QUEUE_URL: url });
/** The address that mails come from. */
export const mailerEnvironment = z.object({ MAIL_FROM: name });
export const workflowEnvironment = z.object({ STATE_MACHINE_ARN: name });
/** Queues of given-up messages, and the queues that some of them go back to. */
export const deadLetterEnvironment = z.object({
  PAYOUT_DEAD_LETTERS_URL: url,
  LOOK_DEAD_LETTERS_URL: url,
  MAIL_DEAD_LETTERS_URL: url,
  LIST_DEAD_LETTERS_URL: url,
  FRIDAY_DEAD_LETTERS_URL: url,
  DAILY_DEAD_LETTERS_URL: url,
  PAYOUT_QUEUE_URL: url,
  LOOK_QUEUE_URL: url,
  MAIL_QUEUE_URL: url,
  LIST_QUEUE_URL: url,
});
export const billingEnvironment = z.object({ BILLING_SECRET_ARN: name });

/** Thrown at cold start, not in the middle of a payout. */
export class EnvironmentIncomplete extends Error {
  override readonly name = 'EnvironmentIncomplete';
}

export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv = process.env,
): z.output<Schema> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new EnvironmentIncomplete(
    `environment variables missing or wrong: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  );
}
