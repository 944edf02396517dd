/** Operations say which client a claim means, where its name left that open; from then on the client is asked. */

import { localDayOf } from '../../domain/calendar/time-zone.ts';
import { remindersDueOn } from '../../domain/claim.ts';
import { currentReferrer } from '../../domain/client-referrer.ts';
import type { ClaimId, ClientId } from '../../domain/ids.ts';
import { NO_KEYS } from '../../ports/intake-ledger.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once, type Refusal } from '../once.ts';
import type { StaffWord } from '../staff/change-partner.ts';
import { changeClaim } from './change-claim.ts';
import { guardedBy } from './claim-limits.ts';
import { claimQuestion } from './claim-mails.ts';
import type { ClaimOccasion } from './claim-move.ts';
import type { StaffClaimDependencies } from './decide-claim.ts';
import { matched, unmatchedProblem } from './make-claim.ts';
import { type OpsClaim, opsClaim } from './ops-claim.ts';
import { isOwnAccount } from './own-account.ts';

export function identifyClient(
  id: ClaimId,
  clientId: ClientId,
  { by: person, now, note }: StaffWord,
  call: OnceCall,
  dependencies: StaffClaimDependencies,
): Promise<OnceOutcome<OpsClaim>> {
  const { claims, intake, ledger, records } = dependencies;
  return once(records, call, async (recordOf): Promise<OnceWork<OpsClaim>> => {
    const [found, settings, { clients }] = await Promise.all([
      claims.find(id),
      ledger.settings(),
      intake.load({ ...NO_KEYS, clients: [clientId] }),
    ]);
    const client = clients.get(clientId)?.client;
    if (!found) return refused({ status: 404, title: 'There is no such claim' });
    if (!client?.owner) return refused({ status: 404, title: `There is no client ${clientId} with a known owner` });
    const { partnerId } = found.claim;
    const today = localDayOf(now, settings.timeZone);
    const claimant = await ledger.find(partnerId);
    if (claimant && isOwnAccount(client, claimant.partner))
      return refused({ status: 409, title: "It is the claimant's own account" });
    if (currentReferrer(client) === partnerId)
      return refused({ status: 409, title: 'The claimant is credited with this client already' });
    const guarded = guardedBy(await claims.guardOfClient(partnerId, clientId), today);
    if (guarded) return refused(unmatchedProblem(guarded));
    const occasion: ClaimOccasion = { by: { kind: 'staff', id: person }, now, today, settings, why: note };
    const outcome = await changeClaim(id, occasion, dependencies, async ({ before, state }) => {
      if (state !== 'open' || before.claim.clientId !== undefined) return { kind: 'refused', why: state };
      const after = { ...matched(before.claim, client), reminders: remindersDueOn(before.claim, today) };
      const { mail, link } = await claimQuestion(after, client, { now, today, isReminder: false }, dependencies);
      return { kind: 'change', after, with: { mails: [mail], newLinks: [link], once: recordOf(opsClaim(after)) } };
    });
    if (outcome.kind === 'done') return { kind: 'done', answer: opsClaim(outcome.claim) };
    if (outcome.kind === 'busy') return { kind: 'moved' };
    return refused({ status: 409, title: 'The claim has a client already, or is not open' });
  });
}

const refused = (why: Refusal): OnceWork<OpsClaim> => ({ kind: 'refused', why });
