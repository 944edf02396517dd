/** Who is credited with a client: the partner of the sign-up, and from a day on whoever a confirmed claim names. */
import type { LocalDay } from './calendar/local-day.ts';
import type { Client } from './client.ts';
import type { PartnerId } from './ids.ts';

type Credited = Pick<Client, 'referrer' | 'corrections'>;

/**
 * The partner credited with payments of a day: the last word that reaches back to it holds. Payments before every
 * correction's first day never change hands.
 */
export const referrerOn = ({ referrer, corrections = [] }: Credited, day: LocalDay): PartnerId | undefined =>
  corrections.findLast(({ from }) => from <= day)?.partner ?? referrer;

/** The partner credited with what the client pays from now on. */
export const currentReferrer = ({ referrer, corrections = [] }: Credited): PartnerId | undefined =>
  corrections.at(-1)?.partner ?? referrer;

/** Everybody who is or was credited with any payment of the client, each once. */
export const creditedPartners = ({ referrer, corrections = [] }: Credited): PartnerId[] => [
  ...new Set([...(referrer ? [referrer] : []), ...corrections.map(({ partner }) => partner)]),
];
