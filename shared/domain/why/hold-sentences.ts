/** Each hold reason in a clause about the balance, and what the partner can do about it. */
import { addDays } from '../calendar/local-day.ts';
import { runFridayOf } from '../calendar/week.ts';
import type { ForecastFriday } from '../forecast.ts';
import { type HoldReason, thresholdOf } from '../hold-reason.ts';
import { toDollars } from '../money/cents.ts';
import { answersCount, FORM_NEEDED, taxHold } from '../tax-standing.ts';
import { type PartnerPosition, payoutInFlight } from './partner-position.ts';

const SUPPORT = 'Get in touch with support.';

/** The end of a sentence that says that the balance is not paid on this Friday. */
export function holdClause(reason: HoldReason, position: PartnerPosition, on: ForecastFriday): string {
  const { partner, settings } = position;
  switch (reason) {
    case 'below-threshold':
      return `it comes to ${toDollars(on.balanceCents)} by then, and payouts begin at ${toDollars(thresholdOf(partner, settings))}`;
    case 'no-paypal-address':
      return 'there is no PayPal address on file';
    case 'paypal-address-unconfirmed':
      return 'your PayPal address is not confirmed yet';
    case 'paypal-address-cooling-down': {
      const confirmedOn = partner.paypal?.confirmedOn;
      return confirmedOn === undefined
        ? 'your PayPal address was changed'
        : `your PayPal address was changed, and since it was confirmed on ${confirmedOn} it is paid from ${addDays(confirmedOn, settings.coolingDownDays)} on`;
    }
    case 'tax-questionnaire-missing':
      return taxClause(position, on);
    case 'on-hold':
      return onHoldClause(position);
    case 'paypal-address-refused':
      return 'PayPal refused to pay your PayPal address';
    case 'payout-in-flight':
      return inFlightClause(position);
  }
}

/** Undefined where only time helps, or somebody else. */
export function holdAction(reason: HoldReason, position: PartnerPosition, on: ForecastFriday): string | undefined {
  const { partner, settings } = position;
  switch (reason) {
    case 'below-threshold':
      return on.balanceCents > 0 && on.balanceCents >= settings.thresholdCents
        ? `Your own minimum payout is higher than the program's: you can lower it to ${toDollars(settings.thresholdCents)} in the settings.`
        : undefined;
    case 'no-paypal-address':
      return 'Add your PayPal address in the settings.';
    case 'paypal-address-unconfirmed':
      return 'Confirm your PayPal address with the link in the mail that was sent to it.';
    case 'paypal-address-cooling-down':
      return undefined;
    case 'tax-questionnaire-missing':
      return taxAction(position, on);
    case 'on-hold':
      return partner.hold !== undefined || partner.frozen ? SUPPORT : undefined;
    case 'paypal-address-refused':
      return 'Change your PayPal address in the settings, or confirm it again.';
    case 'payout-in-flight': {
      const state = payoutInFlight(position)?.state;
      if (state === 'unclaimed') return 'Claim the earlier payout at PayPal.';
      return state === 'blocked' ? SUPPORT : undefined;
    }
  }
}

function taxClause({ partner }: PartnerPosition, on: ForecastFriday): string {
  const { result, answeredOn } = partner.tax;
  const moved = partner.countryUnderReview ? 'your move to the United States is not reviewed yet, and ' : '';
  if (result === undefined || answeredOn === undefined) return `${moved}the four tax questions are not answered`;
  if (!answersCount(answeredOn, runFridayOf(on.weekEnding)))
    return `${moved}your answers to the four tax questions count until ${yearAfter(answeredOn)}-01-31`;
  return result === 'us-source-income'
    ? `${moved}your answers to the four tax questions are reviewed`
    : `${moved}Form ${FORM_NEEDED[result]} is needed and not on file`;
}

function taxAction({ partner, today }: PartnerPosition, on: ForecastFriday): string {
  const { result, answeredOn } = partner.tax;
  if (result === undefined || answeredOn === undefined || result === 'us-source-income')
    return 'Answer the four tax questions in the settings.';
  if (answersCount(answeredOn, runFridayOf(on.weekEnding))) return `Send Form ${FORM_NEEDED[result]} to support.`;
  // Before the year turns, new answers would count no longer than the old ones.
  return today.slice(0, 4) > answeredOn.slice(0, 4)
    ? 'Answer the four tax questions anew in the settings.'
    : `Answer the four tax questions anew in January ${yearAfter(answeredOn)}.`;
}

const yearAfter = (day: string): number => Number(day.slice(0, 4)) + 1;

function onHoldClause({ partner, today }: PartnerPosition): string {
  const causes = [
    ...(partner.hold === undefined ? [] : ['operations have put your payouts on hold']),
    ...(partner.frozen ? ['you froze your payouts'] : []),
    ...(taxHold(partner, today) === 'review'
      ? ['operations review your answer that you worked in the United States']
      : []),
  ];
  return causes.join(' and ');
}

function inFlightClause(position: PartnerPosition): string {
  const payout = payoutInFlight(position);
  if (!payout) return 'an earlier payout is on its way';
  const which = `your payout of ${toDollars(payout.amountCents)} of Friday ${runFridayOf(payout.weekEnding)}`;
  if (payout.state === 'unclaimed') return `${which} is not claimed yet`;
  return payout.state === 'blocked' ? `PayPal blocks ${which}` : `${which} is not settled yet`;
}
