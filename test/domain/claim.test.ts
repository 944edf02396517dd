/** Claims by the day: open, expired, closed by another one, reminded of, and counted against the claimant's limits. */
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import {
  bookAfter,
  CLAIM_STATES,
  type Claim,
  type ClaimBook,
  type ClaimState,
  claimStateOn,
  claimsCounted,
  EMPTY_BOOK,
  isSuperseded,
  MAX_QUESTIONS,
  openUntil,
  reachesFrom,
  refusedLately,
  remindersDueOn,
  repeatableOn,
  SHOWN_CLAIM_STATES,
  shownStateOn,
  UNMATCHED,
} from '../../shared/domain/claim.ts';
import type { ReferrerCorrection } from '../../shared/domain/client.ts';
import { type ClaimId, partnerId } from '../../shared/domain/ids.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';

const D = localDay('2026-03-10');
const EXPIRES = localDay('2026-03-24');
const id = (text: string): ClaimId => text as ClaimId;

const claim = (change: Partial<Claim> = {}): Claim => ({
  id: id('c1'),
  partnerId: partnerId('p1'),
  named: { by: 'domain', value: 'acme.example' },
  madeOn: D,
  madeAt: instant(0),
  reachesFrom: localDay('2026-02-08'),
  openedOn: D,
  openedAfter: 2,
  expiresOn: EXPIRES,
  state: 'open',
  reminders: 0,
  ...change,
});
const confirmed = (claimId: string, nr: number): { corrections: ReferrerCorrection[] } => ({
  corrections: [{ claimId: id(claimId), partner: partnerId('p2'), from: D, nr }],
});

it('the words that others switch on are these', () => {
  expect(CLAIM_STATES).toEqual(['open', 'confirmed', 'denied', 'expired', 'closed', 'refused']);
  expect(SHOWN_CLAIM_STATES).toEqual(['open', 'confirmed', 'denied', 'expired', 'refused']);
  expect(UNMATCHED).toEqual(['no-such-client', 'several', 'claimed-already', 'denied-lately', 'asked-often']);
  expect(MAX_QUESTIONS).toBe(3);
});

it('RULES: a claim is open for 14 days, reaches 30 days back, and is repeatable 30 days after a denial', () => {
  expect(openUntil(D, DEFAULT_SETTINGS)).toBe(EXPIRES);
  expect(reachesFrom(D, DEFAULT_SETTINGS)).toBe('2026-02-08');
  expect(repeatableOn(D)).toBe('2026-04-09');
});

describe('the state on a day', () => {
  const last = localDay('2026-03-23');
  it.each([
    { why: 'open on its last day', on: last, client: undefined, state: 'open', shown: 'open' },
    { why: 'expired on the day after', on: EXPIRES, client: undefined, state: 'expired', shown: 'expired' },
    { why: 'open where nothing was ever confirmed', on: last, client: {}, state: 'open', shown: 'open' },
    { why: 'closed by a claim confirmed since', on: last, client: confirmed('c2', 3), state: 'closed', shown: 'open' },
    { why: 'open after one confirmed before', on: last, client: confirmed('c2', 2), state: 'open', shown: 'open' },
    { why: 'not closed by itself', on: last, client: confirmed('c1', 3), state: 'open', shown: 'open' },
    { why: 'closed rather than expired', on: EXPIRES, client: confirmed('c2', 3), state: 'closed', shown: 'expired' },
    {
      why: 'closed by any one of several',
      on: last,
      client: { corrections: [...confirmed('c3', 1).corrections, ...confirmed('c2', 3).corrections] },
      state: 'closed',
      shown: 'open',
    },
  ])('$why', ({ on, client, state, shown }) => {
    expect(claimStateOn(claim(), on, client)).toBe(state);
    expect(shownStateOn(claim(), on)).toBe(shown);
  });

  it.each(['confirmed', 'denied', 'expired', 'refused'] as const)('stays %s, whatever comes later', (state) => {
    expect(claimStateOn(claim({ state }), EXPIRES, confirmed('c2', 3))).toBe(state);
    expect(shownStateOn(claim({ state }), EXPIRES)).toBe(state);
  });

  it('shows the claimant a closed one as expired', () => {
    expect(claimStateOn(claim({ state: 'closed' }), D, undefined)).toBe('closed');
    expect(shownStateOn(claim({ state: 'closed' }), D)).toBe('expired');
  });
});

describe('is superseded', () => {
  const both = { corrections: [...confirmed('c1', 3).corrections, ...confirmed('c2', 4).corrections] };
  it.each([
    { why: 'by a claim confirmed after it', state: 'confirmed', client: both, is: true },
    { why: 'not while it is the last one', state: 'confirmed', client: confirmed('c1', 3), is: false },
    { why: 'not unless it was confirmed', state: 'open', client: both, is: false },
    { why: 'when it is kept with the client no more', state: 'confirmed', client: {}, is: true },
  ] as const)('$why', ({ state, client, is }) => expect(isSuperseded(claim({ state }), client)).toBe(is));
});

it.each([
  [0, 0],
  [2, 0],
  [3, 1],
  [9, 1],
  [10, 2],
  [100, 2],
])('%i days after it was opened, %i reminders are due', (days, due) =>
  expect(remindersDueOn({ openedOn: D }, addDays(D, days))).toBe(due),
);

describe('the book of a partner’s claims', () => {
  const book = (open: number, ...daysAgo: number[]): ClaimBook => ({
    open,
    refusedOn: daysAgo.map((days) => addDays(D, -days)),
  });

  it('begins empty', () => expect(EMPTY_BOOK).toEqual({ open: 0, refusedOn: [] }));

  it.each([
    { why: 'open ones', kept: book(2), counted: 2, lately: 0 },
    { why: 'one refused today', kept: book(2, 0), counted: 3, lately: 1 },
    { why: 'one refused 29 days ago', kept: book(0, 29), counted: 1, lately: 1 },
    { why: 'not against the limit after 30', kept: book(1, 30), counted: 1, lately: 1 },
    { why: 'a pattern for 89 days', kept: book(0, 89), counted: 0, lately: 1 },
    { why: 'no pattern after 90', kept: book(0, 90, 5), counted: 1, lately: 1 },
  ])('counts $why', ({ kept, counted, lately }) => {
    expect(claimsCounted(kept, D)).toBe(counted);
    expect(refusedLately(kept, D)).toBe(lately);
  });

  const went = (before: ClaimState | undefined, to: ClaimState, kept: ClaimBook, endedAgo?: number): ClaimBook =>
    bookAfter(
      kept,
      before && { state: before, ...(endedAgo === undefined ? {} : { endedOn: addDays(D, -endedAgo) }) },
      to,
      D,
    );

  it.each([
    { why: 'opens one', before: undefined, to: 'open', from: book(1), is: book(2) },
    { why: 'leaves an open one open', before: 'open', to: 'open', from: book(1), is: book(1) },
    { why: 'confirms one', before: 'open', to: 'confirmed', from: book(1, 5), is: book(0, 5) },
    { why: 'lets one expire', before: 'open', to: 'expired', from: book(1), is: book(0) },
    { why: 'denies one today', before: 'open', to: 'denied', from: book(1, 5), is: book(0, 5, 0) },
    { why: 'denies an expired one', before: 'expired', to: 'denied', from: book(0), is: book(0, 0) },
    { why: 'refuses one at once', before: undefined, to: 'refused', from: book(0), is: book(0, 0) },
    {
      why: 'forgets what is past the pattern',
      before: 'open',
      to: 'denied',
      from: book(1, 90, 89),
      is: book(0, 89, 0),
    },
    { why: 'opens a confirmed one again', before: 'confirmed', to: 'open', from: book(0, 5), is: book(1, 5) },
  ] as const)('$why', ({ before, to, from, is }) => expect(went(before, to, from)).toEqual(is));

  it.each([
    { why: 'opened again', before: 'denied', to: 'open', from: book(0, 9, 5, 1), endedAgo: 5, is: book(1, 9, 1) },
    { why: 'confirmed after all', before: 'denied', to: 'confirmed', from: book(0, 5), endedAgo: 5, is: book(0) },
    { why: 'of two on one day once', before: 'denied', to: 'open', from: book(0, 5, 5), endedAgo: 5, is: book(1, 5) },
    {
      why: 'that is past the pattern',
      before: 'denied',
      to: 'open',
      from: book(0, 95, 9),
      endedAgo: 95,
      is: book(1, 9),
    },
    {
      why: 'whose day was not kept',
      before: 'denied',
      to: 'open',
      from: book(0, 9),
      endedAgo: undefined,
      is: book(1, 9),
    },
    {
      why: 'refused as self-referral',
      before: 'refused',
      to: 'open',
      from: book(0, 9, 5),
      endedAgo: 9,
      is: book(1, 5),
    },
  ] as const)('takes back a denial, $why', ({ before, to, from, endedAgo, is }) =>
    expect(went(before, to, from, endedAgo)).toEqual(is),
  );
});
