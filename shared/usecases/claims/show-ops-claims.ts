/** Claims as operations see them: lists, and one with its evidence and the others for the same client. */

import type * as z from 'zod';
import type { getOpsClaim } from '../../contracts/api/ops-claims.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { Claim } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import type { ClaimId, ClientId, PartnerId } from '../../domain/ids.ts';
import type { ClientDirectory, SignUp } from '../../ports/client-directory.ts';
import { NO_KEYS } from '../../ports/intake-ledger.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { candidatesFor } from './client-meant.ts';
import { clientsOfClaims } from './client-of-claim.ts';
import { type OpsClaim, opsClaim } from './ops-claim.ts';

type ShownInFull = z.input<(typeof getOpsClaim)['answer']['body']>;

export interface ClaimReads extends Pick<ClaimDependencies, 'claims' | 'intake'> {
  readonly directory: ClientDirectory;
  readonly ledger: Pick<PartnerLedger, 'settings' | 'find' | 'findMany'>;
}

export type ClaimFilter = { readonly partnerId?: PartnerId | undefined; readonly clientId?: ClientId | undefined };

export async function listClaims(
  { partnerId, clientId }: ClaimFilter,
  { place, limit }: { readonly place?: string; readonly limit: number },
  now: Instant,
  reads: ClaimReads,
): Promise<{ readonly items: readonly OpsClaim[]; readonly next?: string }> {
  const { claims } = reads;
  // A client has a handful: all of them are one page.
  if (clientId)
    return {
      items: await shown(
        (await claims.ofClient(clientId)).map(({ claim }) => claim),
        now,
        reads,
      ),
    };
  const found = partnerId
    ? await claims.ofPartner(partnerId, { limit, ...(place ? { before: place } : {}) })
    : (await claims.open({ limit, ...(place ? { after: place as ClaimId } : {}) })).map(({ claim }) => ({
        claim,
        place: claim.id,
      }));
  const items = await shown(
    found.map(({ claim }) => claim),
    now,
    reads,
  );
  const last = found.at(-1);
  return found.length === limit && last ? { items, next: last.place } : { items };
}

/** Undefined when there is no such claim. */
export async function showClaim(id: ClaimId, now: Instant, reads: ClaimReads): Promise<ShownInFull | undefined> {
  const { claims, intake, directory } = reads;
  const claim = (await claims.find(id))?.claim;
  if (!claim) return undefined;
  const { clientId } = claim;
  const [of, signUp] = clientId
    ? await Promise.all([claims.ofClient(clientId), directory.signUp(clientId)])
    : [[], undefined];
  const meant = clientId ? [clientId] : await candidatesFor(claim.named, directory);
  const { clients } = await intake.load({ ...NO_KEYS, clients: meant });
  const record = clientId && clients.get(clientId);
  const [self, ...others] = await shown(
    [claim, ...of.map((each) => each.claim).filter((each) => each.id !== id)],
    now,
    reads,
  );
  if (!self) throw new Error(`claim ${id} is not shown`);
  return {
    claim: self,
    ...(record ? { evidence: evidenceOf(record.client, signUp) } : {}),
    others,
    candidates: clientId
      ? []
      : [...clients.values()].map(({ client }) => ({ clientId: client.id, ownerName: client.owner?.name })),
  };
}

async function shown(claims: readonly Claim[], now: Instant, { intake, ledger }: ClaimReads): Promise<OpsClaim[]> {
  const partnerIds = [...new Set(claims.map(({ partnerId }) => partnerId))];
  const [settings, clients, partners] = await Promise.all([
    ledger.settings(),
    clientsOfClaims(claims, intake),
    ledger.findMany(partnerIds),
  ]);
  const names = new Map(partners.map(({ partner }) => [partner.id, partner.name]));
  const today = localDayOf(now, settings.timeZone);
  return claims.map((claim) => ({
    ...opsClaim(claim, { today, client: claim.clientId && clients.get(claim.clientId) }),
    partnerName: names.get(claim.partnerId),
  }));
}

const evidenceOf = ({ owner, since, cancelledOn, referrer, corrections = [] }: Client, signUp: SignUp | undefined) => ({
  ownerName: owner?.name,
  ownerEmail: owner?.email,
  clientSince: since,
  cancelledOn,
  accountCreatedOn: signUp?.accountCreatedOn,
  howHeard: signUp?.howHeard,
  link: signUp?.link,
  creditedBy: signUp?.creditedBy,
  secondaryUsers: [...(signUp?.secondaryUsers ?? [])],
  referrers: [
    ...(referrer ? [{ partnerId: referrer }] : []),
    ...corrections.map(({ from, partner, claimId }) => ({ from, partnerId: partner, claimId })),
  ],
});
