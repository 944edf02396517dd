/** A partner claims a client. The answer is the same whether there is such an account or not: it tells a stranger nothing. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import {
  type Claim,
  type ClaimedName,
  MAX_QUESTIONS,
  openUntil,
  REPEAT_DAYS,
  reachesFrom,
  type Unmatched,
} from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import type { ClaimId, PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { BookRecord, ClaimChange } from '../../ports/claims.ts';
import type { ClientDirectory } from '../../ports/client-directory.ts';
import type { OnceRecords } from '../../ports/once.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once, type Refusal } from '../once.ts';
import type { Occasion } from '../partner/change-profile.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { guardedBy, isAskedOften, judgeLimits } from './claim-limits.ts';
import { claimQuestion } from './claim-mails.ts';
import { type ClaimOccasion, claimMove } from './claim-move.ts';
import { type ClientMeant, clientMeant } from './client-meant.ts';
import { isOwnAccount } from './own-account.ts';
import { type ShownClaim, shownClaim } from './shown-claim.ts';

export interface NewClaim {
  readonly partnerId: PartnerId;
  readonly named: ClaimedName;
  /** What the claimant says about it. */
  readonly note?: string | undefined;
}

export interface MakeClaimDependencies extends ClaimDependencies {
  readonly directory: ClientDirectory;
  readonly records: OnceRecords;
}

export function makeClaim(
  wanted: NewClaim,
  { by, now, why }: Occasion,
  call: OnceCall,
  dependencies: MakeClaimDependencies,
): Promise<OnceOutcome<ShownClaim>> {
  const { ledger, claims, records, ids } = dependencies;
  return once(records, call, async (recordOf): Promise<OnceWork<ShownClaim>> => {
    const [claimant, settings] = await Promise.all([ledger.find(wanted.partnerId), ledger.settings()]);
    if (!claimant) return refused({ status: 404, title: `There is no partner ${wanted.partnerId}` });
    const today = localDayOf(now, settings.timeZone);
    const { partnerId, named } = wanted;
    const judged = await judgeLimits(wanted, { by, now, today, settings }, dependencies);
    if (judged.problem) return refused(judged.problem);
    const meant = await clientMeant(named, partnerId, dependencies);
    if (meant.kind === 'own') return refused(ownAlready(meant.clientId));

    const base: Claim = {
      id: ids.next() as ClaimId,
      partnerId,
      named,
      ...(wanted.note === undefined ? {} : { note: wanted.note }),
      ...{ madeOn: today, madeAt: now, openedOn: today, openedAfter: 0, state: 'open', reminders: 0 },
      reachesFrom: reachesFrom(today, settings),
      expiresOn: openUntil(today, settings),
    };
    const isByStaff = by.kind === 'staff';
    const found = await findAsked(base, meant, claimant.partner, today, dependencies);
    // Operations see accounts anyway, and need to know why nobody would be asked.
    if (isByStaff && found.claim.unmatched) return refused(unmatchedProblem(found.claim.unmatched));
    const occasion: ClaimOccasion = { by, now, today, settings, ...(why === undefined ? {} : { why }) };
    const change = await opening(found, occasion, judged.book, dependencies);
    const answer = shownClaim(found.claim, today, undefined);
    if (!(await claims.change({ ...change, once: recordOf(answer) }))) return { kind: 'moved' };
    await dependencies.post(change.mails ?? []);
    return { kind: 'done', answer };
  });
}

interface FoundClaim {
  readonly claim: Claim;
  /** Who is asked; absent where nobody is. */
  readonly client?: Client;
}

async function findAsked(
  base: Claim,
  meant: Exclude<ClientMeant, { kind: 'own' }>,
  partner: Partner,
  today: LocalDay,
  { claims }: ClaimDependencies,
): Promise<FoundClaim> {
  if (meant.kind === 'none') return { claim: { ...base, unmatched: meant.why } };
  const { client } = meant.record;
  if (isOwnAccount(client, partner))
    return { claim: { ...base, clientId: client.id, state: 'refused', endedOn: today } };
  const guard = await claims.guardOfClient(base.partnerId, client.id);
  const isTooOften = await isAskedOften(client.id, today, claims);
  const unmatched = guardedBy(guard, today) ?? (isTooOften ? 'asked-often' : undefined);
  return unmatched ? { claim: { ...base, unmatched } } : { claim: matched(base, client), client };
}

/** Asked about this client from now on. */
export const matched = ({ unmatched: _, ...claim }: Claim, client: Client): Claim => ({
  ...claim,
  clientId: client.id,
  openedAfter: client.confirmedClaims ?? 0,
});

async function opening(
  { claim, client }: FoundClaim,
  occasion: ClaimOccasion,
  book: BookRecord,
  dependencies: ClaimDependencies,
): Promise<ClaimChange> {
  const change = await claimMove(undefined, claim, occasion, dependencies, book);
  if (!client) return change;
  const { mail, link } = await claimQuestion(claim, client, { ...occasion, isReminder: false }, dependencies);
  return { ...change, mails: [mail], newLinks: [link] };
}

const ownAlready = (client: string): Refusal => ({
  status: 409,
  title: 'You are credited with this client already',
  detail: `it has the id ${client}. If you mean another account, name that one by its own e-mail or id`,
});

const WHY_NOBODY: Readonly<Record<Unmatched, string>> = {
  'no-such-client': 'no client with a known owner is named so',
  several: 'several clients are named so: claim one of them by its id',
  'claimed-already': 'the partner has an open claim to this client under another name',
  'asked-often': `the client was asked about ${MAX_QUESTIONS} claims in the last ${REPEAT_DAYS} days`,
  'denied-lately': 'the client denied a claim of this partner less than 30 days ago',
};

export const unmatchedProblem = (why: Unmatched): Refusal => ({
  status: 409,
  title: 'Nobody can be asked',
  detail: WHY_NOBODY[why],
});

const refused = (why: Refusal): OnceWork<ShownClaim> => ({ kind: 'refused', why });
