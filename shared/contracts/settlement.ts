/** The queue between planning and paying: a message names a frozen batch and carries nothing of what is in it. */
import * as z from 'zod';
import { type Instant, instant } from '../domain/calendar/time-zone.ts';
import { partnerIdSchema, weekEndingSchema } from './values.ts';

/** Which batch of a run: its manifest (`g0-0001`) and its generation, from 1. */
export const batchRefSchema = z.object({
  weekEnding: weekEndingSchema,
  manifest: z.string().regex(/^g\d{2}-\d{4}$/),
  generation: z.number().int().min(1).max(999),
});
export type BatchRef = z.infer<typeof batchRefSchema>;

/** `hash` is the SHA-256 of the batch's items: a worker that reads other items refuses to send them. */
export const settleBatchMessageSchema = batchRefSchema.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type SettleBatchMessage = z.infer<typeof settleBatchMessageSchema>;

/** What is to be looked at now: a batch of which somebody said that it changed, or an unclaimed payout that operations cancel. */
export const lookMessageSchema = z.discriminatedUnion('kind', [
  batchRefSchema.extend({
    kind: z.literal('look'),
    payoutBatchId: z.string().min(1).max(256).optional(),
    changedAt: z
      .int()
      .transform((ms): Instant => instant(ms))
      .optional(),
  }),
  z.object({ kind: z.literal('cancel'), partnerId: partnerIdSchema, weekEnding: weekEndingSchema }),
]);
export type LookMessage = z.output<typeof lookMessageSchema>;

/** From the daily rule the scheduled time; by hand anything. */
export const scheduledInputSchema = z.object({ scheduledTime: z.string().optional() });

/** What the daily filing anew came to: see `RefilingReport`. */
export const refilingReportSchema = z.object({ refilings: z.int(), clients: z.int(), failed: z.int() });

/** How many batches ended which way, see `BatchStanding`, and what else the daily look did. */
export const dailyReportSchema = z.object({
  open: z.number(),
  lingering: z.number(),
  parked: z.number(),
  over: z.number(),
  /** Partners who were reminded of an unclaimed payout. */
  reminded: z.number(),
  /** Settled batches that were looked at once more. */
  lookedBackAt: z.number(),
});
