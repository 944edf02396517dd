/** Joins the end of a run with the ledger: its report, and the audit of its books. */
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { waitingList } from '../../shared/adapters/ledger/waiting-list.ts';
import { auditRun } from '../../shared/usecases/books/audit-run.ts';
import type { ClosingDependencies } from '../../shared/usecases/run/audited-report.ts';
import { raiseAlarm } from '../logging.ts';
import { connectLedger } from './connect-ledger.ts';

export function connectClosing(): ClosingDependencies {
  const table = connectLedger();
  const books = { history: runHistory(table), earnings: earningsLedger(table), waiting: waitingList(table) };
  return { ledger: settlementLedger(table), audit: (week) => auditRun(week, books), alarm: raiseAlarm };
}
