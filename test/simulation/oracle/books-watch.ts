/** The books of every partner after every change: entries, account, payouts, waiting list and totals agree, and no closed week changes. */
import type { Item } from '../../../shared/ports/table.ts';
import { dayOf } from '../days.ts';

/** In these states a payout is proven not paid: its amount is on the balance again. */
const BACK = new Set(['failed', 'returned', 'canceled', 'denied', 'refused', 'rejected']);

interface Book {
  /** Cents of entries by week ending. */
  readonly weeks: Map<string, number>;
  carried: number;
  folded: number;
  lastRun: string;
  /** Payouts that are not back. */
  out: number;
  waits: boolean;
}

type Sums = Map<string, number>;

export class BooksWatch {
  readonly #books = new Map<string, Book>();
  readonly #closed = new Set<string>();
  /** What totals should be, and what they are, by place and name. */
  readonly #due: Sums = new Map();
  readonly #kept: Sums = new Map();
  readonly #dirty = new Set<string>();
  readonly #dirtyTotals = new Set<string>();
  readonly #problems: string[] = [];

  bookOf(partner: string): Book {
    let book = this.#books.get(partner);
    if (!book) {
      book = { weeks: new Map(), carried: 0, folded: 0, lastRun: '', out: 0, waits: false };
      this.#books.set(partner, book);
    }
    this.#dirty.add(partner);
    return book;
  }

  /** Cents filed for a partner up to a week. */
  filedUpTo(partner: string, week: string): number {
    let sum = 0;
    for (const [each, cents] of this.#books.get(partner)?.weeks ?? []) if (each <= week) sum += cents;
    return sum;
  }

  changed(before: Item | undefined, after: Item | undefined): void {
    const { pk, sk } = (after ?? before) as Item;
    if (pk.startsWith('WEEK#')) this.#weekChanged(pk, sk, before, after);
    else if (pk.startsWith('WAITING#')) this.bookOf(sk).waits = after !== undefined;
    else if (pk.startsWith('PARTNER#')) this.#partnerChanged(pk.slice('PARTNER#'.length), sk, before, after);
  }

  #weekChanged(pk: string, sk: string, before: Item | undefined, after: Item | undefined): void {
    if (sk === '!') {
      if (!after) this.#problems.push(`${pk} was opened again`);
      this.#closed.add(pk);
      return;
    }
    if (this.#closed.has(pk)) this.#problems.push(`${sk} changed in ${pk}, which is closed`);
    for (const [entry, sign] of [
      [before, -1],
      [after, 1],
    ] as const)
      if (entry) this.#count(entry, sign);
  }

  #count(entry: Item, sign: number): void {
    const [partner, week] = [String(entry.partnerId), String(entry.weekEnding)];
    const cents = sign * Number(entry.cents);
    const { weeks } = this.bookOf(partner);
    weeks.set(week, (weeks.get(week) ?? 0) + cents);
    const place = `PARTNER#${partner} WEEK#${week}`;
    const daysLeft = dayOf(week) - dayOf(String(entry.earnedOn));
    this.#owe(place, 'cents', cents);
    this.#owe(place, 'entries', sign);
    this.#owe(place, `on${Math.max(0, 6 - daysLeft)}`, cents);
    if (daysLeft > 6) this.#owe(place, 'late', sign);
    if (entry.clientId === undefined) return;
    this.#owe(`PARTNER#${partner} CLIENT#${entry.clientId}`, 'cents', cents);
    this.#owe(`PARTNER#${partner} CLIENT#${entry.clientId}`, 'entries', sign);
  }

  #owe(place: string, name: string, amount: number): void {
    const key = `${place} ${name}`;
    this.#due.set(key, (this.#due.get(key) ?? 0) + amount);
    this.#dirtyTotals.add(key);
  }

  #partnerChanged(partner: string, sk: string, before: Item | undefined, after: Item | undefined): void {
    if (sk === 'ACCOUNT') {
      const book = this.bookOf(partner);
      const lastRun = String(after?.lastRun ?? '');
      if (lastRun < book.lastRun) this.#problems.push(`the account of ${partner} went back to ${lastRun}`);
      Object.assign(book, { carried: Number(after?.carriedCents), folded: Number(after?.foldedCents), lastRun });
    } else if (sk.startsWith('PAYOUT#')) {
      const out = (payout: Item | undefined): number =>
        payout && !BACK.has(String(payout.state)) ? Number(payout.amountCents) : 0;
      this.bookOf(partner).out += out(after) - out(before);
    } else if (sk.startsWith('WEEK#') || sk.startsWith('CLIENT#')) {
      for (const [name, amount] of Object.entries(after ?? {})) {
        if (!/^(cents|entries|late|on\d)$/.test(name)) continue;
        const key = `PARTNER#${partner} ${sk} ${name}`;
        this.#kept.set(key, Number(amount));
        this.#dirtyTotals.add(key);
      }
    }
  }

  /** What is wrong now that a change is whole: nothing, always. */
  problems(): readonly string[] {
    for (const partner of this.#dirty) {
      const { carried, folded, lastRun, out, waits } = this.#books.get(partner) as Book;
      if (carried + out !== folded)
        this.#problems.push(`${partner}: payouts of ${out} and ${carried} carried are not the ${folded} folded`);
      const filed = this.filedUpTo(partner, lastRun);
      if (filed !== folded) this.#problems.push(`${partner}: ${filed} filed up to ${lastRun}, and ${folded} folded`);
      if (waits !== (carried !== 0)) this.#problems.push(`${partner} carries ${carried} and waits: ${waits}`);
    }
    for (const key of this.#dirtyTotals) {
      const [kept, due] = [this.#kept.get(key) ?? 0, this.#due.get(key) ?? 0];
      if (kept !== due) this.#problems.push(`${key} is ${kept} and should be ${due}`);
    }
    this.#dirty.clear();
    this.#dirtyTotals.clear();
    return this.#problems;
  }
}
