/** Who is credited with a client: the partner of the sign-up, and from a day on whoever a confirmed claim names. */
import type { LocalDay } from './calendar/local-day.ts';
import type { Client, ReferrerCorrection } from './client.ts';
import type { ClaimId, PartnerId } from './ids.ts';

type Credited = Pick<Client, 'referrer' | 'corrections'>;

/** The partner credited with payments of a day: of the confirmed claims that reach back to it the one decided last, or the sign-up's. */
export const referrerOn = ({ referrer, corrections = [] }: Credited, day: LocalDay): PartnerId | undefined =>
  corrections.findLast(({ from }) => from <= day)?.partner ?? referrer;

/** The partner credited with what the client pays from now on. */
export const currentReferrer = ({ referrer, corrections = [] }: Credited): PartnerId | undefined =>
  corrections.at(-1)?.partner ?? referrer;

/** Everybody who is or was credited with a payment of the client, each once. */
export const creditedPartners = ({ referrer, corrections = [] }: Credited): PartnerId[] =>
  unique([referrer, ...corrections.map(({ partner }) => partner)]);

/** Those credited with payments of a day or of later ones, each once. */
export const creditedSince = (client: Credited, day: LocalDay): PartnerId[] => {
  const turns = (client.corrections ?? []).map(({ from }) => from).filter((from) => from > day);
  return unique([day, ...turns].map((each) => referrerOn(client, each)));
};

/** The first day whose payments are another's, of a partner who was credited with the client before; undefined for others. */
export function firstDayTaken({ referrer, corrections = [] }: Credited, partner: PartnerId): LocalDay | undefined {
  const lastOwn = corrections.findLastIndex((correction) => correction.partner === partner);
  if (lastOwn < 0 && referrer !== partner) return undefined;
  const taken = corrections.slice(lastOwn + 1).map(({ from }) => from);
  return taken.sort()[0];
}

export function withCorrection(client: Client, correction: Omit<ReferrerCorrection, 'nr'>): Client {
  const nr = (client.confirmedClaims ?? 0) + 1;
  return { ...client, confirmedClaims: nr, corrections: [...(client.corrections ?? []), { ...correction, nr }] };
}

/** As if the claim had never been confirmed: what was decided before it holds again, and what was decided since still does. */
export function withoutCorrection(client: Client, claim: ClaimId): Client {
  const { corrections = [], ...rest } = client;
  const left = corrections.filter(({ claimId }) => claimId !== claim);
  return left.length > 0 ? { ...rest, corrections: left } : rest;
}

const unique = (partners: readonly (PartnerId | undefined)[]): PartnerId[] => [
  ...new Set(partners.filter((partner) => partner !== undefined)),
];
