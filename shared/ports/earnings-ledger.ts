/** What screens need of the ledger: kept totals, entries, clients and payouts of one partner. Nothing here sums a history. */
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { Client } from '../domain/client.ts';
import type { Posting } from '../domain/filing.ts';
import type { ClientId, PartnerId, PaymentId } from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import type { Partner } from '../domain/partner.ts';
import type { ProgramSettings } from '../domain/program-settings.ts';
import type { RunCalendar } from '../domain/why/partner-position.ts';
import type { PaymentRecord } from './intake-ledger.ts';
import type { Payout } from './payout.ts';
import type { Account } from './run-ledger.ts';

/** What a partner's entries of one week, or of one client, come to. */
export interface Totals {
  /** What counts into the balance. */
  readonly cents: Cents;
  readonly entries: number;
  /**
   * Stated cents of what is void, and of what is held, as the last entry of each line says. When a line is decided anew they
   * leave the week in which it stood, a closed one too.
   */
  readonly voidCents: Cents;
  readonly heldCents: Cents;
}

export interface WeekTotals extends Totals {
  readonly weekEnding: WeekEnding;
  /** The week's `cents` by earned day: seven, Sunday first. What was earned before the week is with the Sunday. */
  readonly centsByWeekday: readonly Cents[];
  /** Of the entries, those earned before the week: their news came late. */
  readonly lateEntries: number;
}

export interface ClientTotals extends Totals {
  readonly clientId: ClientId;
}

/** An adjustment by operations has no payment and no client, but an id of its own. */
export interface LedgerEntry extends Posting {
  /** Where it stands among the partner's entries of its week: for the next page. */
  readonly place: string;
  readonly paymentId?: PaymentId;
  readonly clientId?: ClientId;
  readonly adjustmentId?: string;
  readonly note?: string;
}

/** What moves a partner's earnings as a whole: whoever reads them in several steps has read one state if it stays the same. */
export interface Moment {
  /** Of the account; 0 before there is one. */
  readonly accountVersion: number;
  /** How often a client's payments began or ended to move to or from the partner. */
  readonly corrections: number;
  /** Of these, those that are filed piece by piece just now: what is read is neither the one state nor the other. */
  readonly openCorrections: number;
}

/** A client's payments are moving to another partner at this moment: what could be read is half of it. Safe to try again. */
export class BeingCorrected extends Error {
  override readonly name = 'BeingCorrected';
}

export interface EarningsStanding {
  readonly moment: Moment;
  readonly partner: Partner;
  /** Of the profile. */
  readonly version: number;
  /** Entries of weeks after its `lastRun` are not folded into it yet. */
  readonly account: Account;
  /** Of the run that paid last; it may have come back since. */
  readonly lastPayout?: Payout;
  readonly settings: ProgramSettings;
  /** Absent before the program's first news. */
  readonly calendar?: RunCalendar;
}

/** A page: `after` and `before` are left out themselves. */
export interface WeeksPage {
  readonly after?: WeekEnding;
  readonly before?: WeekEnding;
  readonly limit?: number;
  /** The latest week first. */
  readonly descending?: true;
}

export interface EarningsLedger {
  /** Undefined when there is no such partner. A fixed number of reads, whatever the history. */
  standing(partner: PartnerId): Promise<EarningsStanding | undefined>;
  /** Whether anything has moved since a standing was read. */
  moment(partner: PartnerId): Promise<Moment>;
  /** Weeks in which something was ever filed; the last of them are weeks to come. The earliest first. */
  weeks(partner: PartnerId, page?: WeeksPage): Promise<WeekTotals[]>;
  /** Every client that ever named the partner as referrer, in the order of ids, those who have not paid yet too. */
  clients(partner: PartnerId, page: { readonly after?: ClientId; readonly limit: number }): Promise<ClientTotals[]>;
  /** Undefined for a client that never was this partner's. The client's referrer may be another one by now. */
  client(
    partner: PartnerId,
    client: ClientId,
  ): Promise<{ readonly totals: ClientTotals; readonly client: Client } | undefined>;
  clientFacts(clients: readonly ClientId[]): Promise<Map<ClientId, Client>>;
  /** All payments of a client that are known, whoever earns from them, in the order of ids. */
  payments(client: ClientId): Promise<PaymentRecord[]>;
  /** In the order of their places, page by page, at constant memory. */
  entriesOfWeek(
    partner: PartnerId,
    week: WeekEnding,
    page?: { readonly after?: string; readonly limit?: number },
  ): AsyncIterable<LedgerEntry>;
  /** The latest first. */
  payouts(partner: PartnerId, page: { readonly before?: WeekEnding; readonly limit: number }): Promise<Payout[]>;
  /** Of this week's run and of later ones, the earliest first, so many at most: whoever looks back reads no more than needed. */
  payoutsFrom(partner: PartnerId, week: WeekEnding, limit: number): Promise<Payout[]>;
  /** Those that operations decide about: sent back by the receiver, or reversed. */
  payoutsWithOperations(partner: PartnerId): Promise<Payout[]>;
  payout(partner: PartnerId, week: WeekEnding): Promise<Payout | undefined>;
}
