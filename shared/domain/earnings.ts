/** What one payment earns its referrer: a commission, and an adjustment for each refund or chargeback. Pure: facts in, lines out. */
import { type LocalDay, later } from './calendar/local-day.ts';
import type { Client } from './client.ts';
import { referrerOn } from './client-referrer.ts';
import { rateOn } from './dated-rate.ts';
import type { PartnerId } from './ids.ts';
import { earnedDay, isVoidByCancellation, maturityDay } from './maturity.ts';
import { type Cents, cents, NOTHING, subtract } from './money/cents.ts';
import { commissionOf } from './money/commission.ts';
import type { Partner } from './partner.ts';
import type { MovementKind, Payment } from './payment.ts';
import { netAfter, orderMovements } from './payment-net.ts';
import type { ProgramSettings } from './program-settings.ts';
import { judgeSelfReferral } from './self-referral.ts';

/** `counts` goes into the balance; `void` never will; `held` waits for operations' word. */
export type Standing = 'counts' | 'void' | 'held';
export type LineReason =
  | 'self-referral'
  | 'self-referral-review'
  | 'cancelled-before-maturity'
  | 'referrer-corrected'
  /** An adjustment that operations made by hand. */
  | 'operations'
  | MovementKind;

export interface EarningsLine {
  /** `!commission`, or the id of the refund or chargeback that this line adjusts for. Unique within payment and partner. */
  readonly lineId: string;
  readonly partnerId: PartnerId;
  readonly kind: 'commission' | 'adjustment';
  readonly earnedOn: LocalDay;
  /** What the line brings while it counts; negative for what lowers the net. */
  readonly statedCents: Cents;
  readonly standing: Standing;
  readonly reason?: LineReason;
}

/** No id begins so: billing may call a refund `commission`. */
export const COMMISSION_LINE = '!commission';

export const countedCents = (line: Pick<EarningsLine, 'standing' | 'statedCents'>): Cents =>
  line.standing === 'counts' ? line.statedCents : NOTHING;

/** No lines where nobody is credited with the payment's day, or too little is known of the client yet. */
export function earningsOf(
  payment: Payment,
  client: Client,
  referrer: Partner | undefined,
  settings: ProgramSettings,
): EarningsLine[] {
  if (!referrer || !client.owner || !client.since || referrer.id !== referrerOn(client, payment.day)) return [];
  const standing = standingOf(payment, client, client.owner, referrer, settings);
  const rate = rateOn(referrer.rates, payment.day, settings.rateBasisPoints);
  const earnedOn = earnedDay(payment.day, maturityDay(client.since, settings.maturityDays));

  const commission = commissionOf(payment.amount, rate);
  const lines: EarningsLine[] = [
    {
      lineId: COMMISSION_LINE,
      partnerId: referrer.id,
      kind: 'commission',
      earnedOn,
      statedCents: commission,
      ...standing,
    },
  ];
  const movements = orderMovements(payment.movements);
  const nets = netAfter(payment.amount, movements);
  let before = commission;
  for (const [place, movement] of movements.entries()) {
    // Rounding the net and taking the difference keeps the sum equal to round(net × rate); rounding each refund would drift.
    const after = commissionOf(nets[place] ?? cents(0), rate);
    lines.push({
      lineId: movement.id,
      partnerId: referrer.id,
      kind: 'adjustment',
      earnedOn: later(movement.day, earnedOn),
      statedCents: subtract(after, before),
      ...(standing.standing === 'counts' ? { standing: 'counts', reason: movement.kind } : standing),
    });
    before = after;
  }
  return lines;
}

function standingOf(
  payment: Payment,
  client: Client,
  owner: NonNullable<Client['owner']>,
  partner: Partner,
  settings: ProgramSettings,
): { standing: Standing; reason?: LineReason } {
  const decisions = client.selfReferralDecisions;
  const decision = Object.hasOwn(decisions, partner.id) ? decisions[partner.id] : undefined;
  const verdict = judgeSelfReferral({ owner, partner, paymentDay: payment.day, decision });
  if (verdict === 'self-referral') return { standing: 'void', reason: 'self-referral' };
  if (isVoidByCancellation(client, settings.maturityDays))
    return { standing: 'void', reason: 'cancelled-before-maturity' };
  if (verdict === 'review') return { standing: 'held', reason: 'self-referral-review' };
  return { standing: 'counts' };
}
