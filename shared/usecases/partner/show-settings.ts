/** A partner's settings as they see them, from one look at the ledger. */
import type { SettingsOut } from '../../contracts/api/settings.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { thresholdOf } from '../../domain/hold-reason.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { BEGINNING } from '../../domain/partner.ts';
import { coolingDownEnd, payPalAddressState } from '../../domain/paypal-address.ts';
import type { EarningsLedger, EarningsStanding } from '../../ports/earnings-ledger.ts';

export interface Versioned<Body> {
  readonly body: Body;
  readonly version: number;
}

/** @throws Error for a partner without a profile. */
export async function showSettings(
  id: PartnerId,
  now: Instant,
  { earnings }: { readonly earnings: Pick<EarningsLedger, 'standing'> },
): Promise<Versioned<SettingsOut>> {
  const standing = await earnings.standing(id);
  if (!standing) throw new Error(`partner ${id} has no profile`);
  const { partner, settings, version } = standing;
  return {
    version,
    body: {
      partnerId: partner.id,
      fullName: partner.name,
      displayName: partner.displayName ?? partner.name,
      email: partner.email,
      country: partner.country,
      countryUnderReview: partner.countryUnderReview === true,
      thresholdCents: partner.thresholdCents ?? null,
      programThresholdCents: settings.thresholdCents,
      paidAtCents: thresholdOf(partner, settings),
      mailPreferences: { payouts: partner.mailPreferences?.payouts ?? false },
      payPalAddress: payPalAddressOf(standing, now),
      ...(partner.hold === undefined ? {} : { hold: partner.hold }),
      frozen: partner.frozen === true,
    },
  };
}

function payPalAddressOf(
  { partner: { paypal }, settings, account }: EarningsStanding,
  now: Instant,
): SettingsOut['payPalAddress'] {
  const { timeZone, coolingDownDays } = settings;
  const today = localDayOf(now, timeZone);
  const state = payPalAddressState(paypal, { today, coolingDownDays, refusedVersion: account.refusedPaypalVersion });
  if (!paypal) return { state };
  const { address, confirmedOn } = paypal;
  if (confirmedOn === undefined || confirmedOn === BEGINNING) return { state, address };
  if (state !== 'cooling-down') return { state, address, confirmedOn };
  const { until, paidFrom } = coolingDownEnd(confirmedOn, coolingDownDays);
  return { state, address, confirmedOn, coolingDownUntil: until, paidFrom };
}
