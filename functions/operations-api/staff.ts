/** The function `ops-partners`: everything that operations do beside runs. */
import { apiHandler } from '../api/api-handler.ts';
import { adjustmentEndpoints } from './adjustments.ts';
import { connect } from './connect.ts';
import { partnerEndpoints } from './partners.ts';
import { reviewEndpoints } from './reviews.ts';
import { settingsEndpoints } from './settings.ts';

const connections = connect();

export const handler = apiHandler(
  [
    ...partnerEndpoints(connections),
    ...adjustmentEndpoints(connections),
    ...reviewEndpoints(connections),
    ...settingsEndpoints(connections),
  ],
  connections,
);
