/** What is remembered of executions, and the journal that keeps it between starts. */
import type { HistoryEvent as SdkHistoryEvent } from '@aws-sdk/client-sfn';
import type { StateDirectory } from '../state-directory.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Times are program time, in seconds since 1970 as on the wire. */
export type HistoryEvent = Omit<SdkHistoryEvent, 'timestamp' | 'id' | 'previousEventId'> & {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
};

export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly stopDate: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface ExecutionRecord {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly startDate: number;
  readonly events: HistoryEvent[];
  end: ExecutionEnd | undefined;
}

type JournalLine =
  | ({ readonly kind: 'started' } & Omit<ExecutionRecord, 'events' | 'end'>)
  | { readonly kind: 'event'; readonly executionArn: string; readonly event: HistoryEvent }
  | ({ readonly kind: 'ended'; readonly executionArn: string } & ExecutionEnd);

const JOURNAL = 'executions.jsonl';

export class ExecutionRecords {
  readonly #records = new Map<string, ExecutionRecord>();
  readonly #state: StateDirectory | undefined;

  /** Executions that ran when the last process stopped are over: their functions' calls died with it. */
  constructor(state: StateDirectory | undefined, now: number) {
    this.#state = state;
    for (const line of (state?.readLines(JOURNAL) ?? []) as JournalLine[]) this.#apply(line);
    for (const { executionArn, end, events } of this.#records.values()) {
      if (end) continue;
      const cause = 'The embedded cloud stopped while this execution was running';
      const stopDate = now / 1000;
      const id = events.length + 1;
      this.addEvent(executionArn, {
        id,
        previousEventId: id - 1,
        timestamp: stopDate,
        type: 'ExecutionAborted',
        executionAbortedEventDetails: { cause },
      });
      this.end(executionArn, { status: 'ABORTED', stopDate, cause });
    }
  }

  get(executionArn: string): ExecutionRecord | undefined {
    return this.#records.get(executionArn);
  }

  /** Newest first. */
  of(stateMachineArn: string): readonly ExecutionRecord[] {
    return [...this.#records.values()].filter((record) => record.stateMachineArn === stateMachineArn).reverse();
  }

  start(record: Omit<ExecutionRecord, 'events' | 'end'>): ExecutionRecord {
    this.#write({ kind: 'started', ...record });
    const started = this.#records.get(record.executionArn);
    if (!started) throw new Error(`${record.executionArn} was not recorded`);
    return started;
  }

  addEvent(executionArn: string, event: HistoryEvent): void {
    this.#write({ kind: 'event', executionArn, event });
  }

  end(executionArn: string, end: ExecutionEnd): void {
    this.#write({ kind: 'ended', executionArn, ...end });
  }

  #write(line: JournalLine): void {
    this.#state?.append(JOURNAL, [line]);
    this.#apply(line);
  }

  #apply(line: JournalLine): void {
    if (line.kind === 'started') {
      const { kind: _, ...record } = line;
      this.#records.set(line.executionArn, { ...record, events: [], end: undefined });
      return;
    }
    const record = this.#records.get(line.executionArn);
    if (!record) return;
    if (line.kind === 'event') {
      record.events.push(line.event);
      return;
    }
    const { kind: _, executionArn: __, ...end } = line;
    record.end = end;
  }
}
