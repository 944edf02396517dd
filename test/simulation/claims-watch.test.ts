/** The watch over claims sees what RULES.md forbids, each by itself. */
import { describe, expect, it } from 'vitest';
import { dayText, momentOf } from './days.ts';
import { ClaimsWatch } from './oracle/claims-watch.ts';
import { Earned } from './oracle/earned.ts';

const MADE = 100;

/** One claim of p1 to c1, made on day 100 at 20:00 UTC, and what becomes of it. */
class Claims {
  readonly watch = new ClaimsWatch();
  #kept: Readonly<Record<string, unknown>> = {};

  write(day: number, change: Readonly<Record<string, unknown>>) {
    const made = { id: 'k1', partnerId: 'p1', clientId: 'c1', state: 'open', madeOn: dayText(MADE) };
    this.#kept = { ...made, openedOn: dayText(MADE), openedAfter: 0, ...this.#kept, ...change };
    const now = momentOf(day, 20);
    const decision = { at: now, answer: 'confirm' };
    const claim = this.#kept.state === 'open' ? this.#kept : { ...this.#kept, decision };
    return this.watch.changed({ pk: 'CLAIM#k1', sk: '!', claim }, now);
  }
}

const made = (): Claims => {
  const claims = new Claims();
  expect(claims.write(MADE, {}).problems).toEqual([]);
  return claims;
};

describe('a claim', () => {
  it('moves payments of thirty days before it, by somebody’s word', () => {
    const claims = made();
    claims.watch.word('k1', 'confirm');
    expect(claims.write(MADE + 13, { state: 'confirmed' })).toEqual({
      problems: [],
      word: { claim: 'k1', client: 'c1', partner: 'p1', from: MADE - 30, isTakenBack: false },
    });
    claims.watch.word('k1', 'reopen');
    expect(claims.write(MADE + 20, { state: 'open', openedOn: dayText(MADE + 20) })).toMatchObject({
      problems: [],
      word: { isTakenBack: true },
    });
  });

  it('is confirmed or opened again by nobody’s word', () => {
    const claims = made();
    expect(claims.write(MADE + 1, { state: 'confirmed' }).problems).toMatchObject(
      [/without anybody's word/].map(match),
    );
    expect(claims.write(MADE + 2, { state: 'open' }).problems).toMatchObject([/opened by nobody/].map(match));
  });

  it.each([
    { why: 'after its last day', day: MADE + 14, change: { state: 'confirmed' }, problem: /after its last day/ },
    { why: 'expired too early', day: MADE + 13, change: { state: 'expired' }, problem: /before its last day/ },
    { why: 'of another day', day: MADE + 1, change: { madeOn: dayText(MADE - 1) }, problem: /of another day/ },
  ])('is not $why', ({ day, change, problem }) => {
    const claims = made();
    claims.watch.word('k1', 'confirm');
    expect(claims.write(day, change).problems).toMatchObject([match(problem)]);
  });

  it('stays ended', () => {
    const claims = made();
    claims.watch.word('k1', 'deny');
    claims.watch.word('k1', 'confirm');
    claims.write(MADE + 1, { state: 'denied', endedOn: dayText(MADE + 1) });
    expect(claims.write(MADE + 2, { state: 'confirmed' }).problems).toMatchObject([match(/moved from denied/)]);
  });

  it.each([
    { why: 'while one is open', state: 'open', day: MADE + 2, problem: /two open claims/ },
    { why: 'within thirty days of a denial', state: 'denied', day: MADE + 30, problem: /was denied/ },
    { why: 'thirty days after a denial', state: 'denied', day: MADE + 31, problem: undefined },
  ])('is made again $why', ({ state, day, problem }) => {
    const claims = made();
    claims.watch.word('k1', 'deny');
    claims.write(MADE + 1, { state, endedOn: dayText(MADE + 1) });
    const again = { id: 'k2', state: 'open', madeOn: dayText(day), openedOn: dayText(day), endedOn: undefined };
    expect(claims.write(day, again).problems).toMatchObject(problem ? [match(problem)] : []);
  });

  it('is closed by the first that is confirmed', () => {
    const claims = made();
    const other = { id: 'k2', partnerId: 'p2' };
    claims.write(MADE, other);
    claims.watch.word('k1', 'confirm');
    claims.watch.word('k2', 'confirm');
    claims.write(MADE + 1, { id: 'k1', partnerId: 'p1', state: 'confirmed' });
    expect(claims.write(MADE + 1, other).problems).toMatchObject([match(/k1 has closed it/)]);
  });
});

const match = (pattern: RegExp): unknown => expect.stringMatching(pattern);

it('payments are earned by the claim that was confirmed last of those that reach back to them', () => {
  const earned = new Earned({ maturityDays: 0 });
  for (const id of ['p0', 'p1', 'p2']) earned.partnerIs({ id, name: id, emails: [], rates: [] });
  const client = { clientId: 'c1', ownerName: 'Owner', ownerEmail: 'owner@c1.example', referrerId: 'p0' };
  earned.hear({ id: 's', type: 'client-signed-up', ...client });
  for (const [place, day] of [50, 80, 120].entries())
    earned.hear({
      ...{ id: `e${place}`, type: 'payment', paymentId: `m${place}`, clientId: 'c1' },
      ...{ amount: '100.00', currency: 'USD', paidAt: dayText(day) },
    });
  const all = () => ['p0', 'p1', 'p2'].map((partner) => earned.upTo(partner, 200));
  expect(all()).toEqual([75_00, 0, 0]);
  earned.claimConfirmed('c1', { claim: 'k1', partner: 'p1', from: 80 });
  expect(all()).toEqual([25_00, 50_00, 0]);
  earned.claimConfirmed('c1', { claim: 'k2', partner: 'p2', from: 100 });
  expect(all()).toEqual([25_00, 25_00, 25_00]);
  earned.claimTakenBack('c1', 'k1');
  expect(all()).toEqual([50_00, 0, 25_00]);
});
