/** Decides what becomes of a payout that was sent back or reversed: on the balance again, or written off; exactly once, whoever decides at the same moment. */
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { Cents } from '../../domain/money/cents.ts';
import { statesBefore } from '../../domain/payout-state.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Payout } from '../../ports/payout.ts';
import type { AloneLimit } from '../../ports/payout-exceptions.ts';
import type { SettingsLedger } from '../../ports/settings-ledger.ts';
import type { SettlementLedger } from '../../ports/settlement-ledger.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once } from '../once.ts';
import { reportAgain } from '../settlement/report-again.ts';
import { auditOf, type StaffWord } from '../staff/change-partner.ts';
import { NO_PAYOUT, type OrderDependencies, type PayoutName, subjectOf } from './order-look.ts';

export interface PayoutDecisionDependencies extends Omit<OrderDependencies, 'queue'> {
  readonly settings: Pick<SettingsLedger, 'read'>;
  readonly programSettings: () => Promise<ProgramSettings>;
  readonly settlement: Pick<SettlementLedger, 'findRun' | 'batchesOf' | 'changeRun'>;
}

export interface DecidedPayout extends PayoutName {
  readonly amountCents: Cents;
  readonly outcome: 'put-back' | 'written-off' | 'proposed';
}

export async function decidePayout(
  { decision, ...name }: PayoutName & { readonly decision: 'put-back' | 'write-off' },
  word: StaffWord,
  call: OnceCall,
  dependencies: PayoutDecisionDependencies,
): Promise<OnceOutcome<DecidedPayout>> {
  const { exceptions, records, ids, settlement } = dependencies;
  const outcome = await once<DecidedPayout>(records, call, async (recordOf) => {
    const payout = await exceptions.find(name.partnerId, name.weekEnding);
    if (!payout) return { kind: 'refused', why: NO_PAYOUT };
    if (!statesBefore('put-back').includes(payout.state)) {
      const detail = `it is ${payout.state}: only what was sent back or reversed is decided`;
      return { kind: 'refused', why: { status: 409, title: 'There is nothing to decide', detail } };
    }
    const end = async (to: 'put-back' | 'written-off', alone?: AloneLimit) => {
      const answer = answerOf(payout, to);
      const audit = auditFor(payout, to);
      return [await exceptions.decide(payout, to, alone, audit, recordOf(answer)), answer] as const;
    };
    const auditFor = ({ state, amountCents: cents }: Payout, to: DecidedPayout['outcome']) =>
      auditOf(word, ids, {
        action: `payout.${to === 'proposed' ? 'propose-write-off' : decision}`,
        subject: subjectOf(name),
        partnerId: name.partnerId,
        from: { state },
        to: { outcome: to, cents },
      });
    const ended = ([how, answer]: Awaited<ReturnType<typeof end>>): OnceWork<DecidedPayout> =>
      how === 'done' ? { kind: 'done', answer } : { kind: 'moved' };
    if (decision === 'put-back') return ended(await end('put-back'));

    if (payout.writeOffProposedBy !== undefined) {
      if (payout.writeOffProposedBy !== word.by) return ended(await end('written-off'));
      const detail = 'another person of finance must send the same decision';
      return { kind: 'refused', why: { status: 409, title: 'You proposed to write it off', detail } };
    }
    const alone = await mayWriteOffAlone(payout, word, dependencies);
    const tried = alone ? await end('written-off', alone) : undefined;
    if (tried && tried[0] !== 'over-limit') return ended(tried);
    const answer = answerOf(payout, 'proposed');
    const audit = auditFor(payout, 'proposed');
    const done = await exceptions.proposeWriteOff(payout, word.by, audit, recordOf(answer));
    return done ? { kind: 'done', answer } : { kind: 'moved' };
  });
  if (outcome.kind === 'done' && outcome.answer.outcome !== 'proposed')
    await reportAgain(await settlement.findRun(name.weekEnding), settlement);
  return outcome;
}

const answerOf = (
  { partnerId, weekEnding, amountCents }: Payout,
  outcome: DecidedPayout['outcome'],
): DecidedPayout => ({
  partnerId,
  weekEnding,
  amountCents,
  outcome,
});

/** As for an adjustment: within the limit, and not by whoever changed the limit last. */
async function mayWriteOffAlone(
  { amountCents }: Payout,
  { by, now }: StaffWord,
  { settings, programSettings }: PayoutDecisionDependencies,
): Promise<AloneLimit | undefined> {
  const [{ changedBy }, { adjustmentLimitCents: limitCents, timeZone }] = await Promise.all([
    settings.read(),
    programSettings(),
  ]);
  if (amountCents > limitCents || changedBy.adjustmentLimitCents === by) return undefined;
  return { by, day: localDayOf(now, timeZone), limitCents };
}
