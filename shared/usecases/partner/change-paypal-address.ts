/** Changes where a partner is paid: confirmed by the new mailbox, told to the old one, and not paid until it has cooled down. */
import { comparableEmail } from '../../domain/email-address.ts';
import { holdingFrom, MAX_HELD_EMAILS } from '../../domain/held-emails.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { isLoginNew } from '../../domain/login-change.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import type { Partner, PayPalAddress } from '../../domain/partner.ts';
import { isSameAddress, withAddress } from '../../domain/paypal-address.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { Review } from '../../ports/reviews.ts';
import type { LinkMaker } from '../links/new-link.ts';
import {
  type Circumstances,
  changeProfile,
  type Decision,
  type Occasion,
  type ProfileDependencies,
  type ProfileOutcome,
} from './change-profile.ts';
import { isPasswordFresh, type SessionOfCall } from './password-freshness.ts';
import { ADDRESS_CHANGED, CONFIRMATION_MAILED, confirmationMail, mayMailConfirmation } from './paypal-confirmation.ts';
import { noticesOf } from './paypal-notices.ts';

export type PayPalAddressRefusal =
  | 'password-check-needed'
  | 'too-many-mails'
  | 'too-many-addresses'
  | 'nothing-to-confirm';

export interface PayPalAddressDependencies extends ProfileDependencies, LinkMaker {
  readonly audit: Pick<AuditTrail, 'read'>;
  readonly earnings: Pick<EarningsLedger, 'standing'>;
}

type Outcome = ProfileOutcome<PayPalAddressRefusal>;
type Decided = Decision<PayPalAddressRefusal>;

const refused = (why: PayPalAddressRefusal): Decided => ({ kind: 'refused', why });

export async function changePayPalAddress(
  { id, version, address }: { readonly id: PartnerId; readonly version: number; readonly address: string },
  session: SessionOfCall,
  occasion: Occasion,
  dependencies: PayPalAddressDependencies,
): Promise<Outcome> {
  if (!isPasswordFresh(session, occasion.now)) return { kind: 'refused', why: 'password-check-needed' };
  return changeProfile({ id, version }, occasion, dependencies, async ({ partner }, circumstances) => {
    if (partner.paypal && isSameAddress(partner.paypal.address, address)) {
      const again = await decideResend(partner, occasion, circumstances, dependencies);
      return again.kind === 'refused' && again.why === 'nothing-to-confirm' ? { kind: 'unchanged' } : again;
    }
    return decideChange(partner, address, occasion, circumstances, dependencies);
  });
}

/** For an address that was not confirmed yet, or that PayPal refused since. */
export const resendConfirmation = (
  id: PartnerId,
  occasion: Occasion,
  dependencies: PayPalAddressDependencies,
): Promise<Outcome> =>
  changeProfile({ id }, occasion, dependencies, ({ partner }, circumstances) =>
    decideResend(partner, occasion, circumstances, dependencies),
  );

async function decideChange(
  partner: Partner,
  address: string,
  { now }: Occasion,
  { today, settings }: Circumstances,
  dependencies: PayPalAddressDependencies,
): Promise<Decided> {
  const { ledger } = dependencies;
  const heldEmails = holdingFrom(partner.heldEmails, address, today);
  const isNew = heldEmails !== partner.heldEmails;
  if (isNew && heldEmails.length > MAX_HELD_EMAILS) return refused('too-many-addresses');
  if (!(await mayMailConfirmation(partner.id, now, dependencies))) return refused('too-many-mails');
  const paypal = withAddress(partner.paypal, address, isLoginNew(partner, today, settings.coolingDownDays));
  const coolingDownDays = paypal.changed ? settings.coolingDownDays : 0;
  const [confirmation, notices, shared] = await Promise.all([
    confirmationMail(partner.id, paypal, now, settings.timeZone, dependencies),
    noticesOf(partner, { changedOn: today, newAddress: maskedAddress(address), coolingDownDays }, now, dependencies),
    sharedAddress(partner.id, address, ledger),
  ]);
  return {
    kind: 'change',
    change: {
      after: { ...partner, paypal, heldEmails },
      action: ADDRESS_CHANGED,
      from: { payPalAddress: partner.paypal ?? null },
      to: { payPalAddress: paypal },
      mails: [confirmation.mail, ...notices.map(({ mail }) => mail)],
      newLinks: [confirmation.link, ...notices.map(({ link }) => link)],
      opensReviews: shared,
      // What this mailbox owns as a client is the partner's own from today on.
      ...(isNew ? { refileFrom: today } : {}),
    },
  };
}

/** A review for operations when others use the address, or did. */
export async function sharedAddress(
  partnerId: PartnerId,
  address: string,
  ledger: Pick<PartnerLedger, 'holdersOf'>,
): Promise<readonly Review[]> {
  const others = (await ledger.holdersOf(comparableEmail(address))).filter((holder) => holder !== partnerId);
  return others.length > 0 ? [{ kind: 'shared-address', partnerId, others }] : [];
}

async function decideResend(
  partner: Partner,
  { now }: Occasion,
  { settings }: Circumstances,
  dependencies: PayPalAddressDependencies,
): Promise<Decided> {
  const { paypal } = partner;
  if (!paypal || !(await wantsConfirmation(partner.id, paypal, dependencies))) return refused('nothing-to-confirm');
  if (!(await mayMailConfirmation(partner.id, now, dependencies))) return refused('too-many-mails');
  const { link, mail } = await confirmationMail(partner.id, paypal, now, settings.timeZone, dependencies);
  return {
    kind: 'change',
    change: {
      after: partner,
      action: CONFIRMATION_MAILED,
      to: { addressVersion: paypal.version },
      mails: [mail],
      newLinks: [link],
    },
  };
}

async function wantsConfirmation(
  id: PartnerId,
  { confirmedOn, version }: PayPalAddress,
  { earnings }: PayPalAddressDependencies,
): Promise<boolean> {
  if (confirmedOn === undefined) return true;
  return (await earnings.standing(id))?.account.refusedPaypalVersion === version;
}
