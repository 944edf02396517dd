/** Why the cents that one client brought are not paid: over all clients, and operations' adjustments, they add up to the partner's. */
import type { WeekEnding } from '../calendar/week.ts';
import type { Client } from '../client.ts';
import type { Posting } from '../filing.ts';
import { forecastPayouts } from '../forecast.ts';
import type { Cents } from '../money/cents.ts';
import { clientAsides } from './client-asides.ts';
import { clientParts } from './client-parts.ts';
import { type ClientStanding, clientStanding } from './client-standing.ts';
import type { PartnerPosition, PayoutPosition } from './partner-position.ts';
import { unpaidCentsOf, unpaidParts } from './unpaid-parts.ts';
import { unpaidReasons } from './unpaid-reasons.ts';
import type { Why } from './why-unpaid.ts';

export interface ClientEarnings {
  readonly client: Client;
  /** What the partner knows the client by. */
  readonly name: string;
  /** Every payment of the client, with all that is filed for it: other partners' postings are left out here. */
  readonly payments: readonly { readonly filed: readonly Posting[] }[];
  /** The partner's, paid ones too: every one from the earliest posting's week on to the first that keeps the latest posting. */
  readonly payouts: readonly PayoutPosition[];
}

export interface WhyClient extends Why {
  readonly standing: ClientStanding;
  readonly paidCents: Cents;
}

export function whyClient(position: PartnerPosition, { client, name, payments, payouts }: ClientEarnings): WhyClient {
  const { partner, settings, today } = position;
  const filed = payments.map((payment) => payment.filed.filter(({ partnerId }) => partnerId === partner.id));
  const parts = clientParts(position, filed.flat(), payouts);
  const reasons = unpaidReasons(parts, {
    position,
    forecast: forecastPayouts(position, lastWeekOf(filed.flat())),
    balanceCents: unpaidParts(position).balanceCents,
    client: { name, ...(client.since ? { since: client.since } : {}) },
  });
  return {
    standing: clientStanding({ client, name, partner, settings, today }),
    paidCents: parts.paidCents,
    unpaidCents: unpaidCentsOf(parts),
    reasons,
    asides: clientAsides(filed, name),
  };
}

const lastWeekOf = (postings: readonly Posting[]): WeekEnding | undefined =>
  postings.reduce<WeekEnding | undefined>(
    (last, { weekEnding }) => (last === undefined || weekEnding > last ? weekEnding : last),
    undefined,
  );
