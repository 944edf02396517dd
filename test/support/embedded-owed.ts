/** An independent sum of what each partner is owed week by week, and where the next payout goes: what PayPal must have moved. */
import { addressOf, weeklyCents } from './embedded-weeks.ts';

export class Owed {
  readonly #balances = new Map<string, number>();
  readonly #addresses = new Map<string, string>();
  readonly #partners: readonly string[];

  constructor(partners: readonly string[]) {
    this.#partners = partners;
  }

  /** Another week has ended. */
  earn(): void {
    for (const partner of this.#partners) this.#balances.set(partner, this.balance(partner) + weeklyCents(partner));
  }

  /** Beside the same of every week. */
  earns(partner: string, cents: number): void {
    this.#balances.set(partner, this.balance(partner) + cents);
  }

  moves(partner: string, address: string): void {
    this.#addresses.set(partner, address);
  }

  balance(partner: string): number {
    return this.#balances.get(partner) ?? 0;
  }

  /** The lines that PayPal shows for these payouts, sorted; nothing is owed to these partners any more. */
  pay(partners: readonly string[]): string[] {
    const lines = partners.map(
      (partner) => `${this.#addresses.get(partner) ?? addressOf(partner)} ${this.balance(partner)} SUCCESS`,
    );
    for (const partner of partners) this.#balances.delete(partner);
    return lines.sort();
  }
}
