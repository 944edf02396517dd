/** The function `ops-decisions`: adjustments and reviews. */
import { apiHandler } from '../api/api-handler.ts';
import { adjustmentEndpoints } from './adjustments.ts';
import { connectDecisions } from './connect-decisions.ts';
import { reviewEndpoints } from './reviews.ts';

const connections = connectDecisions();

export const handler = apiHandler([...adjustmentEndpoints(connections), ...reviewEndpoints(connections)], connections);
