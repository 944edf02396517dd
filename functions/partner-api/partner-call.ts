/** The parts of a partner's call that every change needs. */
import type { Instant } from '../../shared/domain/calendar/time-zone.ts';
import type { AccountCall } from '../../shared/usecases/account/account-call.ts';
import type { Occasion } from '../../shared/usecases/partner/change-profile.ts';
import type { PartnerCaller } from '../api/caller.ts';

interface PartnerCall {
  readonly caller: PartnerCaller;
  readonly now: Instant;
}

export const occasionOf = ({ caller, now }: PartnerCall): Occasion => ({
  by: { kind: 'partner', id: caller.partnerId },
  now,
});

export const accountCallOf = ({
  caller: { partnerId, sub, session, login },
  now,
  wallTime,
  accessToken,
}: PartnerCall & { readonly wallTime: number; readonly accessToken: string }): AccountCall => ({
  partnerId,
  sub,
  session,
  login,
  now,
  wallTime,
  accessToken,
});
