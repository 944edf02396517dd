/**
 * Somebody gets hold of the account of a partner without a confirmed PayPal address: by a stolen session and a click in their own
 * mailbox, or by talking operations into another e-mail or a new password. Whatever the days: no Friday pays their address within
 * a week of it, and the owner's one mail stops everything.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onceRecords } from '../../../shared/adapters/ledger/once-records.ts';
import { addDays, type LocalDay, localDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { askForLoginEmail } from '../../../shared/usecases/partner/ask-for-login-email.ts';
import { resendConfirmation } from '../../../shared/usecases/partner/change-paypal-address.ts';
import { changeLoginEmail, resetPassword } from '../../../shared/usecases/staff/help-with-login.ts';
import { MemoryPartnerCenter, PASSWORD } from '../../support/memory-partner-center.ts';
import { MemoryProgram } from '../../support/memory-program.ts';

const P1 = partnerId('p1');
const OWNER = 'p1@partner.example';
const THIEF = 'thief@elsewhere.example';
const FIRST = localDay('2026-04-18');
const DAYS = 49;
const FRIDAY = 5;
const HOUR = 3_600_000;
const WORD = { by: 'ann', note: 'locked out' };

type Told = 'login-email-changed' | 'password-reset-by-operations';
/** Each says by which mail the owner is told. */
const WAYS = {
  async link(center: MemoryPartnerCenter): Promise<Told> {
    const call = await center.trustedCall('p1');
    await askForLoginEmail({ id: P1, email: THIEF, wallTime: call.wallTime }, call, center.by('p1'), center.with);
    expect(await center.follow(center.token('login-email-confirmation', THIEF))).toMatchObject({ kind: 'done' });
    return 'login-email-changed';
  },
  async operations(center: MemoryPartnerCenter): Promise<Told> {
    const { version } = await center.record('p1');
    const word = { ...WORD, now: center.now };
    const help = { ...center.with, records: onceRecords(center.program.table) };
    const outcome = await changeLoginEmail({ id: P1, version }, THIEF, center.wallTime, word, help);
    expect(outcome.kind).toBe('done');
    return 'login-email-changed';
  },
  async reset(center: MemoryPartnerCenter): Promise<Told> {
    const word = { ...WORD, now: center.now };
    const help = { ...center.with, records: onceRecords(center.program.table) };
    const call = { caller: 'ann', key: 'k1', request: 'reset' };
    expect((await resetPassword(P1, center.wallTime, word, call, help)).kind).toBe('done');
    // The thief reads the mailbox, too.
    center.pool.forgotPassword(OWNER, PASSWORD);
    return 'password-reset-by-operations';
  },
} as const;

interface Story {
  readonly way: keyof typeof WAYS;
  /** Of the first day: when the log-in is taken. */
  readonly takenOn: number;
  /** Days from then; below 0: before, while the session alone was stolen. */
  readonly entersAfter: number;
  /** Days from when both were done. */
  readonly confirmsAfter: number;
  /** Days after the taking on which the owner uses the link, if ever. */
  readonly freezesAfter: number | undefined;
}

interface Ending {
  readonly center: MemoryPartnerCenter;
  readonly taken: LocalDay;
  readonly entered: LocalDay;
  readonly confirmed: LocalDay;
  /** Fridays that paid. */
  readonly paid: readonly LocalDay[];
}

async function play({ way, takenOn, entersAfter, confirmsAfter, freezesAfter }: Story): Promise<Ending> {
  const program = new MemoryProgram().moveTo('2026-04-17');
  await program.configure({ bucketGroups: 1 });
  const center = new MemoryPartnerCenter(program);
  await center.signUp('p1', { paypal: undefined });
  await program.client('c1', 'p1');
  await program.payment('since', 'c1', '0.00', '2026-01-10');
  await program.payment('earned', 'c1', '4000.00', FIRST);
  const taken = addDays(FIRST, takenOn);
  const entered = addDays(taken, entersAfter);
  const confirmed = addDays(entered > taken ? entered : taken, confirmsAfter);
  const frozen = freezesAfter === undefined ? undefined : addDays(taken, freezesAfter);
  const paid: LocalDay[] = [];
  let mail: Told = 'login-email-changed';
  for (let number = 0; number < DAYS; number += 1) {
    const day = addDays(FIRST, number);
    // Before the run of a Friday.
    program.moveTo(day).time -= 3 * HOUR;
    if (day === entered && entersAfter < 0) expect((await center.changeAddress('p1', THIEF)).kind).toBe('done');
    if (day === taken) mail = await WAYS[way](center);
    if (day === entered && entersAfter >= 0) expect((await center.changeAddress('p1', THIEF)).kind).toBe('done');
    if (day === confirmed) {
      await resendConfirmation(P1, center.by('p1'), center.with);
      const used = await center.follow(center.token('paypal-address-confirmation', THIEF));
      expect(used).toMatchObject({ kind: 'done' });
    }
    if (day === frozen) expect(await center.follow(center.token(mail, OWNER))).toMatchObject({ kind: 'done' });
    if (weekdayOf(day) !== FRIDAY) continue;
    const before = program.payouts('p1').length;
    await program.friday(day);
    expect(program.problems()).toEqual([]);
    if (program.payouts('p1').length > before) paid.push(day);
  }
  return { center, taken, entered, confirmed, paid };
}

const anyStory: fc.Arbitrary<Story> = fc.record({
  way: fc.constantFrom(...(Object.keys(WAYS) as (keyof typeof WAYS)[])),
  takenOn: fc.integer({ min: 3, max: 16 }),
  entersAfter: fc.integer({ min: -3, max: 9 }),
  confirmsAfter: fc.nat(9),
  freezesAfter: fc.option(fc.nat(6), { nil: undefined }),
});

it('no Friday pays whoever took the log-in within a week of it, and the owner’s link stops every one', async () => {
  await fc.assert(
    fc.asyncProperty(anyStory, async (story) => {
      const { taken, entered, confirmed, paid } = await play(story);
      if (story.freezesAfter !== undefined) {
        expect(paid).toEqual([]);
        return;
      }
      const week = addDays(taken, 7);
      const coolsDown = entered < week && (entered >= taken || confirmed < week);
      const from = coolsDown ? addDays(confirmed, 7) : confirmed;
      for (const friday of paid) {
        expect(friday >= week, `${friday} pays within a week of ${taken}`).toBe(true);
        expect(friday >= from, `${friday} pays before ${from}`).toBe(true);
      }
      expect(paid, 'a partner who did it themselves is paid in the end').toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('taken by %s', (way) => {
  // Taken on a Wednesday; without the cooling-down the Friday two days later would pay.
  const story = { way, takenOn: 11, entersAfter: 0, confirmsAfter: 0, freezesAfter: undefined };

  it('the Friday after does not pay an address entered the same day, nor one entered before and confirmed after', async () => {
    const same = await play(story);
    expect(same.taken).toBe('2026-04-29');
    expect(same.paid).toEqual(['2026-05-08']);
    expect((await same.center.partner('p1')).paypal).toMatchObject({ address: THIEF, changed: true });
    expect((await play({ ...story, entersAfter: -1 })).paid).toEqual(['2026-05-08']);
  });

  it('an address entered on the last day of the week cools down, however late it is confirmed', async () => {
    const { confirmed, paid } = await play({ ...story, takenOn: 12, entersAfter: 6, confirmsAfter: 2 });
    expect([confirmed, ...paid]).toEqual(['2026-05-08', '2026-05-15']);
  });

  it('an address entered a week after is a first one again', async () => {
    const { paid, center } = await play({ ...story, takenOn: 12, entersAfter: 8 });
    expect(paid).toEqual(['2026-05-08']);
    expect((await center.partner('p1')).paypal?.changed).toBe(false);
  });
});
