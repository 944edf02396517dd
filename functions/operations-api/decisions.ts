/** The function `ops-decisions`: adjustments, reviews, the program's settings and the audit trail. */
import { adjustments } from '../../shared/adapters/ledger/adjustments.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { apiHandler } from '../api/api-handler.ts';
import { adjustmentEndpoints } from './adjustments.ts';
import { connect } from './connect.ts';
import { reviewEndpoints } from './reviews.ts';
import { settingsEndpoints } from './settings.ts';

function connectDecisions() {
  const base = connect();
  const { table } = base;
  return {
    ...base,
    adjustments: adjustments(table),
    audit: auditTrail(table),
    reviews: reviews(table),
    settings: settingsLedger(table),
  };
}

export type DecisionConnections = ReturnType<typeof connectDecisions>;

const connections = connectDecisions();

export const handler = apiHandler(
  [...adjustmentEndpoints(connections), ...reviewEndpoints(connections), ...settingsEndpoints(connections)],
  connections,
);
