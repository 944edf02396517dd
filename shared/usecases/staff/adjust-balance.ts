/** Adjusts a partner's balance: at once up to the limit of the settings for a person and day, above it once another person approves. */
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { Adjustment, Adjustments } from '../../ports/adjustments.ts';
import type { OnceRecords } from '../../ports/once.ts';
import type { SettingsLedger } from '../../ports/settings-ledger.ts';
import { type OnceCall, type OnceOutcome, once } from '../once.ts';
import type { ProfileDependencies } from '../partner/change-profile.ts';
import { auditOf, noSuchPartner, type StaffWord } from './change-partner.ts';

export interface AdjustmentDependencies extends ProfileDependencies {
  readonly adjustments: Adjustments;
  readonly settings: SettingsLedger;
  readonly records: OnceRecords;
}

export function adjustBalance(
  { partnerId, cents }: { readonly partnerId: PartnerId; readonly cents: Cents },
  word: StaffWord,
  call: OnceCall,
  { ledger, ids, adjustments, records, settings: settingsLedger }: AdjustmentDependencies,
): Promise<OnceOutcome<Adjustment>> {
  return once(records, call, async (recordOf) => {
    const [partner, settings, { changedBy }] = await Promise.all([
      ledger.find(partnerId),
      ledger.settings(),
      settingsLedger.read(),
    ]);
    if (!partner) return { kind: 'refused', why: noSuchPartner(partnerId) };
    const limitCents = settings.adjustmentLimitCents;
    const earnedOn = localDayOf(word.now, settings.timeZone);
    const create = async (state: 'proposed' | 'approved') => {
      const proposed = { by: word.by, at: word.now, note: word.note };
      const decided = state === 'approved' ? { decided: proposed } : {};
      const adjustment: Adjustment = { id: ids.next(), partnerId, cents, proposed, state, ...decided };
      const action = state === 'approved' ? 'adjustment.approve' : 'adjustment.propose';
      const audit = auditOf(word, ids, { action, subject: `adjustment:${adjustment.id}`, partnerId, to: { cents } });
      const outcome = await adjustments.create(adjustment, { earnedOn, limitCents }, audit, recordOf(adjustment));
      return { outcome, adjustment };
    };
    // Whoever changed the limit last does not decide alone what it lets through.
    const mayDecide = Math.abs(cents) <= limitCents && changedBy.adjustmentLimitCents !== word.by;
    const alone = mayDecide ? await create('approved') : undefined;
    const { outcome, adjustment } = !alone || alone.outcome === 'over-limit' ? await create('proposed') : alone;
    return outcome === 'done' ? { kind: 'done', answer: adjustment } : { kind: 'moved' };
  });
}

export function decideAdjustment(
  { id, decision }: { readonly id: string; readonly decision: 'approve' | 'refuse' },
  word: StaffWord,
  call: OnceCall,
  { ledger, ids, adjustments, records }: AdjustmentDependencies,
): Promise<OnceOutcome<Adjustment>> {
  return once(records, call, async (recordOf) => {
    const [known, settings] = await Promise.all([adjustments.find(id), ledger.settings()]);
    if (!known) return { kind: 'refused', why: { status: 404, title: 'There is no such adjustment' } };
    if (known.state !== 'proposed')
      return { kind: 'refused', why: { status: 409, title: `The adjustment is ${known.state} already` } };
    // Whoever proposed may take it back; to approve it takes another pair of eyes.
    if (decision === 'approve' && known.proposed.by === word.by) {
      const detail = 'over the limit another person of finance must approve it';
      return { kind: 'refused', why: { status: 409, title: 'You proposed this adjustment', detail } };
    }
    const decided = { by: word.by, at: word.now, note: word.note };
    const adjustment: Adjustment = { ...known, state: decision === 'approve' ? 'approved' : 'refused', decided };
    const { partnerId, cents } = adjustment;
    const audit = auditOf(word, ids, {
      action: `adjustment.${decision}`,
      subject: `adjustment:${id}`,
      partnerId,
      from: { state: 'proposed' },
      to: { state: adjustment.state, cents },
    });
    const today = localDayOf(word.now, settings.timeZone);
    const done = await adjustments.decide(adjustment, today, audit, recordOf(adjustment));
    return done ? { kind: 'done', answer: adjustment } : { kind: 'moved' };
  });
}
