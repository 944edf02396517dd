/** A partner whom nothing holds back, and the run that decides about it: each test changes what it is about. */
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import type { PayoutContext } from '../../shared/domain/hold-reason.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { BEGINNING, type Partner, type PayPalAddress } from '../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';

export const RUN_FRIDAY = localDay('2026-11-20');

export const samplePaypal = (change: Partial<PayPalAddress> = {}): PayPalAddress => ({
  address: 'robin@payee.example',
  version: 1,
  confirmedOn: localDay('2026-01-05'),
  changed: false,
  ...change,
});

export const samplePartner = (change: Partial<Partner> = {}): Partner => ({
  id: partnerId('p1'),
  name: 'Robin Partner',
  email: 'robin@partner.example',
  country: 'US',
  rates: [],
  heldEmails: [{ address: 'robin@partner.example', from: BEGINNING }],
  paypal: samplePaypal(),
  tax: { formsOnFile: [] },
  ...change,
});

export const sampleRun = (change: Partial<PayoutContext> = {}): PayoutContext => ({
  runFriday: RUN_FRIDAY,
  settings: DEFAULT_SETTINGS,
  payoutInFlight: false,
  refusedPaypalVersion: undefined,
  ...change,
});
