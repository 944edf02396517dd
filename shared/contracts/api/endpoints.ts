/** Which function serves which endpoints: routes, permissions to be called and the document follow from this list. */
import { takeBillingEvents } from './billing.ts';
import { getDocumentPage, getOpenApiDocument } from './document.ts';
import { getClientWhy, getEarnings, getWhy, listClients } from './earnings.ts';
import type { Endpoint } from './endpoint.ts';
import { listEntries } from './entries.ts';
import { getPayout, getPayoutStatement, getYearlyStatement, listPayouts } from './payouts.ts';

export const ENDPOINTS = {
  'partner-earnings': [getEarnings, getWhy, listClients, getClientWhy],
  'partner-entries': [listEntries, listPayouts, getPayout, getYearlyStatement],
  'payout-statement': [getPayoutStatement],
  'api-document': [getOpenApiDocument, getDocumentPage],
} as const satisfies Readonly<Record<string, readonly Endpoint[]>>;

/** All of them, in the order of the document; billing's has a handler of its own. */
export const ALL_ENDPOINTS: readonly Endpoint[] = [
  ...Object.values(ENDPOINTS as Record<string, readonly Endpoint[]>).flat(),
  takeBillingEvents,
];
