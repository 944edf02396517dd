/** The demo program: the same each time, and after its two runs everything that the rules speak of can be seen. */
import { beforeAll, describe, expect, it } from 'vitest';
import { CAST, type Role } from '../../../local/demo-program/cast.ts';
import { demoProgram } from '../../../local/demo-program/demo-program.ts';
import { billingEventSchema } from '../../../shared/contracts/billing-events.ts';
import { addDays, type LocalDay, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { HOLD_REASONS, type HoldReason } from '../../../shared/domain/hold-reason.ts';
import { ToldProgram } from './told-program.ts';

const FRIDAY = localDay('2026-11-20');
const SEED = 1;

/** As `npm start` shows it: history up to the first run, its settings, that run, the rest. */
async function show(friday: LocalDay, seed: number) {
  const { events, settings, outcomes } = demoProgram({ friday, seed });
  const program = new ToldProgram(addDays(friday, -13));
  const fridayBefore = addDays(friday, -7);
  const early = events.filter(({ knownOn }) => knownOn < fridayBefore);
  await program.hear(early);
  for (const { partnerId, change } of settings) await program.changePartner(partnerId, change);
  for (const { receiver, status, error } of outcomes) program.end(receiver, status, error);
  const before = await program.runOn(fridayBefore);
  await program.hear(events.slice(early.length));
  const last = await program.runOn(friday);
  return { before, last, items: program.items(), problems: program.problems() };
}

const EXPECTED: Readonly<Record<Role, HoldReason | 'paid' | 'nothing-earned'>> = {
  paid: 'paid',
  'cooled-down': 'paid',
  small: 'below-threshold',
  patient: 'below-threshold',
  'in-debt': 'below-threshold',
  new: 'nothing-earned',
  'no-address': 'no-paypal-address',
  unconfirmed: 'paypal-address-unconfirmed',
  'cooling-down': 'paypal-address-cooling-down',
  'no-answers': 'tax-questionnaire-missing',
  'no-form': 'tax-questionnaire-missing',
  held: 'on-hold',
  frozen: 'on-hold',
  'under-review': 'on-hold',
  refused: 'paypal-address-refused',
  'in-flight': 'payout-in-flight',
};

describe.each([
  { why: 'the usual Friday', friday: FRIDAY, seed: SEED },
  { why: 'another seed', friday: FRIDAY, seed: 20_260_102 },
  { why: 'the first Friday of a year', friday: localDay('2027-01-01'), seed: 3 },
  { why: 'the first Friday on which last year’s tax answers do not count', friday: localDay('2026-02-06'), seed: 4 },
  { why: 'the week after clocks were put forward', friday: localDay('2026-03-13'), seed: 5 },
  { why: 'months of different lengths', friday: localDay('2024-03-08'), seed: 6 },
])('$why: $friday', ({ friday, seed }) => {
  let shown: Awaited<ReturnType<typeof show>>;
  beforeAll(async () => {
    shown = await show(friday, seed);
  });

  it('shows each reason alone, and pays everybody else', () => {
    const { last } = shown;
    const row = new Map(last.rows.map((each) => [each.partnerId, each]));
    const seen = CAST.map(({ id, role }) => {
      const { payoutCents = 0, reasons = [] } = row.get(id) ?? {};
      return [id, role, row.has(id) ? (payoutCents > 0 ? ['paid'] : reasons) : ['nothing-earned']];
    });
    expect(seen).toEqual(CAST.map(({ id, role }) => [id, role, [EXPECTED[role]]]));
    expect(new Set(last.rows.flatMap(({ reasons }) => reasons))).toEqual(new Set(HOLD_REASONS));
    expect(last.rows.filter(({ payoutCents }) => payoutCents > 0).length).toBeGreaterThanOrEqual(15);
  });

  it('has the run before pay those whose payouts are stuck', () => {
    const { before } = shown;
    const stuck = CAST.filter(({ role }) => role === 'refused' || role === 'in-flight').map(({ id }) => id);
    const paid = before.rows.filter(({ payoutCents }) => payoutCents > 0).map(({ partnerId }) => partnerId);
    expect(paid).toEqual(expect.arrayContaining(stuck));
    expect(before.closed?.backCents).toBeGreaterThan(0);
    expect(before.closed?.openCents).toBeGreaterThan(0);
  });

  it('leaves books that balance', () => {
    expect(shown.problems).toEqual([]);
  });

  it('has a partner in debt and partners abroad who are paid', () => {
    const { last } = shown;
    const balance = (role: Role) =>
      CAST.filter((partner) => partner.role === role).map(({ id }) => {
        const { carriedCents = 0, entriesCents = 0 } = last.rows.find(({ partnerId }) => partnerId === id) ?? {};
        return carriedCents + entriesCents;
      });
    for (const cents of balance('in-debt')) expect(cents).toBeLessThan(0);
    for (const cents of balance('patient')) expect(cents).toBeGreaterThanOrEqual(100_00);
    const abroad = CAST.filter(({ role, country }) => role === 'paid' && country !== 'US').map(({ id }) => id);
    expect(abroad.length).toBeGreaterThanOrEqual(3);
    expect(last.rows.filter(({ payoutCents }) => payoutCents > 0).map(({ partnerId }) => partnerId)).toEqual(
      expect.arrayContaining(abroad),
    );
  });

  it('has every kind of entry and clients that wait', () => {
    const { items } = shown;
    const entries = items.filter(({ pk, sk }) => pk.startsWith('WEEK#') && sk !== '!');
    const kinds = new Set(entries.map(({ standing, reason }) => [standing, reason].filter(Boolean).join(' ')));
    expect(kinds).toEqual(
      new Set([
        'counts',
        'counts refund',
        'counts chargeback',
        'counts chargeback-reversed',
        'void self-referral',
        'void cancelled-before-maturity',
        'held self-referral-review',
      ]),
    );
    const clientsWith = (wanted: string) =>
      new Set(entries.filter(({ reason }) => reason === wanted).map(({ clientId }) => clientId)).size;
    expect([clientsWith('self-referral'), clientsWith('self-referral-review')]).toEqual([2, 2]);
    // Of clients that are not mature yet.
    expect(entries.some(({ weekEnding, cents }) => (weekEnding as string) > friday && (cents as number) > 0)).toBe(
      true,
    );
    expect(items.filter(({ pk }) => pk === 'REVIEW').length).toBeGreaterThan(0);
    expect(items.filter(({ pk, sk }) => pk.startsWith('CLIENT#') && sk === 'PROFILE').length).toBeGreaterThan(200);
  });
});

describe('the demo program', () => {
  it('is the same for the same Friday and seed', () => {
    const program = demoProgram({ friday: FRIDAY, seed: SEED });
    expect(demoProgram({ friday: FRIDAY, seed: SEED })).toEqual(program);
    expect(demoProgram({ friday: FRIDAY, seed: SEED + 1 }).events).not.toEqual(program.events);
  });

  it('is known before its Friday, in order, and taken by the contract of billing', () => {
    const { events } = demoProgram({ friday: FRIDAY, seed: SEED });
    const days = events.map(({ knownOn }) => knownOn);
    expect(days).toEqual([...days].sort());
    expect(days.filter((day) => day >= FRIDAY)).toEqual([]);
    const schema = billingEventSchema('America/Los_Angeles');
    for (const { knownOn, event } of events) {
      const parsed = schema.parse(event);
      const on =
        'paidAt' in parsed
          ? parsed.paidAt
          : 'on' in parsed
            ? parsed.on
            : 'joinedOn' in parsed
              ? parsed.joinedOn
              : 'accountCreatedOn' in parsed
                ? parsed.accountCreatedOn
                : '';
      expect(on, parsed.id).toBe(knownOn);
    }
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
  });

  it('speaks of addresses that nobody has', () => {
    const { events, settings } = demoProgram({ friday: FRIDAY, seed: SEED });
    const addresses = JSON.stringify([events, settings]).match(/[^"\s]+@[^"\s]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(200);
    expect(addresses.filter((address) => !/\.example$/i.test(address))).toEqual([]);
  });

  it('insists on a Friday', () => {
    expect(() => demoProgram({ friday: localDay('2026-11-21'), seed: SEED })).toThrow('2026-11-21 is not a Friday');
  });
});
