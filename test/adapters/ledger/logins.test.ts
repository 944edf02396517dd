/** Log-ins: one a partner, one partner a log-in, for ever; sessions end for good. */
import { beforeEach, describe, expect, it } from 'vitest';
import { logins } from '../../../shared/adapters/ledger/logins.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Logins } from '../../../shared/ports/logins.ts';
import { duringEachOperation, FaultyTable } from '../../support/memory-faults.ts';

const [P1, P2] = [partnerId('p1'), partnerId('p2')];
let table = new FaultyTable();
let known: Logins = logins(table);
beforeEach(() => {
  table = new FaultyTable();
  known = logins(table);
});

describe('connecting', () => {
  it('is known from both sides', async () => {
    expect(await known.connect('s1', P1)).toBe(true);
    expect(await known.find('s1')).toEqual({ sub: 's1', partnerId: 'p1' });
    expect(await known.ofPartner(P1)).toEqual({ sub: 's1', partnerId: 'p1' });
  });

  it('again is fine', async () => {
    await known.connect('s1', P1);
    expect(await known.connect('s1', P1)).toBe(true);
  });

  it.each([
    { why: "another partner's log-in", sub: 's1', partner: P2 },
    { why: 'a partner who has another log-in', sub: 's2', partner: P1 },
  ])('$why is refused, and nothing changes', async ({ sub, partner }) => {
    await known.connect('s1', P1);
    const items = table.items();
    expect(await known.connect(sub, partner)).toBe(false);
    expect(table.items()).toEqual(items);
  });

  it('keeps what is known of the sessions', async () => {
    await known.endSessions('s1', 5_000);
    await known.connect('s1', P1);
    expect(await known.find('s1')).toMatchObject({ partnerId: 'p1', sessionsValidFrom: 6_000 });
  });

  it('two partners to one log-in at the same moment: one is', async () => {
    let outcome: unknown;
    await duringEachOperation(
      async () => ({ table: new FaultyTable() }),
      async (scene) => {
        outcome = await logins(scene.table).connect('s1', P1);
      },
      (scene) => logins(scene.table).connect('s1', P2),
      async (scene) => {
        expect(outcome).toBe(false);
        expect(await logins(scene.table).ofPartner(P1)).toBeUndefined();
      },
    );
  });
});

it('nobody is nobody', async () => {
  expect(await known.find('s1')).toBeUndefined();
  expect(await known.ofPartner(P1)).toBeUndefined();
});

it.each([
  { wallTime: 5_000, validFrom: 6_000 },
  { wallTime: 5_999, validFrom: 6_000 },
  { wallTime: 6_000, validFrom: 7_000 },
])('sessions ended at $wallTime ms: those begun within that second are over, too', async ({ wallTime, validFrom }) => {
  await known.connect('s1', P1);
  await known.endSessions('s1', wallTime);
  expect((await known.find('s1'))?.sessionsValidFrom).toBe(validFrom);
});

it('sessions that an older call ends late stay ended as the newer one said', async () => {
  await known.endSessions('s1', 9_000);
  await known.endSessions('s1', 5_000);
  expect((await known.find('s1'))?.sessionsValidFrom).toBe(10_000);
});

it('sessions ended twice within a second forget a password that was checked in between', async () => {
  await known.endSessions('s1', 5_000);
  await known.rememberPasswordCheck('s1', { session: 'x', at: instant(1) });
  await known.endSessions('s1', 5_500);
  expect((await known.find('s1'))?.passwordCheck).toBeUndefined();
});

describe('replacing', () => {
  beforeEach(async () => {
    await known.connect('s1', P1);
    await known.endSessions('s1', 5_000);
    await known.rememberPasswordCheck('s1', { session: 'x', at: instant(1) });
  });

  it("makes another log-in the partner's; the old one is nobody's, and its sessions stay ended", async () => {
    for (const _ of [1, 2]) expect(await known.replace(P1, 's1', 's2')).toBe(true);
    expect(await known.ofPartner(P1)).toEqual({ sub: 's2', partnerId: 'p1' });
    expect(await known.find('s1')).toEqual({ sub: 's1', sessionsValidFrom: 6_000 });
  });

  it.each([
    { why: "with another partner's log-in", oldSub: 's1', newSub: 's3' },
    { why: 'of a log-in that is not theirs any more', oldSub: 's9', newSub: 's2' },
    { why: "of another partner's log-in", oldSub: 's3', newSub: 's2' },
  ])('$why is refused, and nothing changes', async ({ oldSub, newSub }) => {
    await known.connect('s3', P2);
    const items = table.items();
    expect(await known.replace(P1, oldSub, newSub)).toBe(false);
    expect(table.items()).toEqual(items);
  });
});

it('a checked password is forgotten when the sessions end', async () => {
  const passwordCheck = { session: 'x', at: instant(1) };
  await known.connect('s1', P1);
  await known.rememberPasswordCheck('s1', passwordCheck);
  expect(await known.ofPartner(P1)).toEqual({ sub: 's1', partnerId: 'p1', passwordCheck });
  await known.endSessions('s1', 5_000);
  expect(await known.find('s1')).toEqual({ sub: 's1', partnerId: 'p1', sessionsValidFrom: 6_000 });
});
