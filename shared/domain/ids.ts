/** Identities, branded so that one kind is never passed for another. */
declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type PartnerId = Id<'partner'>;
export type ClientId = Id<'client'>;
export type PaymentId = Id<'payment'>;
export type RefundId = Id<'refund'>;
export type EventId = Id<'event'>;
export type ClaimId = Id<'claim'>;
export type ReferralListId = Id<'referral-list'>;

/**
 * What an id may look like: 1 to 64 (a partner's: 40) letters, digits, dots, colons, at-signs, hyphens and underscores.
 * Every allowed character sorts after `#`, which joins ids into sort keys, so that the ledger's order is the order of ids.
 */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$/;

/** Partner ids are part of PayPal's sender item ids, which end at 63 characters. */
export const MAX_PARTNER_ID_LENGTH = 40;

function id<Kind extends string>(what: string, maxLength = 64) {
  return (text: string): Id<Kind> => {
    if (!ID_PATTERN.test(text) || text.length > maxLength) {
      throw new RangeError(`${what} '${text}' is not an id: 1 to ${maxLength} of A-Z a-z 0-9 . _ : @ -`);
    }
    return text as Id<Kind>;
  };
}

export const partnerId = id<'partner'>('partner id', MAX_PARTNER_ID_LENGTH);
export const clientId = id<'client'>('client id');
export const paymentId = id<'payment'>('payment id');
export const refundId = id<'refund'>('refund id');
export const eventId = id<'event'>('event id');
