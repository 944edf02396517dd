/** The settings that operations may change, as they are stored: unknown names and impossible values are refused before a run uses them. */
import * as z from 'zod';
import type { Cents } from '../domain/money/cents.ts';
import { DEFAULT_SETTINGS, type ProgramSettings } from '../domain/program-settings.ts';

const centsSchema = z
  .int()
  .min(0)
  .transform((amount) => amount as Cents);

/**
 * The program's rate and maturity are set before the program begins: neither is dated, so that a later change would reach
 * into the past of whichever client moves next. A partner's own rate is dated.
 */
export const storedSettingsSchema = z.strictObject({
  rateBasisPoints: z.int().min(0).max(10_000).optional(),
  maturityDays: z.int().min(0).max(730).optional(),
  thresholdCents: centsSchema.refine((amount) => amount >= 1, { message: 'must be at least one cent' }).optional(),
  coolingDownDays: z.int().min(0).max(365).optional(),
  referralListDays: z.int().min(0).max(365).optional(),
  adjustmentLimitCents: centsSchema.optional(),
  claimOpenDays: z.int().min(1).max(365).optional(),
  claimReachDays: z.int().min(0).max(365).optional(),
  maxClaims: z.int().min(1).max(10_000).optional(),
  deniedClaimsForReview: z.int().min(1).max(1_000).optional(),
  bucketGroups: z.int().min(1).max(64).optional(),
  settleWithinHours: z.int().min(1).max(120).optional(),
  caps: z
    .strictObject({
      maxRunCents: centsSchema,
      maxPartnerCents: centsSchema,
      jumpFactor: z.number().positive(),
      jumpFloorCents: centsSchema,
    })
    .partial()
    .optional(),
});
export type StoredSettings = z.input<typeof storedSettingsSchema>;

/** The stored settings are not as they should be. Nothing is decided with them. */
export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
}

/** The defaults with what is stored laid over them, caps one by one. @throws SettingsRefused naming each wrong setting. */
export function programSettings(stored: unknown): ProgramSettings {
  const parsed = storedSettingsSchema.safeParse(stored ?? {});
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`);
    throw new SettingsRefused(`the program's settings are not as they should be: ${places.join('; ')}`);
  }
  const { caps, ...rest } = parsed.data;
  return { ...DEFAULT_SETTINGS, ...rest, caps: { ...DEFAULT_SETTINGS.caps, ...caps } };
}
