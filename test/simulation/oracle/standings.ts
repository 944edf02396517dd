/** What stood about a partner at which time, and whether the rules pay them then: read plainly from RULES.md. */
import type { Item } from '../../../shared/ports/table.ts';
import { dayOf } from '../days.ts';
import { isOpenPayout } from './states-watch.ts';

interface Profile {
  readonly country: string;
  readonly thresholdCents?: number;
  readonly hold?: string;
  readonly frozen?: boolean;
  readonly tax: { readonly answers?: unknown };
  readonly paypal?: {
    readonly address: string;
    readonly version: number;
    readonly confirmedOn?: string;
    readonly changed: boolean;
  };
}

export interface Standing {
  readonly since: number;
  readonly profile: Profile | undefined;
  readonly carried: number;
  readonly refusedVersion: number | undefined;
  readonly inFlight: boolean;
}

export interface RunRules {
  readonly friday: number;
  readonly thresholdCents: number;
  readonly coolingDownDays: number;
}

/** In the order in which RULES.md names them; none: the whole balance is paid. */
export function reasonsAgainst(standing: Standing, balance: number, run: RunRules): string[] {
  const { profile, refusedVersion, inFlight } = standing;
  if (!profile) return ['on-hold'];
  const { paypal } = profile;
  const reasons: string[] = [];
  if (balance <= 0 || balance < Math.max(run.thresholdCents, profile.thresholdCents ?? 0))
    reasons.push('below-threshold');
  if (!paypal) reasons.push('no-paypal-address');
  else if (paypal.confirmedOn === undefined) reasons.push('paypal-address-unconfirmed');
  else if (paypal.changed && run.friday - dayOf(paypal.confirmedOn) < run.coolingDownDays)
    reasons.push('paypal-address-cooling-down');
  if (profile.country !== 'US' && profile.tax.answers === undefined) reasons.push('tax-questionnaire-missing');
  if (profile.hold !== undefined || profile.frozen === true) reasons.push('on-hold');
  if (paypal && paypal.version === refusedVersion) reasons.push('paypal-address-refused');
  if (inFlight) reasons.push('payout-in-flight');
  return reasons;
}

/** Nobody claimed it, PayPal would not take it, or the account cannot receive: no further payout goes to this address. */
const refusesReceiver = ({ state, error }: Item): boolean =>
  state === 'returned' || state === 'rejected' || (state === 'failed' && String(error).startsWith('RECEIVER_'));

export class Standings {
  readonly #of = new Map<string, Standing[]>();
  readonly #openPayouts = new Map<string, Set<string>>();

  changed(now: number, after: Item): void {
    if (!after.pk.startsWith('PARTNER#')) return;
    const partner = after.pk.slice('PARTNER#'.length);
    if (after.sk === 'PROFILE') this.#add(partner, { since: now, profile: after.partner as Profile });
    else if (after.sk === 'ACCOUNT')
      this.#add(partner, {
        since: now,
        carried: Number(after.carriedCents),
      });
    else if (after.sk.startsWith('PAYOUT#')) {
      const open = this.#openPayouts.get(partner) ?? new Set();
      this.#openPayouts.set(partner, open);
      if (isOpenPayout(after.state)) open.add(after.sk);
      else open.delete(after.sk);
      const refused = refusesReceiver(after) ? { refusedVersion: Number(after.receiverVersion) } : {};
      this.#add(partner, { since: now, inFlight: open.size > 0, ...refused });
    }
  }

  #add(partner: string, change: Partial<Standing> & { readonly since: number }): void {
    const all = this.#of.get(partner) ?? [];
    this.#of.set(partner, all);
    const before = all.at(-1) ?? {
      since: 0,
      profile: undefined,
      carried: 0,
      refusedVersion: undefined,
      inFlight: false,
    };
    all.push({ ...before, ...change });
  }

  latest(partner: string): Standing {
    return (
      this.#of.get(partner)?.at(-1) ?? {
        since: 0,
        profile: undefined,
        carried: 0,
        refusedVersion: undefined,
        inFlight: false,
      }
    );
  }

  /** Everything that stood at some time from then on, the latest first. */
  since(partner: string, time: number): readonly Standing[] {
    const all = this.#of.get(partner) ?? [];
    const first = all.findLastIndex(({ since }) => since <= time);
    const some = all.slice(Math.max(0, first)).reverse();
    return some.length > 0 ? some : [this.latest(partner)];
  }
}
