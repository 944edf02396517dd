/** What the rows of the files say, each fact once: by its id, with the line that told it first. */
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import type { Cents } from '../../shared/domain/money/cents.ts';
import type { Movement } from '../../shared/domain/payment.ts';
import type { ProblemList } from './file-problem.ts';

export type EventInput<Type extends BillingEventInput['type']> = Extract<BillingEventInput, { type: Type }>;

interface Fact {
  readonly line: number;
}

export interface PartnerFact extends Fact {
  readonly event: EventInput<'partner'>;
  readonly joinedOn: LocalDay | undefined;
}

export interface ClientFact extends Fact {
  readonly event: EventInput<'client-signed-up'>;
  readonly createdOn: LocalDay | undefined;
  readonly cancellation: { readonly event: EventInput<'cancellation'>; readonly day: LocalDay } | undefined;
}

export interface PaymentFact extends Fact {
  readonly event: EventInput<'payment'>;
  readonly day: LocalDay;
  readonly amount: Cents;
}

export interface MovementFact extends Fact {
  readonly event: EventInput<Movement['kind']>;
  readonly movement: Movement;
}

/** A row with a wrong cell: its id is known, what it says is not. */
const BROKEN = Symbol('broken');

export class FactTable<Kind extends Fact> {
  /** False when rows of the file could not be read: what refers to them is not judged. */
  complete = false;
  readonly #facts = new Map<string, Kind | typeof BROKEN>();
  readonly file: string;
  readonly idColumn: string;
  readonly #contentOf: (fact: Kind) => string;
  readonly #problems: ProblemList;

  constructor(file: string, idColumn: string, contentOf: (fact: Kind) => string, problems: ProblemList) {
    this.file = file;
    this.idColumn = idColumn;
    this.#contentOf = contentOf;
    this.#problems = problems;
  }

  /** A repetition changes nothing; the same id with other content is a problem. */
  add(id: string | undefined, line: number, fact: Kind | undefined): void {
    if (id === undefined) return;
    const first = this.#facts.get(id);
    if (first === undefined) {
      this.#facts.set(id, fact ?? BROKEN);
    } else if (first !== BROKEN && fact && this.#contentOf(first) !== this.#contentOf(fact)) {
      const right = `must be an id of its own: line ${first.line} has it with other content`;
      this.#problems.add({ file: this.file, line, column: this.idColumn, value: id, right });
    }
  }

  get(id: string): Kind | undefined {
    const fact = this.#facts.get(id);
    return fact === BROKEN ? undefined : fact;
  }

  /** True for everything when not all rows could be read. */
  mayHave(id: string): boolean {
    return this.#facts.has(id) || !this.complete;
  }

  *[Symbol.iterator](): IterableIterator<Kind> {
    for (const fact of this.#facts.values()) if (fact !== BROKEN) yield fact;
  }

  get size(): number {
    return this.#facts.size;
  }
}
