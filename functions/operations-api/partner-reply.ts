/** Answers about a partner, and what a change of one came to. */

import type { PartnerId } from '../../shared/domain/ids.ts';
import type { EarningsLedger } from '../../shared/ports/earnings-ledger.ts';
import type { Logins } from '../../shared/ports/logins.ts';
import type { PartnerRecord } from '../../shared/ports/partner-ledger.ts';
import { noSuchPartner, type StaffChangeOutcome } from '../../shared/usecases/staff/change-partner.ts';
import { showPartner } from '../../shared/usecases/staff/show-partner.ts';
import { versionMoved } from '../api/read-request.ts';
import { refusal } from '../api/refusals.ts';

interface Reads {
  readonly earnings: EarningsLedger;
  readonly logins: Logins;
}

export async function partnerReply({ partner, version }: PartnerRecord, { earnings, logins }: Reads) {
  const [standing, login] = await Promise.all([earnings.standing(partner.id), logins.ofPartner(partner.id)]);
  if (!standing) throw refusal(noSuchPartner(partner.id));
  return { body: showPartner(partner, standing.account, login !== undefined), version };
}

/** @throws HttpProblem 412 when the partner was changed meanwhile, and what the use case refused. */
export function settledReply(outcome: StaffChangeOutcome, reads: Reads) {
  if (outcome.kind === 'moved') throw versionMoved();
  if (outcome.kind === 'refused') throw refusal(outcome.why);
  return partnerReply(outcome.record, reads);
}

/** The partner and the version that the caller changes. */
export const targetOf = ({ params, ifMatch }: { params: { partnerId: PartnerId }; ifMatch: number }) => ({
  id: params.partnerId,
  version: ifMatch,
});
