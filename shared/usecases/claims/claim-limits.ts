/** What keeps a claim from being made, or its client from being asked: limits, denials, and claims for the same client. */
import { addDays, type LocalDay } from '../../domain/calendar/local-day.ts';
import {
  type ClaimedName,
  claimsCounted,
  MAX_QUESTIONS,
  REPEAT_DAYS,
  repeatableOn,
  type Unmatched,
} from '../../domain/claim.ts';
import { isFreeMail } from '../../domain/free-mail-domains.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { BookRecord, ClaimGuard, Claims } from '../../ports/claims.ts';
import type { Refusal } from '../once.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimOccasion } from './claim-move.ts';
import { nameHashOf } from './client-meant.ts';
import { writeDownEnd } from './end-claim.ts';

/** The book is what was judged by: the write fails if it has moved since. Claims that are over by their day are written down first. */
export async function judgeLimits(
  { partnerId, named }: { readonly partnerId: PartnerId; readonly named: ClaimedName },
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<{ readonly book: BookRecord; readonly problem?: Refusal }> {
  const { claims } = dependencies;
  const { today, settings } = occasion;
  const look = async () => {
    const [guard, book] = await Promise.all([claims.guardOfName(partnerId, nameHashOf(named)), claims.book(partnerId)]);
    const isFull = claimsCounted(book.book, today) >= settings.maxClaims;
    return { guard, book, isFull };
  };
  let found = await look();
  if (found.guard?.kind === 'open' || found.isFull) {
    await writeDownOver(partnerId, occasion, dependencies);
    found = await look();
  }
  const problem =
    nameProblem(named) ?? repeatProblem(found.guard, today) ?? (found.isFull ? tooMany(settings.maxClaims) : undefined);
  return { book: found.book, ...(problem ? { problem } : {}) };
}

/** Days decide, not nights. As many as may be open are among the latest. */
async function writeDownOver(
  partner: PartnerId,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<void> {
  const byProgram: ClaimOccasion = { ...occasion, by: { kind: 'program', id: 'claims' } };
  const latest = await dependencies.claims.ofPartner(partner, { limit: 100 });
  for (const { claim } of latest)
    if (claim.state === 'open' && occasion.today >= claim.expiresOn)
      await writeDownEnd(claim.id, byProgram, dependencies);
}

/** Nobody's mailbox is a place to advertise: beyond so many claims the client is not asked, and no claimant learns of it. */
export async function isAskedOften(
  client: ClientId,
  today: LocalDay,
  claims: Pick<Claims, 'ofClient'>,
): Promise<boolean> {
  const lately = (await claims.ofClient(client)).filter(({ claim }) => addDays(claim.madeOn, REPEAT_DAYS) > today);
  return lately.length >= MAX_QUESTIONS;
}

/** The same client under another name: told to nobody but operations, since it would tell that both are one account. */
export function guardedBy(guard: ClaimGuard | undefined, today: LocalDay): Unmatched | undefined {
  if (guard?.kind === 'open') return 'claimed-already';
  return guard && today < repeatableOn(guard.on) ? 'denied-lately' : undefined;
}

function nameProblem(named: ClaimedName): Refusal | undefined {
  if (named.by !== 'domain' || !isFreeMail(named.value)) return undefined;
  const detail = 'anybody may have a mailbox there: give the e-mail of the account, or its id';
  return { status: 422, title: `${named.value} is no domain of one business`, detail };
}

function repeatProblem(guard: ClaimGuard | undefined, today: LocalDay): Refusal | undefined {
  if (guard?.kind === 'open') return { status: 409, title: 'You have an open claim to this client' };
  if (!guard || today >= repeatableOn(guard.on)) return undefined;
  const detail = `it was denied on ${guard.on}, and can be made again from ${repeatableOn(guard.on)} on`;
  return { status: 409, title: 'The client has denied this claim', detail };
}

const tooMany = (most: number): Refusal => ({
  status: 429,
  title: 'Too many claims',
  detail: `at most ${most} may be open, those counted that were refused in the last 30 days: wait until some have ended`,
});
