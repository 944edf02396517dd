/** A partner as operations see it. */
import type * as z from 'zod';
import type { partnerLine, partnerOut } from '../../contracts/api/ops-partners.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Account } from '../../ports/run-ledger.ts';

export function showPartner(partner: Partner, account: Account, invited: boolean): z.input<typeof partnerOut> {
  const { id, name, displayName, email, country, joinedOn, rates, paypal, thresholdCents, hold, tax } = partner;
  return {
    partnerId: id,
    name,
    displayName,
    email,
    country,
    countryUnderReview: partner.countryUnderReview === true,
    joinedOn,
    rates: [...rates],
    payPalAddress: paypal && {
      address: paypal.address,
      confirmedOn: paypal.confirmedOn,
      changed: paypal.changed,
    },
    thresholdCents,
    hold,
    frozen: partner.frozen === true,
    tax: {
      result: tax.result,
      answeredOn: tax.answeredOn,
      formsOnFile: [...tax.formsOnFile],
      reviewed: tax.reviewed === true,
    },
    invited,
    account: {
      carriedCents: account.carriedCents,
      lastRun: account.lastRun,
      lastPayout: account.lastPayout,
      reasons: [...account.reasons],
    },
  };
}

export const showPartnerLine = ({
  id,
  name,
  email,
  country,
  hold,
  frozen,
  paypal,
}: Partner): z.input<typeof partnerLine> => ({
  partnerId: id,
  name,
  email,
  country,
  onHold: hold !== undefined,
  frozen: frozen === true,
  hasPayPalAddress: paypal !== undefined,
});
