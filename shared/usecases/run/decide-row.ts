/** One partner's row of a manifest: the decision of the run, with everything that a replay or an auditor needs to repeat it. */
import { runFridayOf } from '../../domain/calendar/week.ts';
import { decidePayout } from '../../domain/decide-payout.ts';
import { add, NOTHING } from '../../domain/money/cents.ts';
import type { DuePartner, ManifestRow, PartnerStanding, Run } from '../../ports/run-ledger.ts';

export function decideRow(
  run: Pick<Run, 'weekEnding' | 'settings'>,
  due: DuePartner,
  standing: PartnerStanding,
): ManifestRow {
  const { partner, account, payoutInFlight } = standing;
  const { partnerId, entriesCents } = due;
  const row = { partnerId, entriesCents, carriedCents: account.carriedCents, payoutCents: NOTHING };
  // Entries are written for known partners only; should one ever be without a profile, nobody is paid and nothing is lost.
  if (!partner) return { ...row, reasons: ['on-hold'] };
  const decision = decidePayout(partner, add(account.carriedCents, entriesCents), {
    runFriday: runFridayOf(run.weekEnding),
    settings: run.settings,
    payoutInFlight,
    refusedPaypalVersion: account.refusedPaypalVersion,
  });
  if (decision.kind === 'carry') return { ...row, reasons: decision.reasons };
  return {
    ...row,
    payoutCents: decision.amount,
    receiver: decision.receiver,
    receiverVersion: partner.paypal?.version,
    ...(partner.mailPreferences?.payouts === true ? { mailWhenPaid: true } : {}),
    reasons: [],
  };
}
