/** A review as operations see it: with the names that a decision needs. */
import type * as z from 'zod';
import type { reviewOut } from '../../contracts/api/ops-reviews.ts';
import type { Client } from '../../domain/client.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { Review, ReviewKind, Reviews } from '../../ports/reviews.ts';
import { DECISIONS } from './decide-review.ts';

type Shown = z.input<typeof reviewOut>;

export interface ReviewReads {
  readonly reviews: Reviews;
  readonly ledger: PartnerLedger;
  readonly earnings: Pick<EarningsLedger, 'clientFacts'>;
}

export async function listReviews(
  kind: ReviewKind,
  page: { readonly after?: string; readonly limit: number },
  { reviews, ledger, earnings }: ReviewReads,
): Promise<{ readonly items: readonly Shown[]; readonly next?: string }> {
  const found = await reviews.list(kind, page);
  const clientIds = found.flatMap(({ review }) => ('clientId' in review ? [review.clientId] : []));
  const partnerIds = found.flatMap(({ review }) => ('partnerId' in review ? [review.partnerId] : []));
  const [clients, records] = await Promise.all([
    earnings.clientFacts([...new Set(clientIds)]),
    ledger.findMany([...new Set(partnerIds)]),
  ]);
  const partners = new Map(records.map(({ partner }) => [partner.id, partner]));
  const items = found.map(({ review, id }) => show(review, id, clients, partners));
  const last = found.at(-1);
  return found.length === page.limit && last ? { items, next: last.id } : { items };
}

function show(
  review: Review,
  id: string,
  clients: ReadonlyMap<ClientId, Client>,
  partners: ReadonlyMap<PartnerId, Partner>,
): Shown {
  const partnerId = 'partnerId' in review ? review.partnerId : undefined;
  const clientId = 'clientId' in review ? review.clientId : undefined;
  const owner = clientId && clients.get(clientId)?.owner;
  return {
    kind: review.kind,
    id,
    partnerId,
    partnerName: partnerId && partners.get(partnerId)?.name,
    clientId,
    clientName: owner ? owner.name : undefined,
    clientEmail: owner ? owner.email : undefined,
    candidates: candidatesOf(review),
    howHeard: review.kind === 'ambiguous-referrer' ? review.howHeard : undefined,
    answeredOn: review.kind === 'us-source-income' ? review.answeredOn : undefined,
    denied: review.kind === 'denied-claims' ? review.denied : undefined,
    from: review.kind === 'moved-to-us' ? review.from : undefined,
    decisions: [...DECISIONS[review.kind]],
  };
}

function candidatesOf(review: Review): string[] | undefined {
  if (review.kind === 'ambiguous-referrer') return [...review.candidates];
  return review.kind === 'shared-address' ? [...review.others] : undefined;
}
