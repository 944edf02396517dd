/** What decisions of operations work with, beside what every change does. */
import { adjustments } from '../../shared/adapters/ledger/adjustments.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { connect } from './connect.ts';

export function connectDecisions() {
  const base = connect();
  const { table } = base;
  return {
    ...base,
    intake: intakeLedger(table),
    adjustments: adjustments(table),
    reviews: reviews(table),
    settings: settingsLedger(table),
  };
}

export type DecisionConnections = ReturnType<typeof connectDecisions>;
