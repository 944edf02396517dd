/** What a program in memory knows of a partner today, read from its ledger's items without the code that screens read by. */
import { programSettings } from '../../../shared/contracts/program-settings.ts';
import { type LocalDay, localDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import { instant, localDayOf } from '../../../shared/domain/calendar/time-zone.ts';
import { type WeekEnding, weekEndingOf } from '../../../shared/domain/calendar/week.ts';
import type { Client } from '../../../shared/domain/client.ts';
import type { Posting } from '../../../shared/domain/filing.ts';
import { add, cents } from '../../../shared/domain/money/cents.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import type { AccountPosition, PartnerPosition, WeekPosition } from '../../../shared/domain/why/partner-position.ts';
import type { ClientEarnings } from '../../../shared/domain/why/why-client.ts';
import type { Run } from '../../../shared/ports/run-ledger.ts';
import type { MemoryProgram } from '../../support/memory-program.ts';

export interface Entry extends Posting {
  readonly clientId: string;
  readonly paymentId: string;
}

/** Everything that was ever filed for a partner. */
export const entriesOf = (program: MemoryProgram, partner: string): Entry[] =>
  program
    .items()
    .filter(({ pk, partnerId }) => pk.startsWith('WEEK#') && partnerId === partner)
    .map((item) => item as unknown as Entry);

export const todayOf = (program: MemoryProgram): LocalDay => localDayOf(instant(program.time), 'America/Los_Angeles');

/** @param held the run that is held, when one is. */
export function positionOf(program: MemoryProgram, partner: string, held?: Run): PartnerPosition {
  const calendar = program.item('PROGRAM', 'CALENDAR');
  const [lastRun, planning] = [calendar?.lastRun, calendar?.planning];
  const account = { carriedCents: 0, ...program.account(partner) } as unknown as AccountPosition;
  const weeks = Map.groupBy(entriesOf(program, partner), ({ weekEnding }) => weekEnding);
  return {
    partner: program.item(`PARTNER#${partner}`, 'PROFILE')?.partner as Partner,
    today: todayOf(program),
    settings: programSettings(program.item('PROGRAM', 'SETTINGS')?.settings),
    calendar: {
      ...(lastRun === undefined ? {} : { lastRun: lastRun as WeekEnding }),
      ...(planning === undefined ? {} : { planning: planning as WeekEnding }),
      ...(held ? { held: held.weekEnding } : {}),
    },
    account,
    weeks: [...weeks].map(([week, entries]) => weekOf(week, entries)),
    payouts: program.payouts(partner),
  };
}

function weekOf(weekEnding: WeekEnding, entries: readonly Entry[]): WeekPosition {
  const sum = (which: readonly Entry[], of: 'cents' | 'statedCents') => add(...which.map((entry) => entry[of]));
  const weekday = ({ earnedOn }: Entry): number =>
    weekEndingOf(localDay(earnedOn)) < weekEnding ? 0 : weekdayOf(localDay(earnedOn));
  return {
    weekEnding,
    cents: sum(entries, 'cents'),
    centsByWeekday: Array.from({ length: 7 }, (_, day) =>
      sum(
        entries.filter((entry) => weekday(entry) === day),
        'cents',
      ),
    ),
    voidCents: sum(
      entries.filter(({ standing }) => standing === 'void'),
      'statedCents',
    ),
    heldCents: sum(
      entries.filter(({ standing }) => standing === 'held'),
      'statedCents',
    ),
  };
}

export function clientEarningsOf(program: MemoryProgram, partner: string, client: string): ClientEarnings {
  const payments = program
    .items()
    .filter(({ pk, payment }) => pk.startsWith('PAYMENT#') && (payment as { clientId?: string })?.clientId === client);
  return {
    client: program.item(`CLIENT#${client}`, 'PROFILE')?.facts as Client,
    name: client,
    payments: payments.map(({ filed }) => ({ filed: filed as Posting[] })),
    payouts: program.payouts(partner),
  };
}

export const sumOf = (amounts: readonly number[]): number => add(...amounts.map(cents));
