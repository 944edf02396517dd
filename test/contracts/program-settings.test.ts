import { describe, expect, it } from 'vitest';
import { programSettings } from '../../shared/contracts/program-settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';

describe('the stored settings', () => {
  it('are the defaults when nothing is stored', () => expect(programSettings(undefined)).toEqual(DEFAULT_SETTINGS));

  it('change one cap and leave the others', () => {
    expect(programSettings({ caps: { jumpFactor: 3 } }).caps).toEqual({ ...DEFAULT_SETTINGS.caps, jumpFactor: 3 });
  });

  it.each([
    // With no groups nothing would be planned, and the week's entries would be left behind for ever.
    { why: 'no bucket groups', stored: { bucketGroups: 0 }, names: /bucketGroups/ },
    { why: 'more groups than buckets', stored: { bucketGroups: 65 }, names: /bucketGroups/ },
    { why: 'a run that waits past the next Friday', stored: { settleWithinHours: 168 }, names: /settleWithinHours/ },
    { why: 'half a cent', stored: { thresholdCents: 99.5 }, names: /thresholdCents/ },
    { why: 'no threshold', stored: { thresholdCents: 0 }, names: /at least one cent/ },
    { why: 'a cap below zero', stored: { caps: { maxRunCents: -1 } }, names: /caps\.maxRunCents/ },
    { why: 'a setting that is none', stored: { tresholdCents: 1 }, names: /tresholdCents/ },
  ])('are refused by name: $why', ({ stored, names }) => expect(() => programSettings(stored)).toThrow(names));
});
