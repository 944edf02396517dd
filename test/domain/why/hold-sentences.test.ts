/** What holds the balance of earlier weeks: each cause in the words that the partner reads, and what to do about it. */
import { expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { whyUnpaid } from '../../../shared/domain/why/why-unpaid.ts';
import { samplePartner, samplePaypal } from '../sample-partner.ts';
import { payout, type Sample, samplePosition } from './sample-position.ts';

const { paypal: _, ...withoutAddress } = samplePartner();
const address = (change: Parameters<typeof samplePaypal>[0]) => samplePartner({ paypal: samplePaypal(change) });
const abroad = (tax: Partner['tax'], more: Partial<Partner> = {}) => samplePartner({ country: 'NZ', tax, ...more });
const answeredOn = localDay('2026-03-01');

const ENOUGH = '$150.00 is on your balance, which is carried on Friday 2026-11-20: ';
it.each<{ why: string; sample: Sample; code: string; words: string; action?: string; expectedOn?: string }>([
  {
    why: 'no address',
    sample: { partner: withoutAddress },
    code: 'no-paypal-address',
    words: 'there is no PayPal address on file.',
    action: 'Add your PayPal address in the settings.',
  },
  {
    why: 'an address that is not confirmed',
    sample: { partner: address({ confirmedOn: undefined }) },
    code: 'paypal-address-unconfirmed',
    words: 'your PayPal address is not confirmed yet.',
    action: 'Confirm your PayPal address with the link in the mail that was sent to it.',
  },
  {
    why: 'an address that cools down',
    sample: { partner: address({ changed: true, confirmedOn: localDay('2026-11-14') }) },
    code: 'paypal-address-cooling-down',
    words:
      'your PayPal address was changed, and since it was confirmed on 2026-11-14 it is paid from 2026-11-21 on. As known today it is paid on Friday 2026-11-27, when it comes to $150.00.',
    expectedOn: '2026-11-27',
  },
  {
    why: 'an address that PayPal refused',
    sample: { account: { refusedPaypalVersion: 1 } },
    code: 'paypal-address-refused',
    words: 'PayPal refused to pay your PayPal address.',
    action: 'Change your PayPal address in the settings, or confirm it again.',
  },
  {
    why: 'tax questions never answered',
    sample: { partner: abroad({ formsOnFile: [] }) },
    code: 'tax-questionnaire-missing',
    words: 'the four tax questions are not answered.',
    action: 'Answer the four tax questions in the settings.',
  },
  {
    why: 'a form that is missing',
    sample: { partner: abroad({ result: 'us-person', answeredOn, formsOnFile: ['W-8BEN'] }) },
    code: 'tax-questionnaire-missing',
    words: 'Form W-9 is needed and not on file.',
    action: 'Send Form W-9 to support.',
  },
  {
    why: 'answers of a year that is over',
    sample: {
      partner: abroad({ result: 'foreign-source', answeredOn: localDay('2025-03-01'), formsOnFile: ['W-8BEN'] }),
    },
    code: 'tax-questionnaire-missing',
    words: 'your answers to the four tax questions count until 2026-01-31.',
    action: 'Answer the four tax questions anew in the settings.',
  },
  {
    why: 'a move to the United States under review',
    sample: { partner: samplePartner({ countryUnderReview: true }) },
    code: 'tax-questionnaire-missing',
    words: 'your move to the United States is not reviewed yet, and the four tax questions are not answered.',
    action: 'Answer the four tax questions in the settings.',
  },
  {
    why: 'answers that operations review',
    sample: { partner: abroad({ result: 'us-source-income', answeredOn, formsOnFile: [] }) },
    code: 'on-hold',
    words: 'operations review your answer that you worked in the United States.',
  },
  {
    why: 'a hold of operations, whose reason is theirs',
    sample: { partner: samplePartner({ hold: 'suspected fraud' }) },
    code: 'on-hold',
    words: 'operations have put your payouts on hold.',
    action: 'Get in touch with support.',
  },
  {
    why: 'frozen, and on hold too',
    sample: { partner: samplePartner({ hold: 'asked', frozen: true }) },
    code: 'on-hold',
    words: 'operations have put your payouts on hold and you froze your payouts.',
    action: 'Get in touch with support.',
  },
  {
    why: 'an earlier payout that is blocked',
    sample: { payouts: [payout('blocked', 20_00)] },
    code: 'payout-in-flight',
    words: 'PayPal blocks your payout of $20.00 of Friday 2026-11-13.',
    action: 'Get in touch with support.',
  },
  {
    why: 'an earlier payout that is unclaimed',
    sample: { payouts: [payout('unclaimed', 20_00)] },
    code: 'payout-in-flight',
    words: 'your payout of $20.00 of Friday 2026-11-13 is not claimed yet.',
    action: 'Claim the earlier payout at PayPal.',
  },
  {
    why: 'a minimum of one’s own that can be lowered',
    sample: { partner: samplePartner({ thresholdCents: cents(250_00) }) },
    code: 'below-threshold',
    words: 'it comes to $150.00 by then, and payouts begin at $250.00.',
    action: "Your own minimum payout is higher than the program's: you can lower it to $100.00 in the settings.",
  },
])('$why', ({ sample, code, words, action, expectedOn }) => {
  const [reason] = whyUnpaid(samplePosition({ carried: 150_00, ...sample })).reasons.filter(
    ({ payout: sent }) => sent === undefined,
  );
  expect(reason).toMatchObject({ code, amountCents: 150_00, also: [] });
  expect(reason?.sentence).toBe(ENOUGH + words);
  expect(reason?.action).toBe(action);
  expect(reason?.expectedOn).toBe(expectedOn);
});
