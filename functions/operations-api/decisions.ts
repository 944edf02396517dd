/** The function `ops-decisions`: adjustments, reviews, the program's settings and the audit trail. */
import { apiHandler } from '../api/api-handler.ts';
import { adjustmentEndpoints } from './adjustments.ts';
import { connectDecisions } from './connect-decisions.ts';
import { reviewEndpoints } from './reviews.ts';
import { settingsEndpoints } from './settings.ts';

const connections = connectDecisions();

export const handler = apiHandler(
  [...adjustmentEndpoints(connections), ...reviewEndpoints(connections), ...settingsEndpoints(connections)],
  connections,
);
