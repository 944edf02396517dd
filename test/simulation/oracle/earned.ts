/** RULES.md in the plainest way: what each partner has earned by which day, as known now. Shares no code with the program. */
import type { BillingEventInput } from '../../../shared/contracts/billing-events.ts';
import { dayOf } from '../days.ts';

interface Movement {
  readonly id: string;
  readonly kind: 'refund' | 'chargeback' | 'chargeback-reversed';
  readonly cents: number;
  readonly day: number;
}
interface Payment {
  readonly id: string;
  readonly client: string;
  readonly cents: number;
  readonly day: number;
  movements: Movement[];
}
interface Correction {
  readonly claim: string;
  readonly partner: string;
  readonly from: number;
}
interface Client {
  referrer?: string | undefined;
  /** Of confirmed claims, in the order of their confirmations. */
  corrections: readonly Correction[];
  ownerName?: string;
  ownerEmail?: string;
  since?: number;
  cancelled?: number;
  readonly payments: Payment[];
}
export interface KnownPartner {
  readonly id: string;
  readonly name: string;
  readonly emails: readonly { readonly address: string; readonly from: number }[];
  readonly rates: readonly { readonly from: number; readonly basisPoints: number }[];
}
interface Line {
  readonly day: number;
  readonly cents: number;
}

export interface ProgramRules {
  readonly maturityDays: number;
}

const PROGRAM_RATE = 2_500;
const centsOf = (amount: string): number => Math.round(Number(amount) * 100);

export class Earned {
  readonly #rules: ProgramRules;
  readonly #partners = new Map<string, KnownPartner>();
  readonly #clients = new Map<string, Client>();
  readonly #payments = new Map<string, Payment>();
  /** Movements whose payment nobody has told of. */
  readonly #waiting = new Map<string, Movement[]>();
  readonly #adjustments: { readonly partner: string; readonly day: number; readonly cents: number }[] = [];
  /** Lines by partner, until something is heard of that partner. */
  readonly #lines = new Map<string, readonly Line[]>();

  constructor(rules: ProgramRules) {
    this.#rules = rules;
  }

  partnerIs(partner: KnownPartner): void {
    this.#partners.set(partner.id, partner);
    this.#lines.delete(partner.id);
  }

  adjusted(partner: string, day: number, cents: number): void {
    this.#adjustments.push({ partner, day, cents });
    this.#lines.delete(partner);
  }

  /** False when the rules refuse it. */
  hear(event: BillingEventInput): boolean {
    if (event.type === 'partner') return true;
    const client = this.#clientOf(event);
    const heard = this.#hear(event, client);
    for (const partner of creditedWith(client)) this.#lines.delete(partner);
    return heard;
  }

  /** A claim is confirmed: payments from a day on earn for the claimant. @returns whose earnings may change */
  claimConfirmed(id: string, correction: Correction): readonly string[] {
    const client = this.#clientWith(id);
    client.corrections = [...client.corrections, correction];
    return this.#corrected(creditedWith(client));
  }

  /** As if it had never been confirmed. @returns whose earnings may change */
  claimTakenBack(id: string, claim: string): readonly string[] {
    const client = this.#clientWith(id);
    const partners = creditedWith(client);
    client.corrections = client.corrections.filter((each) => each.claim !== claim);
    return this.#corrected(partners);
  }

  #corrected(partners: readonly string[]): readonly string[] {
    for (const partner of partners) this.#lines.delete(partner);
    return partners;
  }

  /** Whether a client's owner has the partner's log-in address: the one that nobody can have put in for another. */
  isOwner(client: string, partner: string): boolean {
    const [login] = this.#partners.get(partner)?.emails ?? [];
    return login !== undefined && this.#clients.get(client)?.ownerEmail === login.address;
  }

  /** Whether a refund, chargeback or reversal would be taken, as known now. */
  takes(event: BillingEventInput): boolean {
    if (!('refundId' in event)) return false;
    const payment = this.#payments.get(event.paymentId);
    return payment !== undefined && take({ ...payment }, movementOf(event));
  }

  /** @returns whose earnings an event may change, as known now. */
  creditedBy(event: BillingEventInput): readonly string[] {
    return event.type === 'partner' ? [] : creditedWith(this.#clientOf(event));
  }

  /** @returns everybody who is or was credited with a client. */
  creditedWith(client: string): readonly string[] {
    return creditedWith(this.#clients.get(client));
  }

  #clientOf(event: Exclude<BillingEventInput, { type: 'partner' }>): Client | undefined {
    const id = 'clientId' in event ? event.clientId : this.#payments.get(event.paymentId)?.client;
    return id === undefined ? undefined : this.#clientWith(id);
  }

  #clientWith(id: string): Client {
    let client = this.#clients.get(id);
    if (!client) {
      client = { payments: [], corrections: [] };
      this.#clients.set(id, client);
    }
    return client;
  }

  #hear(event: Exclude<BillingEventInput, { type: 'partner' }>, client: Client | undefined): boolean {
    switch (event.type) {
      case 'client-signed-up':
        if (!client || client.ownerName !== undefined) return false;
        client.referrer = event.referrerId;
        client.ownerName = event.ownerName;
        client.ownerEmail = event.ownerEmail;
        return true;
      case 'cancellation':
        if (client) client.cancelled = Math.min(client.cancelled ?? Number.POSITIVE_INFINITY, dayOf(event.on));
        return true;
      case 'payment': {
        if (!client || this.#payments.has(event.paymentId)) return false;
        const { paymentId: id, clientId } = event;
        const payment: Payment = {
          id,
          client: clientId,
          cents: centsOf(event.amount),
          day: dayOf(event.paidAt),
          movements: [],
        };
        this.#payments.set(id, payment);
        client.payments.push(payment);
        client.since = Math.min(client.since ?? Number.POSITIVE_INFINITY, payment.day);
        for (const movement of inTime(this.#waiting.get(id) ?? [])) take(payment, movement);
        this.#waiting.delete(id);
        return true;
      }
      default: {
        const { paymentId } = event;
        const movement = movementOf(event);
        const payment = this.#payments.get(paymentId);
        if (payment) return take(payment, movement);
        this.#waiting.set(paymentId, [...(this.#waiting.get(paymentId) ?? []), movement]);
        return true;
      }
    }
  }

  /** Cents earned up to a day, the day included. */
  upTo(partner: string, day: number): number {
    let sum = 0;
    for (const line of this.linesOf(partner)) if (line.day <= day) sum += line.cents;
    return sum;
  }

  linesOf(partner: string): readonly Line[] {
    const known = this.#lines.get(partner);
    if (known) return known;
    const lines: Line[] = this.#adjustments.filter((each) => each.partner === partner);
    const profile = this.#partners.get(partner);
    if (profile)
      for (const client of this.#clients.values())
        if (creditedWith(client).includes(partner)) this.#addLines(lines, client, profile);
    this.#lines.set(partner, lines);
    return lines;
  }

  #addLines(lines: Line[], client: Client, partner: KnownPartner): void {
    if (client.since === undefined) return;
    const mature = client.since + this.#rules.maturityDays;
    if (client.cancelled !== undefined && client.cancelled < mature) return;
    for (const payment of client.payments) {
      if (referrerOn(client, payment.day) !== partner.id || isOwn(client, partner, payment.day)) continue;
      const rate = partner.rates.findLast(({ from }) => from <= payment.day)?.basisPoints ?? PROGRAM_RATE;
      const commission = (net: number): number => Math.floor((net * rate + 5_000) / 10_000);
      const earned = Math.max(payment.day, mature);
      lines.push({ day: earned, cents: commission(payment.cents) });
      let net = payment.cents;
      for (const { kind, cents, day } of inTime(payment.movements)) {
        const next = kind === 'chargeback-reversed' ? net + cents : net - cents;
        lines.push({ day: Math.max(earned, day), cents: commission(next) - commission(net) });
        net = next;
      }
    }
  }
}

const creditedWith = (client: Client | undefined): string[] => [
  ...new Set([client?.referrer ?? [], (client?.corrections ?? []).map(({ partner }) => partner)].flat()),
];

/** Of the confirmed claims that reach back to a day the one confirmed last; or the sign-up's. */
const referrerOn = ({ referrer, corrections }: Client, day: number): string | undefined =>
  corrections.findLast(({ from }) => from <= day)?.partner ?? referrer;

type MovementInput = Extract<BillingEventInput, { refundId: string }>;

const movementOf = ({ refundId: id, type: kind, amount, on }: MovementInput): Movement => ({
  ...{ id, kind },
  cents: centsOf(amount),
  day: dayOf(on),
});

/** Void, or held until somebody decides, which nobody does here: it earns nothing. */
function isOwn(client: Client, partner: KnownPartner, day: number): boolean {
  const sameName = client.ownerName === partner.name;
  return sameName || partner.emails.some(({ address, from }) => from <= day && address === client.ownerEmail);
}

const lowers = ({ kind }: Movement): boolean => kind !== 'chargeback-reversed';

const inTime = (movements: readonly Movement[]): Movement[] =>
  [...movements].sort((a, b) => a.day - b.day || Number(lowers(b)) - Number(lowers(a)) || (a.id < b.id ? -1 : 1));

/** Taken if nothing falls below zero at any time: the net by what lowers it, the open chargebacks by what reverses them. */
function take(payment: Payment, movement: Movement): boolean {
  if (payment.movements.some(({ id }) => id === movement.id)) return false;
  const all = inTime([...payment.movements, movement]);
  let [net, open] = [payment.cents, 0];
  for (const each of all) {
    net += lowers(each) ? -each.cents : each.cents;
    if (each.kind === 'chargeback') open += each.cents;
    if (!lowers(each)) open -= each.cents;
    if (lowers(movement) ? net < 0 : open < 0) return false;
  }
  payment.movements = all;
  return true;
}
