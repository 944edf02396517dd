/** The screens' view of the ledger over a table: a key or a page at a time. */
import { bucketOf } from '../../domain/bucket.ts';
import { previousWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import type { ClientId, PartnerId, PaymentId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { RunCalendar } from '../../domain/why/partner-position.ts';
import type { EarningsLedger, EarningsStanding, LedgerEntry, Moment, WeeksPage } from '../../ports/earnings-ledger.ts';
import type { PaymentRecord } from '../../ports/intake-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import type { Item, Query, Table } from '../../ports/table.ts';
import { toAccount } from './account.ts';
import { clientFacts } from './client-facts.ts';
import { correctionsIn } from './corrections.ts';
import { paymentIdsOf, toClient, toPayment } from './intake-ledger.ts';
import {
  ACCOUNT,
  accountKey,
  calendarKey,
  clientKey,
  PARTNER_CLIENT_PREFIX,
  PARTNER_WEEK_PREFIX,
  PAYOUT_EXCEPTION_PREFIX,
  PAYOUT_PREFIX,
  PROFILE,
  partnerClientKey,
  partnerWeekKey,
  paymentKey,
  payoutKey,
  profileKey,
  runKey,
  settingsKey,
  weekPartition,
} from './keys.ts';
import { type ProgramCalendar, toProgram } from './program.ts';
import { toClientTotals, toWeekTotals } from './totals.ts';

export function earningsLedger(table: Table): EarningsLedger {
  const queried = async (query: Query): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const item of table.query(query)) items.push(item);
    return items;
  };
  return {
    standing: (partner) => standing(table, partner),
    moment: async (partner) => momentIn(await table.getMany([profileKey(partner), accountKey(partner)])),
    weeks: async (partner, page = {}) => (await queried(weeksQuery(partner, page))).map(toWeekTotals),
    async clients(partner, { after, limit }) {
      const { pk } = profileKey(partner);
      const start = after && partnerClientKey(partner, after).sk;
      return (await queried({ pk, prefix: PARTNER_CLIENT_PREFIX, after: start, limit })).map(toClientTotals);
    },
    async client(partner, id) {
      const items = await table.getMany([partnerClientKey(partner, id), clientKey(id)]);
      const totals = items.find(({ pk }) => pk === profileKey(partner).pk);
      const facts = toClient(items.find(({ pk }) => pk === clientKey(id).pk));
      return totals && facts && { totals: toClientTotals(totals), client: facts.client };
    },
    clientFacts: clientFacts(table),
    payments: (client) => payments(table, client),
    entriesOfWeek: (partner, week, page = {}) => entriesOfWeek(table, partner, week, page),
    async payouts(partner, { before, limit }) {
      const bound = before && payoutKey(partner, before).sk;
      const { pk } = profileKey(partner);
      return (await queried({ pk, prefix: PAYOUT_PREFIX, before: bound, descending: true, limit })).map(toPayout);
    },
    async payoutsFrom(partner, week, limit) {
      const { pk, sk: after } = payoutKey(partner, previousWeek(week));
      return (await queried({ pk, prefix: PAYOUT_PREFIX, after, limit })).map(toPayout);
    },
    async payoutsWithOperations(partner) {
      const exceptions = await queried({ pk: profileKey(partner).pk, prefix: PAYOUT_EXCEPTION_PREFIX });
      const keys = exceptions.map(({ weekEnding }) => payoutKey(partner, weekEnding as WeekEnding));
      return keys.length > 0 ? (await table.getMany(keys)).map(toPayout) : [];
    },
    async payout(partner, week) {
      const item = await table.get(payoutKey(partner, week));
      return item && toPayout(item);
    },
  };
}

async function standing(table: Table, partner: PartnerId): Promise<EarningsStanding | undefined> {
  const items = await table.getMany([profileKey(partner), accountKey(partner), settingsKey, calendarKey]);
  const find = (sk: string): Item | undefined => items.find((item) => item.sk === sk);
  const profile = find(profileKey(partner).sk);
  if (!profile) return undefined;
  const account = toAccount(find(accountKey(partner).sk));
  const { settings, calendar } = toProgram(items);
  const further = await table.getMany([
    ...(account.lastPayout ? [payoutKey(partner, account.lastPayout)] : []),
    ...(calendar?.lastRun ? [runKey(calendar.lastRun)] : []),
  ]);
  const last = further.find(({ pk }) => pk === profileKey(partner).pk);
  const isHeld = further.some(({ sk, state }) => sk === 'RUN' && state === 'held');
  return {
    moment: momentIn(items),
    partner: profile.partner as Partner,
    version: profile.version as number,
    account,
    settings,
    ...(last ? { lastPayout: toPayout(last) } : {}),
    ...(calendar ? { calendar: runCalendar(calendar, isHeld) } : {}),
  };
}

/** @param items with the partner's profile and account among them, where they exist. */
function momentIn(items: readonly Item[]): Moment {
  const { count, open } = correctionsIn(items.find(({ sk }) => sk === PROFILE));
  const account = toAccount(items.find(({ sk }) => sk === ACCOUNT));
  return { accountVersion: account.version, corrections: count, openCorrections: open };
}

const runCalendar = ({ lastRun, planning }: ProgramCalendar, isHeld: boolean): RunCalendar => ({
  ...(lastRun ? { lastRun } : {}),
  ...(planning ? { planning } : {}),
  ...(lastRun && isHeld ? { held: lastRun } : {}),
});

function weeksQuery(partner: PartnerId, { after, before, ...page }: WeeksPage): Query {
  const at = (week: WeekEnding | undefined): string | undefined => week && partnerWeekKey(partner, week).sk;
  return { pk: profileKey(partner).pk, prefix: PARTNER_WEEK_PREFIX, after: at(after), before: at(before), ...page };
}

async function payments(table: Table, client: ClientId): Promise<PaymentRecord[]> {
  const ids = await paymentIdsOf(table, client);
  const items = new Map((await table.getMany(ids.map(paymentKey))).map((item) => [item.pk, item]));
  return ids.flatMap((id: PaymentId) => toPayment(id, items.get(paymentKey(id).pk)) ?? []);
}

async function* entriesOfWeek(
  table: Table,
  partner: PartnerId,
  week: WeekEnding,
  { after, limit }: { readonly after?: string; readonly limit?: number },
): AsyncIterable<LedgerEntry> {
  const prefix = `${partner}#`;
  const bound = after === undefined ? undefined : `${prefix}${after}`;
  const query = { pk: weekPartition(week, bucketOf(partner)), prefix, after: bound, limit };
  for await (const { pk: _, sk, ...entry } of table.query(query))
    yield { ...(entry as unknown as Omit<LedgerEntry, 'place'>), place: sk.slice(prefix.length) };
}

function toPayout({ pk: _, sk: __, ...payout }: Item): Payout {
  return payout as unknown as Payout;
}
