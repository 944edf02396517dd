/** What may go wrong, how often in this simulation, and how often it did. */
import type { Chance } from './chance.ts';

export const FAULTS = {
  'crash before a step': 'process',
  'crash after a step': 'process',
  'table busy': 'table',
  'table time-out, nothing written': 'table',
  'table time-out, written': 'table',
  'transaction cancelled in conflict': 'write',
  'single write done and told as refused': 'write',
  'many puts half done': 'putAll',
  'queue did not take it': 'queue',
  'queue took it and did not answer': 'queue',
  'message lost': 'delivery',
  'message delivered twice': 'delivery',
  'message delayed': 'delivery',
  'message deleted too late': 'delivery',
  'worker stalls in a step': 'stall',
  'step given up while it goes on': 'workflow',
  'workflow service does not answer': 'workflow',
  'Friday missed': 'friday',
  'Friday late': 'friday',
  'Friday fired twice': 'friday',
  'run started by hand beside': 'friday',
  'daily rule missed': 'daily',
  'daily rule fired twice': 'daily',
  'webhook lost': 'webhook',
  'webhook sent twice': 'webhook',
  'webhook late': 'webhook',
  'webhook early': 'webhook',
  'webhook forged': 'webhook',
  'billing tells again': 'billing',
  'billing tells late': 'billing',
  'PayPal time-out before it heard': 'paypal',
  'PayPal time-out after it accepted': 'paypal',
  'PayPal accepts after the time-out': 'paypal',
  'PayPal connection reset': 'paypal',
  'PayPal body cut off': 'paypal',
  'PayPal 429': 'paypal',
  'PayPal 500': 'paypal',
  'PayPal 503 without a name': 'paypal',
  'PayPal 401 login refused': 'paypal',
  'PayPal not asked for want of a token': 'paypal',
  'PayPal previous request in progress': 'paypal',
  'PayPal previous request in progress, and accepted': 'paypal',
  'PayPal outage of a day': 'weather',
  'PayPal without funds': 'weather',
  'PayPal takes and does not answer for weeks': 'silence',
  'table busy for one function': 'weather',
  'PayPal duplicate without link': 'answer',
  'PayPal duplicate with link': 'answer',
  'PayPal item invalid': 'answer',
  'PayPal denies the batch': 'fate',
  'PayPal does not find a new batch yet': 'look',
  'PayPal look-up fails': 'look',
  'PayPal look-up lists half': 'look',
  'item failed': 'fate',
  'item unclaimed, then claimed': 'fate',
  'item unclaimed, then returned': 'fate',
  'item unclaimed, then cancelled': 'fate',
  'item refunded': 'fate',
  'item reversed': 'fate',
  'item blocked': 'fate',
  'item on hold': 'fate',
  'item of an unknown word': 'fate',
} as const;

export type Fault = keyof typeof FAULTS;
type FaultOf<Kind> = { [Name in Fault]: (typeof FAULTS)[Name] extends Kind ? Name : never }[Fault];
export type FaultKind = (typeof FAULTS)[Fault];

const NAMES = Object.keys(FAULTS) as Fault[];

/** Of one in so many steps, at the worst. */
const LEVELS: Readonly<Record<string, number>> = {
  process: 0.002,
  table: 0.004,
  write: 0.01,
  putAll: 0.05,
  queue: 0.05,
  delivery: 0.25,
  stall: 0.003,
  workflow: 0.05,
  friday: 0.3,
  daily: 0.05,
  webhook: 0.8,
  billing: 0.3,
  paypal: 0.6,
  look: 0.35,
  weather: 0.06,
  // Rare, or no program would be paid: but only then is a batch older than PayPal's memory.
  silence: 0.0015,
  fate: 0.4,
  answer: 0,
};

export class Faults {
  readonly counts = new Map<Fault, number>();
  /** False towards the end: then everything works, so that what is stuck shows. */
  on = true;
  /** The table is busy for every function whose name begins so. */
  busyFunction: string | undefined;
  readonly #chance: Chance;
  readonly #tables = new Map<FaultKind, { readonly total: number; readonly bounds: readonly [number, Fault][] }>();

  /** Each simulation has a weather of its own: some kinds of trouble never, some often. */
  constructor(chance: Chance) {
    this.#chance = chance;
    const level = chance.pick([0.1, 0.5, 1, 1]);
    const weights = new Map(NAMES.map((name) => [name, chance.happens(0.4) ? 0 : chance.next()]));
    for (const kind of new Set(Object.values(FAULTS))) {
      const own = NAMES.filter((name) => FAULTS[name] === kind);
      const sum = own.reduce((total, name) => total + (weights.get(name) ?? 0), 0);
      const total = (LEVELS[kind] ?? 0) * level * Math.min(1, sum);
      let bound = 0;
      const bounds = own.map((name): [number, Fault] => {
        bound += sum === 0 ? 0 : ((weights.get(name) ?? 0) / sum) * total;
        return [bound, name];
      });
      this.#tables.set(kind, { total: sum === 0 ? 0 : total, bounds });
    }
  }

  /** Perhaps one of a kind, counted. */
  draw<Kind extends FaultKind>(kind: Kind): FaultOf<Kind> | undefined {
    const table = this.#tables.get(kind);
    const drawn = this.#chance.next();
    if (!this.on || !table || drawn >= table.total) return undefined;
    const fault = table.bounds.find(([bound]) => drawn < bound)?.[1];
    if (fault) this.count(fault);
    return fault as FaultOf<Kind> | undefined;
  }

  count(fault: Fault): void {
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
  }
}
