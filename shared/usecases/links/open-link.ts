/** Finds what a link of a mail is for and whether it is still good. Changes nothing: mail scanners open links, too. */
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { Link, Links, LinkTokens, PartnerLinkPurpose } from '../../ports/links.ts';
import type { Logins } from '../../ports/logins.ts';
import { type LinkFacts, type LinkOver, overBecause } from './judge-link.ts';
import { type LinkView, linkViewOf } from './link-view.ts';

export interface LinkReads {
  readonly tokens: Pick<LinkTokens, 'open'>;
  readonly links: Links;
  readonly earnings: Pick<EarningsLedger, 'standing'>;
  readonly logins: Pick<Logins, 'ofPartner'>;
}

export type OpenedLink =
  | {
      readonly kind: 'good';
      readonly link: Link<PartnerLinkPurpose>;
      readonly facts: LinkFacts;
      readonly view: LinkView;
    }
  | { readonly kind: 'over'; readonly why: LinkOver }
  /** Not signed by us: forged, or cut off on its way. */
  | { readonly kind: 'unknown' };

/** @throws Error for a link of a partner without a profile. */
export async function openLink(
  token: string,
  now: Instant,
  { tokens, links, ...reads }: LinkReads,
): Promise<OpenedLink> {
  const opened = await tokens.open(token, now);
  if (opened === undefined) return { kind: 'unknown' };
  if (opened === 'expired') return { kind: 'over', why: 'expired' };
  const link = await links.find(opened.id);
  if (!link) return { kind: 'over', why: 'used' };
  if (!isOfPartner(link)) return { kind: 'unknown' };
  const facts = await linkFacts(link, reads);
  const why = overBecause(link.purpose, facts);
  if (why !== undefined) return { kind: 'over', why };
  return { kind: 'good', link, facts, view: linkViewOf(link.purpose, facts, localDayOf(now, facts.timeZone)) };
}

/** The client of a claim has a page of their own. */
const isOfPartner = (link: Link): link is Link<PartnerLinkPurpose> => link.purpose.kind !== 'answer-claim';

export async function linkFacts(
  { purpose }: Link<PartnerLinkPurpose>,
  { earnings, logins }: Pick<LinkReads, 'earnings' | 'logins'>,
): Promise<LinkFacts> {
  const [standing, login] = await Promise.all([
    earnings.standing(purpose.partnerId),
    purpose.kind === 'confirm-login-email' ? logins.ofPartner(purpose.partnerId) : undefined,
  ]);
  if (!standing) throw new Error(`partner ${purpose.partnerId} has no profile`);
  const { partner, account, settings } = standing;
  const { coolingDownDays, timeZone } = settings;
  return { partner, refusedPaypalVersion: account.refusedPaypalVersion, coolingDownDays, timeZone, login };
}
