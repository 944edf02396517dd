/** RULES.md once more, in the plainest way: all facts in lists, everything computed anew each Friday. Shares no code with the program. */
import { dayText, type History } from './memory-histories.ts';
import type { Told } from './memory-program.ts';

interface Movement {
  readonly id: string;
  readonly lowers: boolean;
  readonly chargeback: boolean;
  readonly cents: number;
  readonly day: number;
}
interface Payment {
  readonly client: string;
  readonly cents: number;
  readonly day: number;
  movements: Movement[];
}
interface Line {
  readonly day: number;
  readonly cents: number;
}

const DAYS = new Map(Array.from({ length: 1_000 }, (_, day) => [dayText(day), day]));
const dayOf = (text: string): number => DAYS.get(text) ?? Number.NaN;
const centsOf = (text: string): number => Math.round(Number(text) * 100);

export class Oracle {
  readonly #history: History;
  readonly #partners = new Map<string, { readonly rate: number; readonly name: string; readonly email: string }>();
  readonly #clients = new Map<
    string,
    { readonly referrer?: string | undefined; readonly name: string; readonly email: string }
  >();
  readonly #cancelled = new Map<string, number>();
  readonly #payments = new Map<string, Payment>();
  readonly #waiting = new Map<string, Movement[]>();
  readonly #paid = new Map<string, number>();

  constructor(history: History) {
    this.#history = history;
  }

  hear(event: Told): void {
    if (event.type === 'partner')
      this.#partners.set(event.partnerId, {
        rate: event.rateBasisPoints ?? 2_500,
        name: event.name,
        email: event.email,
      });
    else if (event.type === 'client-signed-up')
      this.#clients.set(event.clientId, {
        referrer: event.referrerId,
        name: event.ownerName,
        email: event.ownerEmail,
      });
    else if (event.type === 'cancellation') this.#cancelled.set(event.clientId, dayOf(event.on));
    else if (event.type === 'payment') {
      const payment: Payment = {
        client: event.clientId,
        cents: centsOf(event.amount),
        day: dayOf(event.paidAt),
        movements: [],
      };
      this.#payments.set(event.paymentId, payment);
      for (const movement of inTime(this.#waiting.get(event.paymentId) ?? [])) accept(payment, movement);
    } else {
      const movement: Movement = {
        id: event.refundId,
        lowers: event.type !== 'chargeback-reversed',
        chargeback: event.type !== 'refund',
        cents: centsOf(event.amount),
        day: dayOf(event.on),
      };
      const payment = this.#payments.get(event.paymentId);
      if (payment) accept(payment, movement);
      else this.#waiting.set(event.paymentId, [...(this.#waiting.get(event.paymentId) ?? []), movement]);
    }
  }

  /** What a partner has earned up to a day, as known now. */
  earned(partner: string, upTo: number): number {
    const lines = [...this.#payments.values()].flatMap((payment) => this.#lines(partner, payment));
    return lines.filter(({ day }) => day <= upTo).reduce((sum, { cents }) => sum + cents, 0);
  }

  #lines(partner: string, { client, cents, day, movements }: Payment): Line[] {
    const [known, owner] = [this.#partners.get(partner), this.#clients.get(client)];
    if (!known || owner?.referrer !== partner || owner.email === known.email || owner.name === known.name) return [];
    const since = Math.min(
      ...[...this.#payments.values()].filter((each) => each.client === client).map((each) => each.day),
    );
    const mature = since + this.#history.maturityDays;
    if ((this.#cancelled.get(client) ?? Number.POSITIVE_INFINITY) < mature) return [];
    const commission = (net: number): number => Math.floor((net * known.rate + 5_000) / 10_000);
    const earned = Math.max(day, mature);
    const lines = [{ day: earned, cents: commission(cents) }];
    let net = cents;
    for (const movement of inTime(movements)) {
      const next = movement.lowers ? net - movement.cents : net + movement.cents;
      lines.push({ day: Math.max(earned, movement.day), cents: commission(next) - commission(net) });
      net = next;
    }
    return lines;
  }

  balance(partner: string, upTo: number): number {
    return this.earned(partner, upTo) - (this.#paid.get(partner) ?? 0);
  }

  /** What the run of a Friday pays a partner, and whether PayPal does: in full or not at all. */
  run(partner: string, friday: number): number {
    const balance = this.balance(partner, friday - 6);
    const pays = balance > 0 && balance >= this.#history.thresholdCents;
    if (pays && !this.#history.failing.has(friday)) this.#paid.set(partner, (this.#paid.get(partner) ?? 0) + balance);
    return pays ? balance : 0;
  }
}

const inTime = (movements: readonly Movement[]): Movement[] =>
  [...movements].sort((a, b) => a.day - b.day || Number(b.lowers) - Number(a.lowers) || (a.id < b.id ? -1 : 1));

/** Taken in if nothing falls below zero at any time: the net for what lowers it, the open chargebacks for what reverses them. */
function accept(payment: Payment, movement: Movement): void {
  const all = inTime([...payment.movements, movement]);
  let [net, open] = [payment.cents, 0];
  for (const each of all) {
    net += each.lowers ? -each.cents : each.cents;
    if (each.chargeback) open += each.lowers ? each.cents : -each.cents;
    if ((movement.lowers && net < 0) || (!movement.lowers && open < 0)) return;
  }
  payment.movements = all;
}
