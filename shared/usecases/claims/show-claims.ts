/** A partner's own claims, the latest first. */
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { ClaimsPage } from '../../ports/claims.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { clientsOfClaims } from './client-of-claim.ts';
import { type ShownClaim, shownClaim } from './shown-claim.ts';

export async function showClaims(
  partner: PartnerId,
  page: ClaimsPage,
  now: Instant,
  { claims, intake, ledger }: Pick<ClaimDependencies, 'claims' | 'intake' | 'ledger'>,
): Promise<{ readonly items: readonly ShownClaim[]; readonly next?: string }> {
  const [found, settings] = await Promise.all([claims.ofPartner(partner, page), ledger.settings()]);
  const clients = await clientsOfClaims(
    found.map(({ claim }) => claim),
    intake,
  );
  const today = localDayOf(now, settings.timeZone);
  const items = found.map(({ claim }) => shownClaim(claim, today, claim.clientId && clients.get(claim.clientId)));
  const last = found.at(-1);
  return found.length === page.limit && last ? { items, next: last.place } : { items };
}
