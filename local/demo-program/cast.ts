/** The demo program's partners: what each of them is there to show. */
import { type PartnerId, partnerId } from '../../shared/domain/ids.ts';
import type { BasisPoints } from '../../shared/domain/money/commission.ts';

/** On the last Friday; the reason that holds a payout back is named in the comment. */
export type Role =
  | 'paid'
  /** Paid too: the PayPal address was changed, and has cooled down. */
  | 'cooled-down'
  /** One small client. `below-threshold` */
  | 'small'
  /** Asked for a higher threshold. `below-threshold` */
  | 'patient'
  /** A chargeback after the payout. `below-threshold` */
  | 'in-debt'
  /** All clients are younger than 90 days: nothing is earned yet. */
  | 'new'
  /** `no-paypal-address` */
  | 'no-address'
  /** `paypal-address-unconfirmed` */
  | 'unconfirmed'
  /** `paypal-address-cooling-down` */
  | 'cooling-down'
  /** `tax-questionnaire-missing`: no answers, or no form on file. */
  | 'no-answers'
  | 'no-form'
  /** `on-hold`: by operations, by the partner, or until operations have looked at the answers. */
  | 'held'
  | 'frozen'
  | 'under-review'
  /** The payout of the Friday before failed. `paypal-address-refused` */
  | 'refused'
  /** The payout of the Friday before is not claimed yet. `payout-in-flight` */
  | 'in-flight';

export interface DemoPartner {
  readonly id: PartnerId;
  readonly name: string;
  readonly role: Role;
  readonly country: string;
  /** Absent: the program's. */
  readonly rate?: BasisPoints;
}

export const loginOf = ({ id }: DemoPartner): string => `hello@${id}.example`;
export const paypalOf = ({ id }: DemoPartner): string => `payouts@${id}.example`;

function partner(name: string, role: Role, country = 'US', rate?: BasisPoints): DemoPartner {
  return { id: partnerId(name.toLowerCase().replaceAll(' ', '-')), name, role, country, rate };
}

export const CAST: readonly DemoPartner[] = [
  partner('Alder Studio', 'paid'),
  partner('Ash Consulting', 'paid', 'US', 3_000),
  partner('Aspen Digital', 'small'),
  partner('Beech Agency', 'paid'),
  partner('Birch Media', 'paid'),
  partner('Cedar Works', 'no-address'),
  partner('Cherry Labs', 'paid'),
  partner('Chestnut Partners', 'cooling-down'),
  partner('Cypress Web', 'paid', 'DE'),
  partner('Dogwood Design', 'unconfirmed'),
  partner('Elder Studio', 'paid'),
  partner('Elm Consulting', 'in-flight'),
  partner('Fir Digital', 'small'),
  partner('Ginkgo Agency', 'paid', 'US', 2_000),
  partner('Hawthorn Media', 'held'),
  partner('Hazel Works', 'paid'),
  partner('Holly Labs', 'new'),
  partner('Hornbeam Partners', 'paid', 'CA'),
  partner('Juniper Web', 'refused'),
  partner('Larch Design', 'paid'),
  partner('Laurel Studio', 'no-answers', 'NL'),
  partner('Linden Consulting', 'paid'),
  partner('Locust Digital', 'small'),
  partner('Magnolia Agency', 'paid', 'US', 3_000),
  partner('Maple Media', 'cooled-down'),
  partner('Mulberry Works', 'frozen'),
  partner('Myrtle Labs', 'paid'),
  partner('Oak Partners', 'paid', 'GB'),
  partner('Olive Web', 'no-form', 'IE'),
  partner('Pine Design', 'paid'),
  partner('Poplar Studio', 'patient'),
  partner('Redwood Consulting', 'paid'),
  partner('Rowan Digital', 'in-debt'),
  partner('Sequoia Agency', 'paid'),
  partner('Spruce Media', 'under-review', 'AU'),
  partner('Sycamore Works', 'paid'),
  partner('Walnut Labs', 'small'),
  partner('Willow Partners', 'paid'),
];
