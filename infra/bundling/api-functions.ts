/** The functions that API Gateway calls: whoever called waits for their cold start. */
import { ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';

export const API_FUNCTIONS: readonly string[] = ['billing-events', ...Object.keys(ENDPOINTS)];
