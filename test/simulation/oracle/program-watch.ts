/** Holds every change of the ledger against the rules, at the moment at which it is made, and every cent that PayPal moves against what was earned. */
import type { BillingEventInput } from '../../../shared/contracts/billing-events.ts';
import { bucketOf } from '../../../shared/domain/bucket.ts';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import type { Item } from '../../../shared/ports/table.ts';
import type { BookedBatch, PayPalBooks } from '../cloud/paypal-books.ts';
import { dayInProgram, dayOf, dayText } from '../days.ts';
import type { World } from '../kernel/world.ts';
import { BooksWatch } from './books-watch.ts';
import { ClaimsWatch } from './claims-watch.ts';
import type { Earned, KnownPartner } from './earned.ts';
import { type PayPalSide, payPalProblems } from './paypal-watch.ts';
import { type RunRules, reasonsAgainst, Standings } from './standings.ts';
import { stateProblems } from './states-watch.ts';

/** The simulation found something that must never be. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export interface WatchRoom {
  readonly world: World;
  readonly earned: Earned;
  readonly books: PayPalBooks;
  readonly payPal: PayPalSide;
  /** Whether an execution of the workflow still runs. */
  readonly isRunning: (owner: string) => boolean;
  readonly eventOf: (id: string) => BillingEventInput | undefined;
  readonly partners: readonly string[];
  /** Every address that a partner ever had. */
  readonly receiversOf: (partner: string) => readonly string[];
  readonly partnerOf: (receiver: string) => string | undefined;
}

interface Row {
  readonly p: string;
  readonly c: number;
  readonly e: number;
  readonly a: number;
  readonly r?: string;
  readonly h?: readonly string[];
}

const weekOf = (pk: string): string => pk.slice(pk.indexOf('#') + 1, pk.indexOf('#') + 11);

export class ProgramWatch {
  readonly ledger = new BooksWatch();
  readonly standings = new Standings();
  readonly claims = new ClaimsWatch();
  readonly #room: WatchRoom;
  readonly #runs = new Map<string, Item>();
  readonly #runMovedAt = new Map<string, number>();
  /** Newest closed week of each bucket. */
  readonly #lastClosed = new Map<number, string>();
  /** The most that a partner had earned when the bucket's weeks were closed for a run. */
  readonly #earnedAtClose = new Map<string, number>();
  readonly #intents = new Set<string>();
  /** Of these, those of which something may be filed. */
  readonly #halves = new Set<string>();
  readonly #awaiting = new Map<string, string>();
  readonly #refilings = new Map<string, number>();
  readonly #heard = new Set<string>();
  /** Counted by whoever asks. */
  adjustmentsAsked = 0;
  #approved = 0;
  #firstWeek = '';

  constructor(room: WatchRoom) {
    this.#room = room;
  }

  changed(before: Item | undefined, after: Item | undefined): void {
    const item = (after ?? before) as Item;
    for (const problem of stateProblems(before, after)) this.#broken(problem);
    for (const problem of payPalProblems(before, after, this.#room.payPal, this.#room.world.now)) this.#broken(problem);
    this.ledger.changed(before, after);
    if (after) this.standings.changed(this.#room.world.now, after);
    const { pk, sk } = item;
    if (pk.startsWith('EVENT#') && !before) this.#hear(pk.slice('EVENT#'.length));
    else if (pk.startsWith('WEEK#')) this.#weekChanged(item);
    else if (pk.startsWith('RUN#') && after) this.#runChanged(before, after);
    else if (pk.startsWith('CLAIM#') && after) this.#claimChanged(after);
    else if (sk === 'CALENDAR') this.#firstWeek = String(item.firstWeek);
    else if (pk === 'OPEN-INTENTS') this.#setIntent(sk, after);
    else if (pk === 'OPEN-REFILINGS') this.#refiled(sk.split('#')[0] ?? '', after ? 1 : -1, before !== undefined);
    else if (sk === 'PROFILE' && pk.startsWith('CLIENT#')) this.#clientChanged(item);
    else if (sk === 'PROFILE' && pk.startsWith('PARTNER#')) this.#partnerChanged(item);
    else if (pk.startsWith('ADJUSTMENT#') && after?.state === 'approved' && before?.state !== 'approved')
      this.#adjusted(after);
  }

  /** A change is whole. */
  settled(): void {
    for (const problem of this.ledger.problems()) this.#broken(problem);
    for (const partner of this.#heard) if (this.#isFiled(partner)) this.#holdFiled(partner);
    this.#heard.clear();
  }

  #broken(problem: string): void {
    this.#room.world.fail(new Broken(problem));
  }

  #hear(id: string): void {
    const event = this.#room.eventOf(id);
    if (!event) return;
    if (!this.#room.earned.hear(event)) this.#broken(`event ${id} was taken in and should be refused`);
    for (const partner of this.#room.earned.creditedBy(event)) this.#heard.add(partner);
  }

  #claimChanged(after: Item): void {
    const { earned, world, partners } = this.#room;
    const { problems, word } = this.claims.changed(after, world.now);
    for (const problem of problems) this.#broken(problem);
    if (!word) return;
    const { client, partner, claim, from, isTakenBack } = word;
    if (!isTakenBack && earned.isOwner(client, partner))
      this.#broken(`${partner} is the owner of ${client}, and claim ${claim} is confirmed`);
    const moved = isTakenBack
      ? earned.claimTakenBack(client, claim)
      : earned.claimConfirmed(client, { claim, partner, from });
    for (const each of moved) this.#heard.add(each);
    if (!partners.includes(partner)) this.#broken(`${partner} claims ${client}, and nobody knows them`);
  }

  #partnerChanged({ partner }: Item): void {
    const { id, name, heldEmails, rates } = partner as {
      readonly id: string;
      readonly name: string;
      readonly heldEmails: readonly { readonly address: string; readonly from: string }[];
      readonly rates: readonly { readonly from: string; readonly basisPoints: number }[];
    };
    const known: KnownPartner = {
      id,
      name,
      emails: heldEmails.map(({ address, from }) => ({ address, from: dayOf(from) })),
      rates: rates.map(({ from, basisPoints }) => ({ from: dayOf(from), basisPoints })),
    };
    this.#room.earned.partnerIs(known);
    this.#heard.add(id);
  }

  #adjusted({ adjustment }: Item): void {
    const { partnerId, cents, decided } = adjustment as {
      readonly partnerId: string;
      readonly cents: number;
      readonly decided: { readonly at: number };
    };
    this.#approved += 1;
    if (this.#approved > this.adjustmentsAsked) this.#broken('more adjustments were approved than anybody asked for');
    this.#room.earned.adjusted(partnerId, dayInProgram(decided.at), cents);
    this.#heard.add(partnerId);
  }

  #clientChanged({ pk, awaitsPartner, facts }: Item): void {
    const client = pk.slice('CLIENT#'.length);
    const { referrer } = facts as { readonly referrer?: string };
    if (awaitsPartner === true && referrer !== undefined) this.#awaiting.set(client, referrer);
    else this.#awaiting.delete(client);
    if (referrer !== undefined) this.#heard.add(referrer);
    for (const partner of this.#room.earned.creditedWith(client)) this.#heard.add(partner);
  }

  /** One that waits for a run has filed nothing yet: the week may close on what was. */
  #setIntent(client: string, intent: Item | undefined): void {
    if (intent) this.#intents.add(client);
    else this.#intents.delete(client);
    if (intent && intent.waitsForRun !== true) this.#halves.add(client);
    else this.#halves.delete(client);
    for (const partner of this.#room.partners) this.#heard.add(partner);
  }

  #refiled(partner: string, by: number, wasThere: boolean): void {
    if (by > 0 && wasThere) return;
    this.#refilings.set(partner, (this.#refilings.get(partner) ?? 0) + by);
    this.#heard.add(partner);
  }

  #weekChanged({ pk, sk, partnerId }: Item): void {
    if (sk !== '!') {
      this.#heard.add(String(partnerId));
      return;
    }
    if (this.#halves.size > 0)
      this.#broken(`${pk} closed while the payments of ${[...this.#halves]} are filed by halves`);
    const [week, bucket] = [weekOf(pk), Number(pk.slice(-2))];
    if (week > (this.#lastClosed.get(bucket) ?? '')) this.#lastClosed.set(bucket, week);
    const newest = this.#lastClosed.get(bucket) ?? week;
    for (const partner of this.#room.partners) {
      if (bucketOf(partner as PartnerId) !== bucket) continue;
      const key = `${partner} ${newest}`;
      const earned = this.#room.earned.upTo(partner, dayOf(newest));
      const known = this.#isFiled(partner) ? earned : Math.max(earned, this.ledger.filedUpTo(partner, newest));
      this.#earnedAtClose.set(key, Math.max(this.#earnedAtClose.get(key) ?? known, known));
    }
  }

  /** Nothing that is known of the partner waits to be filed: no large change is half done. */
  #isFiled(partner: string): boolean {
    return (
      this.#intents.size === 0 &&
      (this.#refilings.get(partner) ?? 0) === 0 &&
      ![...this.#awaiting.values()].includes(partner)
    );
  }

  /** For every open week: what is filed up to it is what is earned up to it. */
  #holdFiled(partner: string): void {
    const closed = this.#lastClosed.get(bucketOf(partner as PartnerId));
    if (!closed && this.#firstWeek === '') return;
    const first = closed ? dayText(dayOf(closed) + 7) : this.#firstWeek;
    const weeks = new Set([first]);
    for (const { day } of this.#room.earned.linesOf(partner)) {
      const week = dayText(day - (day % 7) + 6);
      if (week > first) weeks.add(week);
    }
    for (const week of this.ledger.bookOf(partner).weeks.keys()) if (week > first) weeks.add(week);
    for (const week of weeks) {
      const [filed, earned] = [this.ledger.filedUpTo(partner, week), this.#room.earned.upTo(partner, dayOf(week))];
      if (filed !== earned)
        this.#broken(`${partner}: ${filed} filed up to week ending ${week}, and ${earned} earned as known now`);
    }
  }

  #runChanged(before: Item | undefined, after: Item): void {
    const week = weekOf(after.pk);
    if (after.sk.startsWith('MANIFEST#')) this.#decided(week, after);
    if (after.sk !== 'RUN') return;
    this.#runs.set(week, after);
    if (before && before.owner !== after.owner && this.#room.isRunning(String(before.owner)))
      this.#broken(`run ${week} was taken from ${before.owner}, which still works on it`);
    if (before?.attempt !== after.attempt) this.#runMovedAt.set(week, this.#room.world.now);
    if (after.state !== 'closed' || before?.state === 'closed') return;
    for (const partner of this.#room.partners) {
      const { folded } = this.ledger.bookOf(partner);
      const filed = this.ledger.filedUpTo(partner, week);
      if (folded !== filed) this.#broken(`run ${week} closed, and ${partner} has ${filed} filed and ${folded} folded`);
    }
  }

  #decided(week: string, { rows }: Item): void {
    const run = this.#runs.get(week);
    if (!run) {
      this.#broken(`a manifest of week ${week} without a run`);
      return;
    }
    const settings = run.settings as { readonly thresholdCents: number; readonly coolingDownDays: number };
    const rules: RunRules = { ...settings, friday: dayOf(week) + 6 };
    for (const row of rows as readonly Row[]) {
      const { p: partner, e: entries } = row;
      const due = this.ledger.filedUpTo(partner, week) - this.ledger.bookOf(partner).folded;
      if (entries !== due) this.#broken(`${partner} is decided on ${entries} for ${week}, and ${due} is due`);
      const standings = this.standings.since(partner, this.#runMovedAt.get(week) ?? 0);
      const right = standings.some((standing) => {
        if (row.c !== standing.carried) return false;
        const reasons = reasonsAgainst(standing, row.c + entries, rules);
        return row.a === 0
          ? reasons.join() === (row.h ?? []).join()
          : reasons.length === 0 && row.a === row.c + entries && row.r === standing.profile?.paypal?.address;
      });
      if (right) continue;
      const [latest] = standings;
      const reasons = latest ? reasonsAgainst(latest, latest.carried + entries, rules) : [];
      this.#broken(
        `${partner} is decided wrongly for ${week}: ${JSON.stringify(row)}, and carried ${latest?.carried}, reasons: ${reasons}`,
      );
    }
  }

  /** PayPal took a batch: nobody may have more by it than they had earned when the run closed their weeks. */
  accepted({ senderBatchId, items }: BookedBatch): void {
    const { world, books, partnerOf, receiversOf } = this.#room;
    const [week = ''] = /\d{4}-\d\d-\d\d/.exec(senderBatchId) ?? [];
    const run = this.#runs.get(week);
    if (!run || run.state === 'held') this.#broken(`PayPal was asked for week ${week}, whose run is ${run?.state}`);
    for (const { receiver, cents } of items) {
      const partner = partnerOf(receiver);
      if (partner === undefined) {
        this.#broken(`PayPal was asked to pay ${receiver}, whom nobody knows`);
        continue;
      }
      const moved = receiversOf(partner).reduce((sum, each) => sum + books.moved(each, world.now), 0);
      const earned = this.#earnedAtClose.get(`${partner} ${week}`) ?? 0;
      if (moved > earned) this.#broken(`${partner} is paid ${moved} by ${cents} for ${week}, and earned ${earned}`);
    }
  }

  runs(): ReadonlyMap<string, Item> {
    return this.#runs;
  }
}
