/** Operations: adjustments of a partner's balance, and the audit trail of all that was changed. */
import * as z from 'zod';
import type { Cents } from '../../domain/money/cents.ts';
import { partnerIdSchema } from '../values.ts';
import { centsOut, decisionOut, instantOut, noteSchema, pageOf, pageQuery } from './api-values.ts';
import { endpoint } from './endpoint.ts';

const MAX_ADJUSTMENT_CENTS = 1_000_000_00;
const adjustmentId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'must be the id of an adjustment');

export const adjustmentOut = z
  .object({
    id: z.string(),
    partnerId: z.string(),
    cents: centsOut,
    state: z.enum(['proposed', 'approved', 'refused']),
    proposed: decisionOut,
    decided: decisionOut.optional(),
  })
  .meta({ id: 'Adjustment' });

export const adjustBalance = endpoint({
  operationId: 'adjustBalance',
  method: 'POST',
  path: '/ops/partners/{partnerId}/adjustments',
  access: 'finance',
  summary: "Adjusts a partner's balance",
  description:
    'Up to the limit of the settings, for all that one person adjusts on a day, it counts at once; above it another person of finance must approve it first, and always for whoever changed the limit last. It is earned on the day it is approved, and the note is shown to the partner.',
  params: z.strictObject({ partnerId: partnerIdSchema }),
  idempotencyKey: true,
  body: z.strictObject({
    cents: z
      .int()
      .min(-MAX_ADJUSTMENT_CENTS)
      .max(MAX_ADJUSTMENT_CENTS)
      .refine((amount) => amount !== 0, { message: 'must not be 0' })
      .transform((amount) => amount as Cents)
      .meta({ description: 'Negative takes something away' }),
    note: noteSchema,
  }),
  answer: { status: 201, description: 'Approved, or proposed where it needs a second person', body: adjustmentOut },
  refusals: { 404: 'There is no such partner' },
});

export const listAdjustments = endpoint({
  operationId: 'listAdjustments',
  method: 'GET',
  path: '/ops/adjustments',
  access: 'operations',
  summary: 'Adjustments that wait for a second person',
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'A page of adjustments', body: pageOf(adjustmentOut) },
});

export const decideAdjustment = endpoint({
  operationId: 'decideAdjustment',
  method: 'POST',
  path: '/ops/adjustments/{adjustmentId}/decision',
  access: 'finance',
  summary: 'Approves or refuses an adjustment that somebody else proposed',
  params: z.strictObject({ adjustmentId }),
  idempotencyKey: true,
  body: z.strictObject({ decision: z.enum(['approve', 'refuse']), note: noteSchema }),
  answer: { status: 200, description: 'Decided', body: adjustmentOut },
  refusals: { 404: 'There is no such adjustment', 409: 'It is decided already, or it is your own' },
});

/** A value of whatever was changed. */
const ANYTHING = ['object', 'array', 'string', 'number', 'boolean', 'null'];

export const auditOut = z
  .object({
    id: z.string(),
    at: instantOut,
    by: z.object({ kind: z.enum(['staff', 'partner', 'link', 'program']), id: z.string() }),
    action: z.string(),
    subject: z.string(),
    partnerId: z.string().optional(),
    from: z.unknown().optional().meta({ description: 'What changed, before', type: ANYTHING }),
    to: z.unknown().optional().meta({ description: 'What changed, after', type: ANYTHING }),
    why: z.string().optional(),
  })
  .meta({ id: 'AuditRecord' });

export const readAuditTrail = endpoint({
  operationId: 'readAuditTrail',
  method: 'GET',
  path: '/ops/audit',
  access: 'operations',
  summary: 'Who changed what, when, from what, to what and why; the latest first',
  query: z.strictObject({ ...pageQuery, partnerId: partnerIdSchema.optional() }),
  answer: { status: 200, description: 'A page of the trail', body: pageOf(auditOut) },
});
