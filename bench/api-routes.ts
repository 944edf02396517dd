/** What a partner's front end asks, and how much of the ledger each question may read, whatever the partner's history. */
import { toCursor } from '../functions/api/cursor.ts';
import type { PlayedPartner } from './played-histories.ts';

export interface MeasuredRoute {
  readonly title: string;
  readonly path: (partner: PlayedPartner) => string;
  /** `summary`: reads kept sums, as many of them at every size. `page`: reads what it lists, which a denser week holds closer together. */
  readonly kind: 'summary' | 'page';
  /** Of DynamoDB, the log-in's own look-up included. */
  readonly most: { readonly requests: number; readonly readUnits: number };
}

/** Payouts and weeks before it are as far back as the history goes. */
const FAR_BACK = 10;
const longAgo = ({ payouts }: PlayedPartner): string => payouts[FAR_BACK] ?? '';

export const ROUTES: readonly MeasuredRoute[] = [
  {
    title: 'GET /me/earnings',
    path: () => '/me/earnings',
    kind: 'summary',
    most: { requests: 7, readUnits: 20 },
  },
  { title: 'GET /me/why', path: () => '/me/why', kind: 'summary', most: { requests: 6, readUnits: 15 } },
  { title: 'GET /me/clients', path: () => '/me/clients', kind: 'summary', most: { requests: 6, readUnits: 65 } },
  {
    title: 'GET /me/clients/{id}/why',
    path: ({ oldClient }) => `/me/clients/${oldClient}/why`,
    kind: 'summary',
    most: { requests: 11, readUnits: 35 },
  },
  { title: 'GET /me/settings', path: () => '/me/settings', kind: 'summary', most: { requests: 3, readUnits: 10 } },
  { title: 'GET /me/entries', path: () => '/me/entries', kind: 'page', most: { requests: 60, readUnits: 90 } },
  {
    title: 'GET /me/entries, a page long ago',
    path: (partner) => `/me/entries?cursor=${toCursor({ weekEnding: longAgo(partner), place: '~' })}`,
    kind: 'page',
    most: { requests: 60, readUnits: 90 },
  },
  {
    title: 'GET /me/entries of one client',
    path: ({ oldClient }) => `/me/entries?clientId=${oldClient}`,
    kind: 'summary',
    most: { requests: 8, readUnits: 30 },
  },
  {
    title: 'GET /me/entries, adjustments only',
    path: () => '/me/entries?kind=adjustment&limit=10',
    kind: 'page',
    most: { requests: 60, readUnits: 90 },
  },
  { title: 'GET /me/payouts', path: () => '/me/payouts', kind: 'summary', most: { requests: 2, readUnits: 8 } },
  {
    title: 'GET /me/payouts/{week}, the last',
    path: ({ payouts }) => `/me/payouts/${payouts.at(-1)}`,
    kind: 'page',
    most: { requests: 9, readUnits: 80 },
  },
  {
    title: 'GET /me/payouts/{week}, long ago',
    path: (partner) => `/me/payouts/${longAgo(partner)}`,
    kind: 'page',
    most: { requests: 9, readUnits: 80 },
  },
];
