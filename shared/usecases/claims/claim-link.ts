/** The client's link: what they are asked, and what they answer. Looking changes nothing, since mail scanners open links, too. */
import { addDays, type LocalDay } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { type ClaimState, claimStateOn } from '../../domain/claim.ts';
import { currentReferrer } from '../../domain/client-referrer.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { Link, Links, LinkTokens } from '../../ports/links.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { clientOfClaim } from './client-of-claim.ts';
import { type ClaimAnswer, confirmClaim } from './confirm-claim.ts';
import { denyClaim } from './end-claim.ts';

export interface ClaimLinkDependencies extends ClaimDependencies {
  readonly tokens: LinkTokens;
  readonly links: Links;
}

/** What the client is asked. */
export interface ClaimQuestion {
  readonly partnerName: string;
  /** The first day of the client's payments that would be the claimant's. */
  readonly from: LocalDay;
  readonly lastDay: LocalDay;
  /** Somebody else is credited with the client as yet. */
  readonly isCredited: boolean;
}

export type QuestionOver = 'used' | 'expired' | 'confirmed' | 'denied' | 'over';

export type OpenedQuestion =
  | { readonly kind: 'asks'; readonly claimId: ClaimId; readonly link: Link; readonly question: ClaimQuestion }
  | { readonly kind: 'over'; readonly why: QuestionOver }
  /** Not signed by us: forged, or cut off on its way; or a link for something else. */
  | { readonly kind: 'unknown' };

export async function openClaimLink(
  token: string,
  now: Instant,
  { tokens, links, claims, intake, ledger }: ClaimLinkDependencies,
): Promise<OpenedQuestion> {
  const opened = await tokens.open(token, now);
  if (opened === undefined) return { kind: 'unknown' };
  if (opened === 'expired') return { kind: 'over', why: 'expired' };
  const link = await links.find(opened.id);
  if (!link) return { kind: 'over', why: 'used' };
  const { purpose } = link;
  if (purpose.kind !== 'answer-claim') return { kind: 'unknown' };
  const [found, claimant, settings] = await Promise.all([
    claims.find(purpose.claimId),
    ledger.find(purpose.partnerId),
    ledger.settings(),
  ]);
  const record = found && (await clientOfClaim(found.claim, intake));
  if (!found || !claimant || !record) throw new Error(`claim ${purpose.claimId} has no client or no claimant`);
  const { claim } = found;
  const state = claimStateOn(claim, localDayOf(now, settings.timeZone), record.client);
  if (state !== 'open') return { kind: 'over', why: overBy(state) };
  const credited = currentReferrer(record.client);
  const question: ClaimQuestion = {
    partnerName: claimant.partner.name,
    from: claim.reachesFrom,
    lastDay: addDays(claim.expiresOn, -1),
    isCredited: credited !== undefined && credited !== claim.partnerId,
  };
  return { kind: 'asks', claimId: claim.id, link, question };
}

export type AnsweredQuestion =
  | { readonly kind: 'done'; readonly question: ClaimQuestion }
  | Exclude<OpenedQuestion, { readonly kind: 'asks' }>
  /** Others kept changing the client: nothing happened, the link is still good. */
  | { readonly kind: 'busy' };

export async function answerClaimLink(
  token: string,
  answer: 'confirm' | 'deny',
  now: Instant,
  dependencies: ClaimLinkDependencies,
): Promise<AnsweredQuestion> {
  const opened = await openClaimLink(token, now, dependencies);
  if (opened.kind !== 'asks') return opened;
  const { link, claimId, question } = opened;
  const settings = await dependencies.ledger.settings();
  const today = localDayOf(now, settings.timeZone);
  const by = { kind: 'link', id: link.id } as const;
  const said: ClaimAnswer = {
    decision: { answer, at: now, on: today, by },
    link,
    // Looked at anew: while we were on the way the link may have been used.
    isLinkThere: async () => (await dependencies.links.find(link.id)) !== undefined,
  };
  const answerIt = answer === 'confirm' ? confirmClaim : denyClaim;
  const outcome = await answerIt(claimId, said, { by, now, today, settings }, dependencies);
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done', question };
    case 'busy':
      return { kind: 'busy' };
    case 'refused':
      if (outcome.why === 'link-used' || outcome.why === 'open') return { kind: 'over', why: 'used' };
      return {
        kind: 'over',
        why: outcome.why === 'no-client' || outcome.why === 'claimed-anew' ? 'over' : overBy(outcome.why),
      };
  }
}

function overBy(state: Exclude<ClaimState, 'open'>): QuestionOver {
  return state === 'confirmed' || state === 'denied' ? state : 'over';
}
