/** What states of a partner mean, in the words that operations use. */
import type { components } from '../../api/schema.made.ts';

type Partner = components['schemas']['Partner'];

export const HOLD_REASON_WORDS: Readonly<Record<Partner['account']['reasons'][number], string>> = {
  'below-threshold': 'The balance was below the threshold.',
  'no-paypal-address': 'There was no PayPal address.',
  'paypal-address-unconfirmed': 'The PayPal address was not confirmed by e-mail.',
  'paypal-address-cooling-down': 'The PayPal address was changed a short while before.',
  'tax-questionnaire-missing': 'The tax questions were open, or a form was missing.',
  'on-hold': 'The partner was on hold, frozen, or under review.',
  'paypal-address-refused': 'PayPal refused the address.',
  'payout-in-flight': 'An earlier payout was neither paid nor proven not paid.',
};

export const TAX_RESULT_WORDS: Readonly<Record<NonNullable<Partner['tax']['result']>, string>> = {
  'us-person': 'U.S. person: Form W-9 is needed',
  'us-source-income': 'Income from U.S. sources: operations review it',
  'foreign-source': 'Foreign source: Form W-8BEN is needed',
};
