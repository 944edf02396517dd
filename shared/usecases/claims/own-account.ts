/** Whether a claimant claims their own account. */
import { localDay } from '../../domain/calendar/local-day.ts';
import type { Client } from '../../domain/client.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import { confirmedMailboxes } from '../../domain/held-emails.ts';
import { BEGINNING, type Partner } from '../../domain/partner.ts';
import { judgeSelfReferral } from '../../domain/self-referral.ts';

/**
 * Whether the claimant is the owner, by what is certainly theirs. An address that they have only entered is not: to refuse a
 * claim for it would tell whether a stranger's address has an account.
 */
export function isOwnAccount(client: Client, partner: Partner): boolean {
  const { owner, selfReferralDecisions: decisions } = client;
  if (!owner) return false;
  const certain = new Set([
    ...confirmedMailboxes(partner),
    ...(partner.formerEmails ?? []).map(({ address }) => comparableEmail(address)),
  ]);
  const heldEmails = partner.heldEmails.filter(
    ({ address, from }) => from === BEGINNING || certain.has(comparableEmail(address)),
  );
  const decision = Object.hasOwn(decisions, partner.id) ? decisions[partner.id] : undefined;
  const question = { owner, partner: { name: partner.name, heldEmails }, paymentDay: LAST_DAY, decision };
  return judgeSelfReferral(question) === 'self-referral';
}

/** After every day on which an address was taken up. */
const LAST_DAY = localDay('9999-12-31');
