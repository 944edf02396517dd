/** Where a partner does what a reason asks for, or sees what it is about. */
import { SETTINGS_PAGE } from '../../shared/contracts/partner-center.ts';
import type { components } from '../api/schema.made.ts';

type Reason = components['schemas']['Reason'];
type Aside = components['schemas']['Aside'];

export interface ReasonLink {
  readonly href: string;
  readonly title: string;
}

const SETTINGS: ReasonLink = { href: SETTINGS_PAGE, title: 'Go to your settings' };

const OF_REASON: Partial<Readonly<Record<Reason['code'], ReasonLink>>> = {
  'no-paypal-address': SETTINGS,
  'paypal-address-unconfirmed': SETTINGS,
  'paypal-address-cooling-down': SETTINGS,
  'paypal-address-refused': SETTINGS,
  'on-hold': SETTINGS,
  'tax-questionnaire-missing': { href: `${SETTINGS_PAGE}/tax`, title: 'Go to the tax questionnaire' },
  'payout-in-flight': { href: '/payouts?place=in-flight', title: 'See what is on its way' },
  maturing: { href: '/clients?standing=maturing', title: 'See which clients mature' },
  'negative-balance': { href: '/entries?kind=adjustment', title: 'See the adjustments' },
};

export const linkOfReason = ({ code, payout }: Pick<Reason, 'code' | 'payout'>): ReasonLink | undefined =>
  payout === undefined ? OF_REASON[code] : { href: `/payouts/${payout}`, title: 'See this payout' };

const OF_ASIDE: Readonly<Record<NonNullable<Aside['code']>, ReasonLink>> = {
  'self-referral': { href: '/clients?standing=self-referral', title: 'See which clients' },
  'cancelled-before-maturity': { href: '/clients?standing=void-cancelled', title: 'See which clients' },
  'referrer-corrected': { href: '/referrals', title: 'Go to your claims' },
  'self-referral-review': { href: '/clients?standing=self-referral-review', title: 'See which clients' },
};

export const linkOfAside = ({ standing, code }: Pick<Aside, 'standing' | 'code'>): ReasonLink =>
  code ? OF_ASIDE[code] : { href: `/entries?standing=${standing}`, title: 'See these entries' };
