/** Files one payment by its client's facts: what it earns, held against what is filed for it. */
import { creditedPartners, referrerOn } from '../../domain/client-referrer.ts';
import { earningsOf } from '../../domain/earnings.ts';
import { refile } from '../../domain/filing.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type {
  ClientRecord,
  FiledPosting,
  IntakeSnapshot,
  PaymentChange,
  PaymentRecord,
} from '../../ports/intake-ledger.ts';
import type { Review } from '../../ports/reviews.ts';

export interface PaymentFiling {
  readonly record: PaymentChange;
  readonly put: readonly FiledPosting[];
  readonly remove: readonly FiledPosting[];
}

/** With other facts, and nothing filed anew. */
export const asFiled = (record: PaymentRecord): PaymentChange => ({ ...record, filedBefore: record.filed });

/** What a payment earns under its client's facts, held against what is filed for it. */
export function filePayment(
  record: PaymentRecord,
  { client }: ClientRecord,
  snapshot: IntakeSnapshot,
  settings: ProgramSettings,
): PaymentFiling {
  const { payment } = record;
  if (!payment) return { record: asFiled(record), put: [], remove: [] };
  const credited = referrerOn(client, payment.day);
  const { put, remove, filed } = refile(
    earningsOf(payment, client, credited && snapshot.partners.get(credited), settings),
    record.filed,
    snapshot.firstOpenWeek,
  );
  const ofPayment = (postings: readonly FiledPosting['posting'][]): FiledPosting[] =>
    postings.map((posting) => ({ paymentId: payment.id, clientId: client.id, posting }));
  return { record: { ...record, filed, filedBefore: record.filed }, put: ofPayment(put), remove: ofPayment(remove) };
}

/** Commissions that wait for a word on a self-referral: operations see each pair of client and partner once. */
export function selfReferralReviews(put: readonly FiledPosting[]): Review[] {
  const waiting = put.filter(({ posting }) => posting.standing === 'held');
  const pairs = new Map(
    waiting.map(({ clientId, posting: { partnerId } }) => [`${clientId}#${partnerId}`, { clientId, partnerId }]),
  );
  return [...pairs.values()].map((pair) => ({ kind: 'self-referral', ...pair }));
}

/** Whether nobody knows the referrer yet. It is said anew with each change: they may have come since it was said last. */
export const awaitsPartner = (
  { referrer }: Pick<ClientRecord['client'], 'referrer'>,
  { partners }: Pick<IntakeSnapshot, 'partners'>,
): boolean => referrer !== undefined && !partners.has(referrer);

/** Those known of the partners who are credited with a client by any of these records: who sees its payments. */
export const knownCredited = (
  records: readonly Pick<ClientRecord, 'client'>[],
  { partners }: Pick<IntakeSnapshot, 'partners'>,
): PartnerId[] =>
  [...new Set(records.flatMap(({ client }) => creditedPartners(client)))].filter((partner) => partners.has(partner));
