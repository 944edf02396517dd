/** Whether what a link is for can still be done, by the state of things as it is now. */
import type { Partner } from '../../domain/partner.ts';
import type { PartnerLinkPurpose } from '../../ports/links.ts';
import type { Login } from '../../ports/logins.ts';

/** Why a link that was good is over. */
export type LinkOver =
  | 'used'
  | 'expired'
  /** The PayPal address is another one by now, or was confirmed again. */
  | 'address-moved'
  | 'address-confirmed'
  | 'frozen-already'
  /** Operations have lifted a freeze since. */
  | 'freeze-lifted'
  /** The log-in e-mail is another one by now, or all sessions were ended since. */
  | 'wish-over'
  /** Another user signs in with the e-mail. */
  | 'email-taken';

export interface LinkFacts {
  readonly partner: Partner;
  readonly refusedPaypalVersion: number | undefined;
  readonly coolingDownDays: number;
  readonly timeZone: string;
  readonly login: Login | undefined;
}

/** Undefined: it is good. */
export function overBecause(
  purpose: PartnerLinkPurpose,
  { partner, refusedPaypalVersion, login }: LinkFacts,
): LinkOver | undefined {
  switch (purpose.kind) {
    case 'confirm-paypal-address': {
      const { paypal } = partner;
      if (paypal?.version !== purpose.addressVersion) return 'address-moved';
      const isOpen = paypal.confirmedOn === undefined || paypal.version === refusedPaypalVersion;
      return isOpen ? undefined : 'address-confirmed';
    }
    case 'freeze-payouts':
      if (partner.frozen) return 'frozen-already';
      return (partner.freezesLifted ?? 0) === purpose.freezesLifted ? undefined : 'freeze-lifted';
    case 'confirm-login-email': {
      // Somebody who threw a thief out must not find the thief's wish come true the day after.
      const isEnded = login === undefined || (login.sessionsValidFrom ?? 0) > purpose.askedAt;
      return isEnded || partner.email !== purpose.from ? 'wish-over' : undefined;
    }
  }
}
