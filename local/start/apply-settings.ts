/** Writes what partners and operations set in the demo program into the partners' profiles, with the reviews that these ask for. */
import { profileKey } from '../../shared/adapters/ledger/keys.ts';
import { openReviewWrite } from '../../shared/adapters/ledger/reviews.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import type { Review } from '../../shared/ports/reviews.ts';
import type { Table } from '../../shared/ports/table.ts';
import { taxReviews } from '../../shared/usecases/partner/answer-tax-questions.ts';

export interface PartnerSetting {
  readonly partnerId: Partner['id'];
  readonly change: Partial<Partner>;
}

/** Twice is as good as once. Partners that are not known yet are left out. */
export async function applySettings(table: Table, settings: readonly PartnerSetting[]): Promise<void> {
  for (const { partnerId, change } of settings) {
    const item = await table.get(profileKey(partnerId));
    if (!item) continue;
    const version = item.version as number;
    await table.write([
      {
        kind: 'put',
        item: { ...item, partner: { ...(item.partner as Partner), ...change }, version: version + 1 },
        when: { kind: 'equals', attribute: 'version', value: version },
      },
      ...reviewsOf(partnerId, change).map(openReviewWrite),
    ]);
  }
}

function reviewsOf(partnerId: Partner['id'], { tax }: Partial<Partner>): readonly Review[] {
  if (!tax?.result || !tax.answeredOn || tax.reviewed) return [];
  return taxReviews(partnerId, tax.result, tax.answeredOn);
}
