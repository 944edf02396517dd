/** Every mail that was sent on this machine: nothing leaves it. */
import { randomUUID } from 'node:crypto';
import type { StateDirectory } from '../state-directory.ts';

export interface Mail {
  /** SES's message id. */
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Empty where there is only the other kind of body. */
  readonly text: string;
  readonly html: string;
  /** Program time, in ms since 1970. */
  readonly at: number;
}

const KEPT = 'outbox.jsonl';

export class Outbox {
  readonly #mails: Mail[];
  readonly #now: () => number;
  readonly #state: StateDirectory | undefined;

  constructor(now: () => number, state: StateDirectory | undefined) {
    this.#now = now;
    this.#state = state;
    this.#mails = [...((state?.readLines(KEPT) ?? []) as Mail[])];
  }

  /** The oldest first. */
  get mails(): readonly Mail[] {
    return [...this.#mails];
  }

  put(mail: Omit<Mail, 'id' | 'at'>): Mail {
    const kept = { id: randomUUID(), at: this.#now(), ...mail };
    this.#mails.push(kept);
    this.#state?.append(KEPT, [kept]);
    return kept;
  }
}
