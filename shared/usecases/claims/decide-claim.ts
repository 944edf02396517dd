/** Operations decide a claim for the client, after hearing from them, or take a decision back. */
import type * as z from 'zod';
import type { decideClaim as declared } from '../../contracts/api/ops-claim-decisions.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { OnceRecords } from '../../ports/once.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once, type Refusal } from '../once.ts';
import type { StaffWord } from '../staff/change-partner.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimOccasion } from './claim-move.ts';
import type { ClaimOutcome, ClaimRefusal } from './claim-outcome.ts';
import { type ClaimAnswer, confirmClaim } from './confirm-claim.ts';
import { denyClaim } from './end-claim.ts';
import { type OpsClaim, opsClaim } from './ops-claim.ts';
import { reopenClaim } from './reopen-claim.ts';

export type ClaimWord = z.output<(typeof declared)['body']>;

export interface StaffClaimDependencies extends ClaimDependencies {
  readonly records: OnceRecords;
}

export function decideClaim(
  id: ClaimId,
  said: ClaimWord,
  { by: person, now, note }: StaffWord,
  call: OnceCall,
  dependencies: StaffClaimDependencies,
): Promise<OnceOutcome<OpsClaim>> {
  return once(dependencies.records, call, async (recordOf): Promise<OnceWork<OpsClaim>> => {
    const settings = await dependencies.ledger.settings();
    const today = localDayOf(now, settings.timeZone);
    const by = { kind: 'staff', id: person } as const;
    const occasion: ClaimOccasion = { by, now, today, settings, why: note };
    if (said.decision === 'reopen') {
      const outcome = await reopenClaim(id, (claim) => recordOf(opsClaim(claim)), occasion, dependencies);
      return workOf(outcome);
    }
    const { decision: answer, heardFrom, heardOn } = said;
    const madeOn = (await dependencies.claims.find(id))?.claim.madeOn;
    if (madeOn && heardOn < madeOn) {
      const detail = `heardOn is ${heardOn}; the claim was made on ${madeOn}`;
      return { kind: 'refused', why: { status: 422, title: 'That day is before the claim', detail } };
    }
    if (heardOn > today) {
      const detail = `heardOn is ${heardOn}; today is ${today}`;
      return { kind: 'refused', why: { status: 422, title: 'That day is still to come', detail } };
    }
    const given: ClaimAnswer = {
      decision: { answer, at: now, on: today, by, heardFrom, heardOn, note },
      once: (claim) => recordOf(opsClaim(claim)),
    };
    const decide = answer === 'confirm' ? confirmClaim : denyClaim;
    return workOf(await decide(id, given, occasion, dependencies));
  });
}

function workOf(outcome: ClaimOutcome): OnceWork<OpsClaim> {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done', answer: opsClaim(outcome.claim) };
    case 'busy':
      return { kind: 'moved' };
    case 'refused':
      return { kind: 'refused', why: refusalOf(outcome.why) };
  }
}

function refusalOf(why: ClaimRefusal): Refusal {
  if (why === 'no-client') {
    const detail = 'there is no such claim, or nobody knows yet which client it means: say which one first';
    return { status: 404, title: 'There is nobody whom this claim is about', detail };
  }
  if (why === 'claimed-anew') {
    const detail = 'decide the newer claim of this partner for the same client';
    return { status: 409, title: 'There is a newer claim', detail };
  }
  const title = `The claim is ${why === 'link-used' ? 'answered' : why} already`;
  return { status: 409, title, detail: 'an open claim is confirmed or denied, one that has ended is reopened' };
}
