/** Does what a link of a mail is for, once: the link is gone in the transaction of its effect. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { isLoginNew } from '../../domain/login-change.ts';
import { withConfirmation } from '../../domain/paypal-address.ts';
import type { Link, LinkTokens, PartnerLinkPurpose } from '../../ports/links.ts';
import type { UserPoolAdmin } from '../../ports/user-pool.ts';
import { sharedAddress } from '../partner/change-paypal-address.ts';
import {
  type Circumstances,
  changeProfile,
  type DecidedChange,
  type Occasion,
  type ProfileDependencies,
} from '../partner/change-profile.ts';
import { freezing } from '../partner/freeze-payouts.ts';
import { takingUpEmail } from '../partner/taking-up-email.ts';
import { unlessGone } from '../staff/gone-login.ts';
import { type LinkFacts, type LinkOver, overBecause } from './judge-link.ts';
import type { LinkView } from './link-view.ts';
import type { LinkMaker } from './new-link.ts';
import { type LinkReads, linkFacts, type OpenedLink, openLink } from './open-link.ts';

export interface UseLinkDependencies extends LinkReads, LinkMaker, ProfileDependencies {
  readonly tokens: LinkTokens;
  readonly pool: Pick<UserPoolAdmin, 'setEmail'>;
}

type GoodLink = Extract<OpenedLink, { readonly kind: 'good' }>;

export type UsedLink =
  | { readonly kind: 'done'; readonly view: LinkView }
  | Exclude<OpenedLink, { readonly kind: 'good' }>
  /** Others kept changing the partner: nothing happened, the link is still good. */
  | { readonly kind: 'busy' };

/** @throws what the user pool throws: then the link is still good, and the next click goes on. */
export async function useLink(token: string, now: Instant, dependencies: UseLinkDependencies): Promise<UsedLink> {
  const opened = await openLink(token, now, dependencies);
  if (opened.kind !== 'good') return opened;
  const { purpose } = opened.link;
  if (purpose.kind !== 'confirm-login-email') return applyLink(opened, now, dependencies);
  return confirmLoginEmail(opened, purpose.email, now, dependencies);
}

/**
 * First the pool, which alone knows whether the address is free, then the ledger. A crash in between leaves the link, and a
 * click goes on from there. Whoever changes nothing in the ledger puts the pool back to what the ledger says: nobody is to sign in
 * by an address that the account does not know of.
 */
async function confirmLoginEmail(
  opened: GoodLink,
  email: string,
  now: Instant,
  dependencies: UseLinkDependencies,
): Promise<UsedLink> {
  const { pool } = dependencies;
  const { login, partner } = opened.facts;
  if (!login) return { kind: 'over', why: 'wish-over' };
  const set = await unlessGone(pool.setEmail(login.sub, email));
  if (set === 'gone') return { kind: 'over', why: 'wish-over' };
  if (set === 'taken') return { kind: 'over', why: 'email-taken' };
  const asInLedger = () => putBack(login.sub, partner.id, email, dependencies);
  let used: UsedLink;
  try {
    used = await applyLink(opened, now, dependencies);
  } catch (error) {
    // What broke first is what is told; when nothing answers any more, the next click goes on.
    await asInLedger().catch(() => {});
    throw error;
  }
  if (used.kind !== 'done') await asInLedger();
  return used;
}

async function putBack(
  sub: string,
  id: PartnerId,
  email: string,
  { pool, ledger }: UseLinkDependencies,
): Promise<void> {
  const current = await ledger.find(id);
  if (current && current.partner.email !== email) await pool.setEmail(sub, current.partner.email);
}

async function applyLink({ link, view }: GoodLink, now: Instant, dependencies: UseLinkDependencies): Promise<UsedLink> {
  const { partnerId } = link.purpose;
  const occasion: Occasion = { by: { kind: 'link', id: link.id }, now };
  const outcome = await changeProfile<LinkOver>(
    { id: partnerId },
    occasion,
    dependencies,
    async (before, circumstances) => {
      // Looked at anew: while we were on the way the link may have been used, or the state of things may have moved.
      if (!(await dependencies.links.find(link.id))) return { kind: 'refused', why: 'used' };
      const { partner } = before;
      const facts = { ...(await linkFacts(link, dependencies)), partner };
      const why = overBecause(link.purpose, facts);
      if (why !== undefined) return { kind: 'refused', why };
      const change = await effectOf(link, facts, occasion, circumstances, dependencies);
      return { kind: 'change', change: { ...change, usedLink: link } };
    },
  );
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'over', why: outcome.why };
    case 'moved':
    case 'unchanged':
      return { kind: 'busy' };
    case 'done':
      return { kind: 'done', view };
  }
}

/** Of a link that is good. */
async function effectOf(
  { purpose }: Link<PartnerLinkPurpose>,
  facts: LinkFacts,
  occasion: Occasion,
  circumstances: Circumstances,
  dependencies: UseLinkDependencies,
): Promise<DecidedChange> {
  const { partner } = facts;
  switch (purpose.kind) {
    case 'freeze-payouts':
      return freezing(partner, occasion, circumstances, dependencies);
    case 'confirm-login-email': {
      const when = { today: circumstances.today, now: occasion.now };
      return takingUpEmail(partner, purpose.email, 'partner', when, dependencies);
    }
    case 'confirm-paypal-address':
      return confirming(facts, circumstances, dependencies);
  }
}

async function confirming(
  { partner, refusedPaypalVersion, coolingDownDays }: LinkFacts,
  { today }: Circumstances,
  { ledger }: UseLinkDependencies,
): Promise<DecidedChange> {
  const before = partner.paypal;
  const isNewLogin = isLoginNew(partner, today, coolingDownDays);
  const paypal = before && withConfirmation(before, today, refusedPaypalVersion, isNewLogin);
  if (!before || !paypal) throw new Error(`partner ${partner.id} has no PayPal address to confirm`);
  // Two partners who enter one address at the same moment do not see each other; whoever confirms later sees both.
  const isFirst = before.confirmedOn === undefined;
  const opensReviews = isFirst ? await sharedAddress(partner.id, before.address, ledger) : [];
  return {
    after: { ...partner, paypal },
    action: 'partner.paypal-confirmed',
    from: { payPalAddress: before },
    to: { payPalAddress: paypal },
    opensReviews,
  };
}
