/** Referral lists of a program in memory: uploaded as the API does it, worked on until the queue is empty. */
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { listedEmails } from '../../shared/adapters/ledger/listed-emails.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { referralLists } from '../../shared/adapters/ledger/referral-lists.ts';
import type { WorkOnListMessage } from '../../shared/contracts/referral-lists.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import { partnerId, type ReferralListId } from '../../shared/domain/ids.ts';
import type { RowOutcome } from '../../shared/domain/referral-list-row.ts';
import type { ReferralList } from '../../shared/ports/referral-lists.ts';
import type { OnceOutcome } from '../../shared/usecases/once.ts';
import { commitList } from '../../shared/usecases/referral-lists/commit-list.ts';
import type { ListCall, ListDependencies } from '../../shared/usecases/referral-lists/list-call.ts';
import type { ReadRow } from '../../shared/usecases/referral-lists/mark-rows.ts';
import { queueOpenLists } from '../../shared/usecases/referral-lists/queue-open-lists.ts';
import { allRows } from '../../shared/usecases/referral-lists/show-rows.ts';
import { uploadList } from '../../shared/usecases/referral-lists/upload-list.ts';
import { type WorkDependencies, workOnList } from '../../shared/usecases/referral-lists/work-on-list.ts';
import { MemoryProgram } from './memory-program.ts';

export class MemoryLists {
  readonly program: MemoryProgram;
  readonly queued: WorkOnListMessage[] = [];
  /** Messages that the worker was given. */
  handled = 0;
  /** The queue takes nothing. */
  queueIsDown = false;
  readonly with;
  #ids: number;

  constructor(program = new MemoryProgram(), ids = 0) {
    this.program = program;
    this.#ids = ids;
    const { table } = program;
    this.with = {
      lists: referralLists(table),
      listed: listedEmails(table),
      directory: clientDirectory(table),
      clients: earningsLedger(table),
      ledger: partnerLedger(table),
      records: onceRecords(table),
      clock: { now: () => instant(program.time) },
      ids: { next: () => this.#next() },
      queue: {
        send: async (messages: readonly WorkOnListMessage[]) => {
          if (this.queueIsDown) throw new Error('the queue is down');
          this.queued.push(...messages);
        },
      },
    } satisfies WorkDependencies & ListDependencies;
  }

  #next(): string {
    this.#ids += 1;
    return `id-${String(this.#ids).padStart(19, '0')}`;
  }

  /** Of its own, with this one's ledger as it stands. */
  async copy(): Promise<MemoryLists> {
    const copied = new MemoryLists(await this.program.copy(), this.#ids);
    copied.queued.push(...this.queued);
    return copied;
  }

  /** For faults of the ledger's table. */
  get table() {
    return this.program.table;
  }

  call(partner: string, request: unknown, key = `key-${this.#next()}`): ListCall {
    const by = { kind: 'partner', id: partner } as const;
    return { partnerId: partnerId(partner), by, now: instant(this.program.time), caller: partner, key, request };
  }

  /** `email` or `email,name` each; the header stands on line 1. */
  upload(partner: string, rows: readonly string[], key?: string): Promise<OnceOutcome<ReferralList>> {
    return uploadList(rows.map(toRow), this.call(partner, rows, key), this.with);
  }

  commit(partner: string, id: ReferralListId, key?: string): Promise<OnceOutcome<ReferralList>> {
    return commitList(id, this.call(partner, id, key), this.with);
  }

  /** The worker, until the queue is empty. */
  async work(): Promise<void> {
    for (let message = this.queued.shift(); message; message = this.queued.shift()) {
      this.handled += 1;
      await workOnList(message, this.with);
    }
  }

  /** What the daily rule does. */
  sweep(): Promise<{ queued: number }> {
    return queueOpenLists(this.with);
  }

  async previewed(partner: string, rows: readonly string[]): Promise<ReferralListId> {
    const { id } = done(await this.upload(partner, rows));
    await this.work();
    return id;
  }

  /** Uploaded, previewed and committed. */
  async committed(partner: string, rows: readonly string[]): Promise<ReferralListId> {
    const id = await this.previewed(partner, rows);
    done(await this.commit(partner, id));
    await this.work();
    return id;
  }

  async list(id: ReferralListId): Promise<ReferralList> {
    const list = await this.with.lists.find(id);
    if (!list) throw new Error(`there is no list ${id}`);
    return list;
  }

  /** The outcome of each row, with what is said of it. */
  async outcomes(id: ReferralListId): Promise<string[]> {
    const rows = await allRows(await this.list(id), this.with.lists);
    return rows.map(({ outcome, detail }) => (detail === undefined ? outcome : `${outcome}: ${detail}`));
  }

  referrerOf(client: string): unknown {
    return (this.program.item(`CLIENT#${client}`, 'PROFILE')?.facts as { referrer?: string } | undefined)?.referrer;
  }
}

function toRow(text: string, place: number): ReadRow {
  const [email = '', name = ''] = text.split(',');
  return { line: place + 2, email, name };
}

/** @throws for a call that was not answered. */
export function done<Answer>(outcome: OnceOutcome<Answer>): Answer {
  if (outcome.kind !== 'done') throw new Error(`the call was not answered: ${JSON.stringify(outcome)}`);
  return outcome.answer;
}

/** Those that are not zero. */
export const counts = (outcomes: Readonly<Record<RowOutcome, number>>): Partial<Record<RowOutcome, number>> =>
  Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0));
