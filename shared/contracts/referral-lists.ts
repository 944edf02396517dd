/** Referral lists beside the API: what the queue carries, and how large a list may be. */
import * as z from 'zod';
import type { ReferralListId } from '../domain/ids.ts';

export const referralListIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/, 'must be the id of a referral list')
  .meta({ examples: ['vJ3kq0Zt8Yw1LxQm5RbC2A'] })
  .transform((text) => text as ReferralListId)
  .meta({ type: 'string' });

/** What the queue carries: neither a row nor a count. */
export const workOnListMessageSchema = z.strictObject({ listId: referralListIdSchema });
export type WorkOnListMessage = z.output<typeof workOnListMessageSchema>;

/** How many lists the daily sweep queued again. */
export const openListsReportSchema = z.object({ queued: z.int() });

/**
 * Of the file as it is sent. Lambda takes 6 MB an event, in which the text stands as JSON: line breaks and quotes count
 * twice.
 */
export const MAX_LIST_BYTES = 4_500_000;
export const MAX_LIST_ROWS = 50_000;
/** Within 24 hours: a preview tells which e-mails are clients already, and must not become a way to try out all there are. */
export const MAX_LISTS_A_DAY = 5;
