/** The settings are RULES' bold numbers until operations change them. */
import { expect, it } from 'vitest';
import { BEGINNING } from '../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';

it('RULES: 25 %, 90 days, $100.00, 7 days; claims 14 days open and 30 days back', () => {
  expect(DEFAULT_SETTINGS).toMatchObject({
    timeZone: 'America/Los_Angeles',
    currency: 'USD',
    rateBasisPoints: 2_500,
    maturityDays: 90,
    thresholdCents: 100_00,
    coolingDownDays: 7,
    claimOpenDays: 14,
    claimReachDays: 30,
  });
});

it('the guard holds a run over $250,000, over $25,000 for one partner, or five times the largest of late', () => {
  expect(DEFAULT_SETTINGS.caps).toEqual({
    maxRunCents: 250_000_00,
    maxPartnerCents: 25_000_00,
    jumpFactor: 5,
    jumpFloorCents: 25_000_00,
  });
});

it('an imported rate or e-mail counts before every day of the program', () => {
  expect(BEGINNING).toBe('0001-01-01');
});
