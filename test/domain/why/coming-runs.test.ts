/** Which run comes first from any day on, and on which Friday: before and after a run, while one plans, after one was missed. */
import { expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { comingRuns } from '../../../shared/domain/why/coming-runs.ts';
import type { PartnerPosition } from '../../../shared/domain/why/partner-position.ts';
import { LAST_RUN, samplePosition } from './sample-position.ts';

const planning = weekEnding('2026-11-14');
const before = { lastRun: LAST_RUN };
function firstOf(position: PartnerPosition, count: number): string[] {
  const first: string[] = [];
  for (const { friday, weekEnding: week } of comingRuns(position)) {
    if (first.push(`${friday} of ${week}`) === count) break;
  }
  return first;
}

it.each([
  { why: 'the day after a week ended', today: '2026-11-15', first: '2026-11-20 of 2026-11-14' },
  { why: 'on the day before', today: '2026-11-19', first: '2026-11-20 of 2026-11-14' },
  { why: 'today, when its run has not been', today: '2026-11-20', first: '2026-11-20 of 2026-11-14' },
  {
    why: 'next week, when today’s run has been',
    today: '2026-11-20',
    calendar: { lastRun: planning },
    account: { lastRun: planning },
    first: '2026-11-27 of 2026-11-21',
  },
  {
    why: 'next week, when today’s run had nothing to change for the partner',
    today: '2026-11-20',
    calendar: { lastRun: planning },
    first: '2026-11-27 of 2026-11-21',
  },
  {
    why: 'on the Saturday on which the week ends',
    today: '2026-11-21',
    calendar: { lastRun: planning },
    first: '2026-11-27 of 2026-11-21',
  },
  {
    why: 'today, while its run plans',
    today: '2026-11-20',
    calendar: { lastRun: planning, planning },
    first: '2026-11-20 of 2026-11-14',
  },
  {
    why: 'next week, where the run that plans has decided',
    today: '2026-11-20',
    calendar: { lastRun: planning, planning },
    account: { lastRun: planning },
    first: '2026-11-27 of 2026-11-21',
  },
  {
    why: 'the next one for a run that stopped while it planned',
    today: '2026-11-22',
    calendar: { lastRun: planning, planning },
    first: '2026-11-27 of 2026-11-14',
  },
  { why: 'the next one after a Friday that was missed', today: '2026-11-21', first: '2026-11-27 of 2026-11-21' },
  {
    why: 'before the program’s first run',
    today: '2026-11-18',
    calendar: {},
    account: { lastRun: undefined },
    first: '2026-11-20 of 2026-11-14',
  },
])('$why', ({ today, calendar = before, account = before, first }) => {
  const position = samplePosition({ today: localDay(today), calendar, account });
  expect(firstOf(position, 1)).toEqual([first]);
});

it('one a week from then on; a run that stopped is finished on the Friday of the next one', () => {
  const stopped = { calendar: { lastRun: planning, planning }, today: localDay('2026-11-22') };
  expect(firstOf(samplePosition(stopped), 3)).toEqual([
    '2026-11-27 of 2026-11-14',
    '2026-11-27 of 2026-11-21',
    '2026-12-04 of 2026-11-28',
  ]);
});
