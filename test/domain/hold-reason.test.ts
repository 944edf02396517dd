/** Every reason that holds a payout back: at its boundary, alone, and with all the others. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { HOLD_REASONS, type HoldReason, holdReasons, type PayoutContext } from '../../shared/domain/hold-reason.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';
import { RUN_FRIDAY, samplePartner, samplePaypal, sampleRun } from './sample-partner.ts';

const ENOUGH = cents(100_00);
const held = (change: Partial<Partner>, run: Partial<PayoutContext> = {}) =>
  holdReasons(samplePartner(change), ENOUGH, sampleRun(run));

it('are the eight of RULES, in its order', () => {
  expect(HOLD_REASONS).toEqual([
    'below-threshold',
    'no-paypal-address',
    'paypal-address-unconfirmed',
    'paypal-address-cooling-down',
    'tax-questionnaire-missing',
    'on-hold',
    'paypal-address-refused',
    'payout-in-flight',
  ]);
});

it('none for a partner in order', () => expect(held({})).toEqual([]));

describe('below-threshold', () => {
  it.each([
    { why: 'one cent short', balance: 99_99, own: undefined, below: true },
    { why: 'exactly $100', balance: 100_00, own: undefined, below: false },
    { why: 'nothing', balance: 0, own: undefined, below: true },
    { why: 'a negative balance', balance: -50_00, own: undefined, below: true },
    { why: 'a cent short of an own, higher threshold', balance: 249_99, own: 250_00, below: true },
    { why: 'an own threshold reached', balance: 250_00, own: 250_00, below: false },
    { why: 'a lower one of one’s own does not count', balance: 60_00, own: 50_00, below: true },
    { why: 'the program’s holds beside a lower one', balance: 100_00, own: 50_00, below: false },
  ])('$why', ({ balance, own, below }) => {
    const partner = samplePartner(own === undefined ? {} : { thresholdCents: cents(own) });
    expect(holdReasons(partner, cents(balance), sampleRun())).toEqual(below ? ['below-threshold'] : []);
  });

  it('nothing is paid even where a program sets no threshold', () => {
    const settings = { ...DEFAULT_SETTINGS, thresholdCents: cents(0) };
    expect(holdReasons(samplePartner(), cents(0), sampleRun({ settings }))).toEqual(['below-threshold']);
    expect(holdReasons(samplePartner(), cents(1), sampleRun({ settings }))).toEqual([]);
  });
});

describe('paypal-address-cooling-down', () => {
  it.each([
    {
      why: 'changed and confirmed 6 days before',
      change: { changed: true, confirmedOn: addDays(RUN_FRIDAY, -6) },
      cooling: true,
    },
    {
      why: 'changed and confirmed 7 days before',
      change: { changed: true, confirmedOn: addDays(RUN_FRIDAY, -7) },
      cooling: false,
    },
    { why: 'confirmed on the Friday', change: { changed: true, confirmedOn: RUN_FRIDAY }, cooling: true },
    {
      why: 'confirmed after the Friday of a late run',
      change: { changed: true, confirmedOn: addDays(RUN_FRIDAY, 3) },
      cooling: true,
    },
    {
      why: 'a first address confirmed yesterday',
      change: { changed: false, confirmedOn: addDays(RUN_FRIDAY, -1) },
      cooling: false,
    },
  ])('$why', ({ change, cooling }) => {
    expect(held({ paypal: samplePaypal(change) })).toEqual(cooling ? ['paypal-address-cooling-down'] : []);
  });

  it('counts by the settings, over the end of summer time', () => {
    const paypal = samplePaypal({ changed: true, confirmedOn: localDay('2026-10-30') });
    const settings = { ...DEFAULT_SETTINGS, coolingDownDays: 8 };
    expect(held({ paypal }, { runFriday: localDay('2026-11-06') })).toEqual([]);
    expect(held({ paypal }, { runFriday: localDay('2026-11-06'), settings })).toEqual(['paypal-address-cooling-down']);
  });
});

describe('paypal-address-refused', () => {
  const paypal = samplePaypal({ version: 3 });
  it.each([
    { why: 'this version', refusedPaypalVersion: 3, reasons: ['paypal-address-refused'] },
    { why: 'changed or confirmed again since', refusedPaypalVersion: 2, reasons: [] },
    { why: 'never', refusedPaypalVersion: undefined, reasons: [] },
  ])('$why', ({ refusedPaypalVersion, reasons }) =>
    expect(held({ paypal }, { refusedPaypalVersion })).toEqual(reasons),
  );

  it('version 0 can be refused too', () => {
    expect(held({ paypal: samplePaypal({ version: 0 }) }, { refusedPaypalVersion: 0 })).toEqual([
      'paypal-address-refused',
    ]);
  });
});

/** For each reason what brings it about. No address and three that speak of one exclude each other. */
type Change = (partner: Partner, run: PayoutContext) => { partner: Partner; run: PayoutContext };
const changePartner =
  (change: Partial<Partner>): Change =>
  (partner, run) => ({ partner: { ...partner, ...change }, run });
const changePaypal =
  (change: Parameters<typeof samplePaypal>[0]): Change =>
  (partner, run) => ({ partner: { ...partner, paypal: { ...samplePaypal(), ...partner.paypal, ...change } }, run });

const causes: { cause: string; reason: Exclude<HoldReason, 'below-threshold'>; change: Change }[] = [
  { cause: 'no address', reason: 'no-paypal-address', change: ({ paypal: _, ...partner }, run) => ({ partner, run }) },
  {
    cause: 'unconfirmed change',
    reason: 'paypal-address-unconfirmed',
    change: changePaypal({ confirmedOn: undefined, changed: true }),
  },
  {
    cause: 'unconfirmed first address',
    reason: 'paypal-address-unconfirmed',
    change: changePaypal({ confirmedOn: undefined }),
  },
  {
    cause: 'fresh change',
    reason: 'paypal-address-cooling-down',
    change: changePaypal({ changed: true, confirmedOn: addDays(RUN_FRIDAY, -1) }),
  },
  { cause: 'abroad without answers', reason: 'tax-questionnaire-missing', change: changePartner({ country: 'NZ' }) },
  { cause: 'operations’ hold', reason: 'on-hold', change: changePartner({ hold: 'chargeback fraud suspected' }) },
  { cause: 'frozen by the partner', reason: 'on-hold', change: changePartner({ frozen: true }) },
  {
    cause: 'U.S. source income not reviewed',
    reason: 'on-hold',
    change: changePartner({
      country: 'NZ',
      tax: { result: 'us-source-income', answeredOn: localDay('2026-05-01'), formsOnFile: [] },
    }),
  },
  {
    cause: 'refused by PayPal',
    reason: 'paypal-address-refused',
    change: (partner, run) => ({ partner, run: { ...run, refusedPaypalVersion: 1 } }),
  },
  {
    cause: 'a payout in flight',
    reason: 'payout-in-flight',
    change: (partner, run) => ({ partner, run: { ...run, payoutInFlight: true } }),
  },
];

describe('each cause alone', () => {
  it.each(causes)('$cause: $reason', ({ reason, change }) => {
    const { partner, run } = change(samplePartner(), sampleRun());
    expect(holdReasons(partner, ENOUGH, run)).toEqual([reason]);
    expect(holdReasons(partner, cents(1), run)).toEqual(['below-threshold', reason]);
  });
});

describe('together', () => {
  const taken = (list: typeof causes) =>
    list.reduce((so, { change }) => change(so.partner, so.run), { partner: samplePartner(), run: sampleRun() });

  it('all that can be are told, in RULES’ order', () => {
    const { partner, run } = taken(
      causes.filter(({ cause }) => !['no address', 'fresh change', 'U.S. source income not reviewed'].includes(cause)),
    );
    expect(holdReasons(partner, cents(-1), run)).toEqual([
      'below-threshold',
      'paypal-address-unconfirmed',
      'tax-questionnaire-missing',
      'on-hold',
      'paypal-address-refused',
      'payout-in-flight',
    ]);
  });

  it('any combination tells each of its reasons once, and no other', () => {
    const groups: Record<string, string> = {
      'no address': 'address',
      'unconfirmed change': 'address',
      'unconfirmed first address': 'address',
      'fresh change': 'address',
      'refused by PayPal': 'refused',
      'abroad without answers': 'tax',
      'U.S. source income not reviewed': 'tax',
    };
    const combination = fc
      .shuffledSubarray(causes)
      .map((list) =>
        list.filter(
          (one, place) =>
            list.findIndex((other) => (groups[other.cause] ?? other.cause) === (groups[one.cause] ?? one.cause)) ===
            place,
        ),
      )
      .filter(
        (list) =>
          !(
            list.some(({ cause }) => cause === 'no address') && list.some(({ cause }) => cause === 'refused by PayPal')
          ),
      );
    fc.assert(
      fc.property(combination, (list) => {
        const { partner, run } = taken(list);
        const told = holdReasons(partner, ENOUGH, run);
        expect(told).toEqual(HOLD_REASONS.filter((reason) => list.some((one) => one.reason === reason)));
      }),
      { numRuns: 300 },
    );
  });
});
