/** Which paths of the one origin are the API's: everything below the first part of each endpoint's path. All others are the portal's. */
import type { Endpoint } from '../shared/contracts/api/endpoint.ts';
import { ALL_ENDPOINTS } from '../shared/contracts/api/endpoints.ts';

/** As CloudFront matches paths: `/me/*`, `/docs`. `/claims` alone stays a page of the portal. */
export function apiPathPatterns(endpoints: readonly Pick<Endpoint, 'path'>[] = ALL_ENDPOINTS): readonly string[] {
  const patterns = endpoints.map(({ path }) => path.replace(/^(\/[^/]+)\/.*$/, '$1/*'));
  return [...new Set(patterns)].sort();
}
