/** Every payout that a partner ever had, whatever became of it, the latest first. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';

const PAGE = 100;

export async function allPayouts(partner: PartnerId, earnings: Pick<EarningsLedger, 'payouts'>): Promise<Payout[]> {
  const all: Payout[] = [];
  for (let before: WeekEnding | undefined; ; ) {
    const page = await earnings.payouts(partner, { ...(before ? { before } : {}), limit: PAGE });
    all.push(...page);
    before = page.at(-1)?.weekEnding;
    if (page.length < PAGE) return all;
  }
}
