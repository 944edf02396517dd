/** What a link's page tells: whoever has the mail may read it, so that no address stands in it in full. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { isLoginNew } from '../../domain/login-change.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import { coolingDownEnd, withConfirmation } from '../../domain/paypal-address.ts';
import type { PartnerLinkPurpose } from '../../ports/links.ts';
import type { LinkFacts } from './judge-link.ts';

export interface LinkView {
  readonly kind: PartnerLinkPurpose['kind'];
  /** Masked; absent where the link is about none. */
  readonly address?: string;
  /** Of a PayPal address that was changed: the Friday that pays it first, once it is confirmed. */
  readonly paidFrom?: LocalDay;
}

/** @param today the day of the confirmation, for an address that is not confirmed yet. */
export function linkViewOf(purpose: PartnerLinkPurpose, facts: LinkFacts, today: LocalDay): LinkView {
  const { kind } = purpose;
  switch (kind) {
    case 'freeze-payouts':
      return { kind };
    case 'confirm-login-email':
      return { kind, address: maskedAddress(purpose.email) };
    case 'confirm-paypal-address': {
      const { partner, coolingDownDays, refusedPaypalVersion } = facts;
      const { paypal } = partner;
      const isNewLogin = isLoginNew(partner, today, coolingDownDays);
      const confirmed = paypal && (withConfirmation(paypal, today, refusedPaypalVersion, isNewLogin) ?? paypal);
      const { address = '', changed = false, confirmedOn = today } = confirmed ?? {};
      const { until, paidFrom } = coolingDownEnd(confirmedOn, coolingDownDays);
      return { kind, address: maskedAddress(address), ...(changed && until > today ? { paidFrom } : {}) };
    }
  }
}
