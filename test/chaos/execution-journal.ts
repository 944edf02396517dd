/** Reads from outside, as it grows, the journal of a kept program's executions: which one runs, and where it is. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

export interface RunningExecution {
  readonly executionArn: string;
  /** The state it entered last. */
  readonly state: string;
  /** How many events its history has. */
  readonly events: number;
}

interface Line {
  readonly kind: 'started' | 'event' | 'ended';
  readonly executionArn: string;
  readonly event?: { readonly stateEnteredEventDetails?: { readonly name?: string } };
}

/** What was there before is over: whoever ran it was killed. One journal, therefore, for each life of the stack. */
export class ExecutionJournal {
  readonly #file: string;
  readonly #running = new Map<string, RunningExecution>();
  #read = 0;

  constructor(stateDir: string) {
    this.#file = join(stateDir, 'executions.jsonl');
    this.look();
    this.#running.clear();
  }

  /** The execution that runs now, by all that is on the disk. */
  look(): RunningExecution | undefined {
    for (const line of this.#newLines()) this.#apply(JSON.parse(line) as Line);
    return [...this.#running.values()].at(-1);
  }

  #apply({ kind, executionArn, event }: Line): void {
    if (kind === 'started') this.#running.set(executionArn, { executionArn, state: 'its start', events: 0 });
    if (kind === 'ended') this.#running.delete(executionArn);
    const before = this.#running.get(executionArn);
    if (kind !== 'event' || !before) return;
    const state = event?.stateEnteredEventDetails?.name ?? before.state;
    this.#running.set(executionArn, { executionArn, state, events: before.events + 1 });
  }

  /** Whole lines only: one that a kill tore is cut off by the next start. */
  #newLines(): string[] {
    if (!existsSync(this.#file)) return [];
    const descriptor = openSync(this.#file, 'r');
    try {
      const bytes = Buffer.alloc(fstatSync(descriptor).size - this.#read);
      readSync(descriptor, bytes, 0, bytes.length, this.#read);
      const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
      this.#read += whole.length;
      return whole.toString('utf8').split('\n').filter(Boolean);
    } finally {
      closeSync(descriptor);
    }
  }
}
