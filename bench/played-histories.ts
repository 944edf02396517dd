/** Lets the histories of some partners happen in memory, by the program's own use cases, and says what of the ledger screens read. */
import { CLIENT_PAYMENT_PREFIX, PAYOUT_PREFIX, profileKey } from '../shared/adapters/ledger/keys.ts';
import { addDays, type LocalDay, weekdayOf } from '../shared/domain/calendar/local-day.ts';
import type { WeekEnding } from '../shared/domain/calendar/week.ts';
import { cents } from '../shared/domain/money/cents.ts';
import type { ProgramSettings } from '../shared/domain/program-settings.ts';
import type { Item } from '../shared/ports/table.ts';
import { MemoryProgram } from '../test/support/memory-program.ts';
import type { PartnerHistory, Told } from './partner-history.ts';

/** What questions are made of. */
export interface PlayedPartner extends Pick<PartnerHistory, 'partner' | 'entries' | 'oldClient'> {
  /** The earliest first. */
  readonly payouts: readonly WeekEnding[];
}

export interface Played {
  readonly partners: readonly PlayedPartner[];
  /** All that a partner's route may read of them. */
  readonly items: readonly Item[];
}

/** No cap holds a run: one partner alone is paid more than many programs are. */
const NO_CAPS: ProgramSettings['caps'] = {
  maxRunCents: cents(1e12),
  maxPartnerCents: cents(1e12),
  jumpFactor: 1_000,
  jumpFloorCents: cents(1e12),
};
const EVENTS_A_CALL = 500;
const FRIDAY = 5;

/** Billing tells each week's news, and each Friday has its run. @throws Error when the ledger's sums do not agree. */
export async function playHistories(histories: readonly PartnerHistory[], today: LocalDay): Promise<Played> {
  const told = histories.flatMap((history) => history.told).sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  const [{ on: first } = { on: today }] = told;
  const program = new MemoryProgram().moveTo(first);
  await program.configure({ caps: NO_CAPS, bucketGroups: 1 });
  let next = 0;
  const tellUntil = async (day: LocalDay): Promise<void> => {
    const from = next;
    while ((told[next]?.on ?? '~') <= day) next += 1;
    await tell(program, told.slice(from, next));
  };
  for (let day = addDays(first, (FRIDAY - weekdayOf(first) + 7) % 7); day <= today; day = addDays(day, 7)) {
    program.moveTo(day);
    await tellUntil(day);
    await program.friday(day);
  }
  program.moveTo(today);
  await tellUntil(today);
  return played(histories, program, today);
}

async function tell(program: MemoryProgram, news: readonly Told[]): Promise<void> {
  for (let start = 0; start < news.length; start += EVENTS_A_CALL) {
    const results = await program.tell(...news.slice(start, start + EVENTS_A_CALL).map(({ event }) => event));
    const other = results.find(({ outcome }) => outcome !== 'accepted');
    if (other) throw new Error(`event ${other.id} is ${other.outcome}: ${other.problem ?? ''}`);
  }
}

function played(histories: readonly PartnerHistory[], program: MemoryProgram, today: LocalDay): Played {
  const problems = program.problems();
  if (problems.length > 0) throw new Error(`the ledger's sums do not agree:\n${problems.slice(0, 10).join('\n')}`);
  const items = program.items();
  const entries = items.filter(isEntry);
  for (const { partner, entries: asked } of histories) {
    const own = entries.filter(({ partnerId }) => partnerId === partner);
    const maturing = own.filter(({ earnedOn }) => String(earnedOn) > today);
    if (own.length !== asked || maturing.length !== Math.floor(asked / 10))
      throw new Error(`${partner} has ${own.length} entries, ${maturing.length} of them maturing: asked were ${asked}`);
  }
  const payoutsOf = (history: PartnerHistory): WeekEnding[] =>
    items
      .filter(({ pk, sk }) => pk === profileKey(history.partner).pk && sk.startsWith(PAYOUT_PREFIX))
      .map(({ weekEnding }) => weekEnding as WeekEnding);
  const oldClients = new Set<string>(histories.map(({ oldClient }) => oldClient));
  return {
    partners: histories.map((history) => {
      const { partner, entries: asked, oldClient } = history;
      return { partner, entries: asked, oldClient, payouts: payoutsOf(history) };
    }),
    items: items.filter((item) => isRead(item, oldClients)),
  };
}

const isEntry = ({ pk, sk }: Item): boolean => pk.startsWith('WEEK#') && sk !== '!';

/** Ids of events, markers of weeks, runs, and payments of clients nobody asks about: no partner's route ever reads them. */
function isRead(item: Item, clients: ReadonlySet<string>): boolean {
  const { pk, sk } = item;
  const [kind, id = ''] = pk.split('#');
  if (kind === 'WEEK') return isEntry(item);
  if (kind === 'CLIENT') return clients.has(id) || !sk.startsWith(CLIENT_PAYMENT_PREFIX);
  if (kind === 'PAYMENT') return clients.has((item.payment as { clientId: string }).clientId);
  return kind === 'PARTNER' || kind === 'PROGRAM';
}
