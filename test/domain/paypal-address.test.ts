/** A PayPal address over time: what is a change, what confirming does, and from which Friday it is paid. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, localDay, weekdayOf } from '../../shared/domain/calendar/local-day.ts';
import { holdReasons } from '../../shared/domain/hold-reason.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { PayPalAddress } from '../../shared/domain/partner.ts';
import {
  coolingDownEnd,
  isSameAddress,
  payPalAddressState,
  withAddress,
  withConfirmation,
} from '../../shared/domain/paypal-address.ts';
import { anyDay } from './days.ts';
import { samplePartner, samplePaypal, sampleRun } from './sample-partner.ts';

const TODAY = localDay('2026-11-18');
const NEW = 'new@payee.example';

describe('another address', () => {
  const unconfirmed: Partial<PayPalAddress> = { confirmedOn: undefined };
  it.each<[string, PayPalAddress | undefined, boolean]>([
    ['is the first one', undefined, false],
    ['corrects a first one that was never confirmed', samplePaypal(unconfirmed), false],
    ['changes a confirmed one', samplePaypal(), true],
    [
      'changes one that replaced a confirmed one, confirmed or not',
      samplePaypal({ ...unconfirmed, changed: true }),
      true,
    ],
  ])('%s', (_, before, changed) => {
    const version = (before?.version ?? 0) + 1;
    expect(withAddress(before, NEW, false)).toEqual({ address: NEW, version, changed });
    expect(withAddress(before, NEW, true), 'by a new log-in').toEqual({ address: NEW, version, changed: true });
  });

  it('is none where only capital letters differ', () => {
    expect(isSameAddress('Robin@Payee.example', 'robin@payee.example')).toBe(true);
    expect(isSameAddress('r.obin@gmail.com', 'robin@gmail.com')).toBe(false);
  });

  it('is a change for ever after the first confirmation, whatever comes in between', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (confirms) => {
        let paypal: PayPalAddress = samplePaypal();
        for (const confirm of confirms)
          paypal = confirm
            ? (withConfirmation(paypal, TODAY, undefined, false) ?? paypal)
            : withAddress(paypal, NEW, false);
        expect(withAddress(paypal, NEW, false).changed).toBe(true);
      }),
    );
  });
});

describe('confirming', () => {
  it('dates an address that is not confirmed yet', () => {
    const paypal = samplePaypal({ confirmedOn: undefined });
    expect(withConfirmation(paypal, TODAY, undefined, false)).toEqual({ ...paypal, confirmedOn: TODAY });
  });

  it('by a new log-in counts a first address as changed, whenever it was entered', () => {
    const paypal = samplePaypal({ confirmedOn: undefined });
    expect(withConfirmation(paypal, TODAY, undefined, true)).toEqual({ ...paypal, confirmedOn: TODAY, changed: true });
  });

  it('gives a refused address a version to which the refusal does not stick, and no new day', () => {
    const paypal = samplePaypal({ version: 3 });
    expect(withConfirmation(paypal, TODAY, 3, true)).toEqual({ ...paypal, version: 4 });
  });

  it('finds nothing to do at an address that is confirmed and taken', () =>
    expect(withConfirmation(samplePaypal({ version: 3 }), TODAY, 2, true)).toBeUndefined());
});

describe('the state', () => {
  const state = (paypal: PayPalAddress | undefined, refusedVersion?: number) =>
    payPalAddressState(paypal, { today: TODAY, coolingDownDays: 7, refusedVersion });
  const changed = { changed: true, confirmedOn: addDays(TODAY, -6) };
  it.each([
    ['none', undefined, undefined],
    ['unconfirmed', samplePaypal({ confirmedOn: undefined }), undefined],
    ['confirmed', samplePaypal(), undefined],
    ['refused', samplePaypal(), 1],
    ['confirmed', samplePaypal({ version: 2 }), 1],
    ['cooling-down', samplePaypal(changed), undefined],
    ['confirmed', samplePaypal({ ...changed, confirmedOn: addDays(TODAY, -7) }), undefined],
    ['confirmed', samplePaypal({ ...changed, changed: false }), undefined],
    ['refused', samplePaypal({ ...changed, version: 2 }), 2],
  ])('%s', (expected, paypal, refusedVersion) => expect(state(paypal, refusedVersion)).toBe(expected));
});

it('the cooling-down ends on the first Friday on which the run pays', () => {
  expect(coolingDownEnd(localDay('2026-11-13'), 7)).toEqual({ until: '2026-11-20', paidFrom: '2026-11-20' });
  expect(coolingDownEnd(localDay('2026-11-14'), 7)).toEqual({ until: '2026-11-21', paidFrom: '2026-11-27' });
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (confirmedOn, coolingDownDays) => {
      const { until, paidFrom } = coolingDownEnd(confirmedOn, coolingDownDays);
      expect([daysBetween(confirmedOn, until), weekdayOf(paidFrom)]).toEqual([coolingDownDays, 5]);
      const partner = samplePartner({ paypal: samplePaypal({ changed: true, confirmedOn }) });
      const settings = { ...sampleRun().settings, coolingDownDays };
      const heldOn = (runFriday: typeof paidFrom) =>
        holdReasons(partner, cents(100_00), sampleRun({ runFriday, settings })).includes('paypal-address-cooling-down');
      expect([heldOn(paidFrom), heldOn(addDays(paidFrom, -7))]).toEqual([false, true]);
    }),
  );
});
