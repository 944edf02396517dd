/** Operations' word on a client whose owner has the partner's full name: for good, and every payment is filed by it. */
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import type { OnceRecord } from '../../ports/once.ts';
import type { Review } from '../../ports/reviews.ts';
import { changeClient } from '../intake/change-client.ts';
import type { ProfileDependencies } from '../partner/change-profile.ts';
import { auditOf, type StaffWord } from './change-partner.ts';

export interface SelfReferralDependencies extends ProfileDependencies {
  readonly intake: IntakeLedger;
}

/** False: others keep changing the client, or somebody has decided it. */
export async function decideSelfReferral(
  review: Extract<Review, { kind: 'self-referral' }>,
  decision: 'accepted' | 'refused',
  word: StaffWord,
  once: OnceRecord,
  { ledger, intake, ids }: SelfReferralDependencies,
): Promise<boolean> {
  const { clientId, partnerId } = review;
  const settings = await ledger.settings();
  const audit = auditOf(word, ids, {
    action: `review.self-referral.${decision}`,
    subject: `client:${clientId}`,
    partnerId,
    to: { clientId, partnerId, decision },
  });
  const outcome = await changeClient(
    clientId,
    [],
    async ({ client }) => ({
      kind: 'change',
      client: { ...client, selfReferralDecisions: { ...client.selfReferralDecisions, [partnerId]: decision } },
      with: { closes: [review], audit, once },
    }),
    intake,
    settings,
  );
  return outcome.kind === 'done';
}
