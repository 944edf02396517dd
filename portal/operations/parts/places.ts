/** Where the pages of operations stand: one place for links between them. */
export const RUNS = '/operations';
export const PARTNERS = '/operations/partners';
export const CLAIMS = '/operations/claims';
export const REVIEWS = '/operations/reviews';
export const ADJUSTMENTS = '/operations/adjustments';
export const EXCEPTIONS = '/operations/exceptions';
export const AUDIT = '/operations/audit';
export const SETTINGS = '/operations/settings';

export const partnerPage = (partnerId: string): string => `${PARTNERS}/${encodeURIComponent(partnerId)}`;
export const listPage = (partnerId: string, listId: string): string => `${partnerPage(partnerId)}/lists/${listId}`;
export const claimPage = (claimId: string): string => `${CLAIMS}/${claimId}`;
export const runPage = (weekEnding: string): string => `/operations/runs/${weekEnding}`;

/** A page with its filters: those that are empty are left out. */
export function filtered(page: string, filters: Readonly<Record<string, string | undefined>>): string {
  const kept = Object.entries(filters).filter((each): each is [string, string] => Boolean(each[1]));
  return kept.length === 0 ? page : `${page}?${new URLSearchParams(kept)}`;
}
