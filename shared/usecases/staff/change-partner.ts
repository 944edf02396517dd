/** A change of one partner by staff: decided on the version that the caller saw, with a note, written whole. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { AuditRecord } from '../../ports/audit-trail.ts';
import type { Ids } from '../../ports/ids.ts';
import type { OnceRecord } from '../../ports/once.ts';
import type { PartnerRecord } from '../../ports/partner-ledger.ts';
import type { Refusal } from '../once.ts';
import { changeProfile, type DecidedChange, type ProfileDependencies } from '../partner/change-profile.ts';

/** Who changes, when, and what they say about it. */
export interface StaffWord {
  readonly by: string;
  readonly now: Instant;
  readonly note: string;
}

export type StaffDecision = DecidedChange | { readonly refused: Refusal };

export type StaffChangeOutcome =
  | { readonly kind: 'done'; readonly record: PartnerRecord }
  | { readonly kind: 'refused'; readonly why: Refusal }
  | { readonly kind: 'moved' };

export const noSuchPartner = (id: PartnerId): Refusal => ({ status: 404, title: `There is no partner ${id}` });

/** @param decide what the partner becomes, or why not. */
export async function changePartner(
  target: { readonly id: PartnerId; readonly version: number },
  { by, now, note }: StaffWord,
  dependencies: ProfileDependencies,
  decide: (partner: Partner, today: LocalDay) => StaffDecision | Promise<StaffDecision>,
  once?: OnceRecord,
): Promise<StaffChangeOutcome> {
  if (!(await dependencies.ledger.find(target.id))) return { kind: 'refused', why: noSuchPartner(target.id) };
  const occasion = { by: { kind: 'staff', id: by } as const, now, why: note, ...(once ? { once } : {}) };
  const outcome = await changeProfile<Refusal>(target, occasion, dependencies, async ({ partner }, { today }) => {
    const decided = await decide(partner, today);
    return 'refused' in decided ? { kind: 'refused', why: decided.refused } : { kind: 'change', change: decided };
  });
  // A change by staff is written even where it changes nothing: that somebody looked is news.
  return 'record' in outcome ? { kind: 'done', record: outcome.record } : outcome;
}

export const auditOf = (
  { by, now, note }: StaffWord,
  ids: Ids,
  what: Pick<AuditRecord, 'action' | 'subject' | 'partnerId' | 'from' | 'to'>,
): AuditRecord => ({ id: ids.next(), at: now, by: { kind: 'staff', id: by }, why: note, ...what });
