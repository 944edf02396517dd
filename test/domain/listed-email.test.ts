/** How long a listing counts, and what it becomes when lists follow each other. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { partnerId, type ReferralListId } from '../../shared/domain/ids.ts';
import { countsOn, type Listing, listedAnew } from '../../shared/domain/listed-email.ts';

const partner = partnerId('p1');
const listing = (listId: string, from: string, on = from): Listing => ({
  partner,
  listId: listId as ReferralListId,
  from: localDay(from),
  on: localDay(on),
});

describe('a listing of 2026-01-10, for 90 days', () => {
  it.each([
    { why: 'not the day before', day: '2026-01-09', counts: false },
    { why: 'on its day', day: '2026-01-10', counts: true },
    { why: 'on the 90th day after it', day: '2026-04-10', counts: true },
    { why: 'not on the 91st', day: '2026-04-11', counts: false },
  ])('counts $why', ({ day, counts }) => {
    expect(countsOn(listing('l1', '2026-01-10'), localDay(day), 90)).toBe(counts);
  });
});

describe('a list of 2026-03-01', () => {
  const anew = (before: Listing | undefined) =>
    listedAnew(before, { partner, listId: 'l9' as ReferralListId, day: localDay('2026-03-01') }, 90);
  it.each([
    {
      why: 'is followed without a gap by one that was read before it',
      before: listing('l1', '2026-05-30'),
      after: { ...listing('l1', '2026-05-30'), from: localDay('2026-03-01') },
    },
    { why: 'begins where there was none', before: undefined, after: listing('l9', '2026-03-01') },
    {
      why: 'goes on with one that still counts',
      before: listing('l1', '2026-01-10'),
      after: listing('l9', '2026-01-10', '2026-03-01'),
    },
    {
      why: 'goes on with one on its last day',
      before: listing('l1', '2025-12-01'),
      after: listing('l9', '2025-12-01', '2026-03-01'),
    },
    {
      why: 'begins anew after one that is over',
      before: listing('l1', '2025-11-30'),
      after: listing('l9', '2026-03-01'),
    },
    {
      why: 'is the same when it comes again',
      before: listing('l9', '2026-01-10', '2026-03-01'),
      after: listing('l9', '2026-01-10', '2026-03-01'),
    },
    {
      why: 'taken up late takes nothing back from a newer one',
      before: listing('l10', '2026-03-05'),
      after: listing('l10', '2026-03-01', '2026-03-05'),
    },
    {
      why: 'taken up far too late changes nothing',
      before: listing('l10', '2026-08-05'),
      after: listing('l10', '2026-08-05'),
    },
  ])('$why', ({ before, after }) => expect(anew(before)).toEqual(after));
});
