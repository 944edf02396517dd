/** A claim as operations see it. */
import type * as z from 'zod';
import type { opsClaimOut } from '../../contracts/api/claim-values.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { type Claim, claimStateOn } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';

export type OpsClaim = z.input<typeof opsClaimOut>;

/** @param on the day and the client that decide how it stands; left out where it was just written. */
export function opsClaim(
  claim: Claim,
  on?: { readonly today: LocalDay; readonly client: Pick<Client, 'corrections'> | undefined },
): OpsClaim {
  const { id, decision, madeAt: _, openedOn: __, openedAfter: ___, reminders: ____, ...rest } = claim;
  return {
    ...rest,
    claimId: id,
    named: { ...claim.named },
    state: on ? claimStateOn(claim, on.today, on.client) : claim.state,
    decision: decision && {
      answer: decision.answer,
      by: { ...decision.by },
      at: new Date(decision.at).toISOString(),
      heardFrom: decision.heardFrom,
      heardOn: decision.heardOn,
      note: decision.note,
    },
  };
}
