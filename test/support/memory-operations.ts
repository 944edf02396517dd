/** Operations at a program in memory: what their use cases work with, and what stands in the audit trail. */
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { runNotes } from '../../shared/adapters/ledger/run-notes.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import type { AuditRecord } from '../../shared/ports/audit-trail.ts';
import type { MemoryProgram } from './memory-program.ts';
import { MemoryWorkflow } from './memory-workflow.ts';

export class MemoryOperations {
  readonly program: MemoryProgram;
  readonly workflow: MemoryWorkflow;
  readonly history;
  readonly audit;
  readonly notes;
  readonly records;
  readonly settings;

  constructor(program: MemoryProgram) {
    this.program = program;
    this.workflow = new MemoryWorkflow(program);
    this.history = runHistory(program.table);
    this.audit = auditTrail(program.table);
    this.notes = runNotes(program.table);
    this.records = onceRecords(program.table);
    this.settings = settingsLedger(program.table);
  }

  /** For faults of the ledger's table. */
  get table() {
    return this.program.table;
  }

  async trail(): Promise<AuditRecord[]> {
    return (await this.audit.read({ limit: 100 })).map(({ record }) => record);
  }
}
