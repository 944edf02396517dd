/** A partner claims a client. The answer is the same whether there is such an account or not: it tells a stranger nothing. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import {
  type Claim,
  type ClaimedName,
  claimsCounted,
  openUntil,
  reachesFrom,
  repeatableOn,
  type Unmatched,
} from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import { isFreeMail } from '../../domain/free-mail-domains.ts';
import type { ClaimId, PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import { judgeSelfReferral } from '../../domain/self-referral.ts';
import type { ClaimChange, ClaimGuard } from '../../ports/claims.ts';
import type { ClientDirectory } from '../../ports/client-directory.ts';
import type { OnceRecords } from '../../ports/once.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once, type Refusal } from '../once.ts';
import type { Occasion } from '../partner/change-profile.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { claimQuestion } from './claim-mails.ts';
import { type ClaimOccasion, claimMove } from './claim-move.ts';
import { type ClientMeant, clientMeant, nameHashOf } from './client-meant.ts';
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
    const [guard, { book }] = await Promise.all([
      claims.guardOfName(partnerId, nameHashOf(named)),
      claims.book(partnerId),
    ]);
    const why422 = nameProblem(named) ?? repeatProblem(guard, today);
    if (why422) return refused(why422);
    if (claimsCounted(book, today) >= settings.maxClaims) return refused(tooMany(settings.maxClaims));
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
    const judged = await judge(base, meant, claimant.partner, today, dependencies);
    // Operations see accounts anyway, and need to know why nobody would be asked.
    if (isByStaff && judged.claim.unmatched) return refused(unmatchedProblem(judged.claim.unmatched));
    const occasion: ClaimOccasion = { by, now, today, settings, ...(why === undefined ? {} : { why }) };
    const change = await opening(judged, occasion, dependencies);
    const answer = shownClaim(judged.claim, today, undefined);
    if (!(await claims.change({ ...change, once: recordOf(answer) }))) return { kind: 'moved' };
    await dependencies.post(change.mails ?? []);
    return { kind: 'done', answer };
  });
}

interface JudgedClaim {
  readonly claim: Claim;
  /** Who is asked; absent where nobody is. */
  readonly client?: Client;
}

async function judge(
  base: Claim,
  meant: Exclude<ClientMeant, { kind: 'own' }>,
  partner: Partner,
  today: LocalDay,
  { claims }: ClaimDependencies,
): Promise<JudgedClaim> {
  if (meant.kind === 'none') return { claim: { ...base, unmatched: meant.why } };
  const { client } = meant.record;
  if (isOwnAccount(client, partner, today))
    return { claim: { ...base, clientId: client.id, state: 'refused', endedOn: today } };
  const guard = await claims.guardOfClient(base.partnerId, client.id);
  const unmatched = guardedBy(guard, today);
  return unmatched ? { claim: { ...base, unmatched } } : { claim: matched(base, client), client };
}

/** Asked about this client from now on. */
export const matched = ({ unmatched: _, ...claim }: Claim, client: Client): Claim => ({
  ...claim,
  clientId: client.id,
  openedAfter: client.confirmedClaims ?? 0,
});

export function isOwnAccount(client: Client, partner: Partner, today: LocalDay): boolean {
  const { owner, selfReferralDecisions: decisions } = client;
  if (!owner) return false;
  const decision = Object.hasOwn(decisions, partner.id) ? decisions[partner.id] : undefined;
  return judgeSelfReferral({ owner, partner, paymentDay: today, decision }) === 'self-referral';
}

async function opening(
  { claim, client }: JudgedClaim,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimChange> {
  const change = await claimMove(undefined, claim, occasion, dependencies);
  if (!client) return change;
  const { mail, link } = await claimQuestion(claim, client, { ...occasion, isReminder: false }, dependencies);
  return { ...change, mails: [mail], newLinks: [link] };
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

const ownAlready = (client: string): Refusal => ({
  status: 409,
  title: 'You are credited with this client already',
  detail: `its id is ${client}: see what it earns, and why a cent of it was not paid`,
});

const UNMATCHED: Readonly<Record<Unmatched, string>> = {
  'no-such-client': 'no client with a known owner is named so',
  several: 'several clients are named so: claim one of them by its id',
  'claimed-already': 'the partner has an open claim to this client under another name',
  'denied-lately': 'the client denied a claim of this partner less than 30 days ago',
};

export const unmatchedProblem = (why: Unmatched): Refusal => ({
  status: 409,
  title: 'Nobody can be asked',
  detail: UNMATCHED[why],
});

const refused = (why: Refusal): OnceWork<ShownClaim> => ({ kind: 'refused', why });
