/** The functions that API Gateway calls: whoever called waits for their cold start. */
import { ENDPOINTS, SIGNED_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';

export const API_FUNCTIONS: readonly string[] = [...Object.keys(SIGNED_ENDPOINTS), ...Object.keys(ENDPOINTS)];
