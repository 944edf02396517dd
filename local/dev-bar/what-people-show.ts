/** What each partner of the demo is there to show, in a few words for the development bar. */
import { CAST, type Role } from '../demo-program/cast.ts';

const WORDS: Readonly<Record<Role, string>> = {
  paid: 'paid last Friday',
  'cooled-down': 'changed the PayPal address, paid again',
  small: 'below the minimum payout',
  patient: 'asked for a higher minimum',
  'in-debt': 'owes after a chargeback',
  new: 'nothing earned yet',
  'no-address': 'no PayPal address',
  unconfirmed: 'PayPal address not confirmed',
  'cooling-down': 'new PayPal address cools down',
  'no-answers': 'tax questions not answered',
  'no-form': 'tax form missing',
  held: 'held by operations',
  frozen: 'froze the payouts',
  'under-review': 'tax answers are looked at',
  refused: 'last payout failed',
  'in-flight': 'last payout not claimed yet',
};

const BY_PARTNER: ReadonlyMap<string, string> = new Map(CAST.map(({ id, role }) => [id, WORDS[role]]));

/** Undefined for partners who are not of the demo. */
export const shownBy = (partnerId: string): string | undefined => BY_PARTNER.get(partnerId);
