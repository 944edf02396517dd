/** What a release would pay: exactly what it then pays, and whom a run of today would not. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { previewRelease } from '../../../shared/usecases/operations/preview-release.ts';
import { MemoryOperations } from '../../support/memory-operations.ts';
import { receiverOf } from '../../support/memory-program.ts';
import { FRIDAY, type Owed, owingProgram, paidInFull, THREE, WEEK } from '../../support/memory-scenes.ts';

const week = weekEnding(WEEK);
const DECISION = { by: 'ops-7', note: 'checked' };
const TOO_MUCH = { caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: cents(599_99) } };

async function held(owed: Owed = THREE): Promise<MemoryOperations> {
  const operations = new MemoryOperations(await owingProgram(owed, TOO_MUCH));
  await operations.workflow.friday(FRIDAY);
  return operations;
}

it('tells totals, breaches and since when, and nobody who is as they were', async () => {
  const operations = await held();
  const before = operations.program.items();
  expect(await previewRelease(week, operations)).toEqual({
    kind: 'preview',
    preview: {
      weekEnding: WEEK,
      heldSince: Date.parse(`${FRIDAY}T17:00:00Z`),
      payouts: 3,
      payoutCents: 600_00,
      breaches: [{ cap: 'max-run', limitCents: 599_99, actualCents: 600_00 }],
      changed: { partners: 0, cents: 0, largest: [] },
    },
  });
  expect(operations.program.items()).toEqual(before);
});

describe('shows a partner who since', () => {
  const paypal = { address: receiverOf('p2'), version: 1, confirmedOn: localDay('2026-01-01'), changed: false };
  const moved = { address: 'new@payee.example', version: 2, changed: true };
  it.each<[why: string, change: Partial<Partner>, reasons: string[], addressChanged: boolean]>([
    ['went on hold', { hold: 'asked for by the bank' }, ['on-hold'], false],
    ['froze their payouts', { frozen: true }, ['on-hold'], false],
    ['changed the address', { paypal: moved }, ['paypal-address-unconfirmed'], true],
    [
      'changed and confirmed it',
      { paypal: { ...moved, confirmedOn: localDay('2026-04-24') } },
      ['paypal-address-cooling-down'],
      true,
    ],
    ['moved there long ago', { paypal: { ...moved, confirmedOn: localDay('2026-01-24') } }, [], true],
    ['confirmed the same address again', { paypal: { ...paypal, version: 2 } }, [], false],
    ['took the address away', { paypal: undefined }, ['no-paypal-address'], true],
    ['raised the threshold', { thresholdCents: cents(500_00) }, ['below-threshold'], false],
    ['moved abroad', { country: 'DE' }, ['tax-questionnaire-missing'], false],
  ])('%s', async (_, change, reasons, addressChanged) => {
    const operations = await held();
    await operations.program.changePartner('p2', change);
    const outcome = await previewRelease(week, operations);
    const isShown = reasons.length > 0 || addressChanged;
    expect(outcome).toMatchObject({
      preview: {
        payouts: 3,
        changed: {
          partners: isShown ? 1 : 0,
          cents: isShown ? 200_00 : 0,
          largest: isShown ? [{ partnerId: 'p2', payoutCents: 200_00, reasons, addressChanged }] : [],
        },
      },
    });
  });
});

it('a release pays them all the same, to the address that was frozen', async () => {
  const operations = await held();
  await operations.program.changePartner('p2', { hold: 'asked for by the bank' });
  await operations.program.changePartner('p3', { paypal: { address: 'new@payee.example', version: 2, changed: true } });
  await operations.program.byHand(WEEK, { release: DECISION });
  expect(operations.program.paypal.moved()).toEqual(paidInFull());
});

it('lists the fifty largest, and counts all', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`q${place}`, 100 + place]));
  const operations = await held(many);
  for (const partner of Object.keys(many)) await operations.program.changePartner(partner, { frozen: true });
  const outcome = await previewRelease(week, operations);
  if (outcome.kind !== 'preview') throw new Error('refused');
  const { changed } = outcome.preview;
  expect([changed.partners, changed.largest.length, changed.largest[0]?.partnerId]).toEqual([60, 50, 'q59']);
});

it('is refused for a run that is not held, and for none', async () => {
  const operations = await held();
  await operations.program.byHand(WEEK, { refuse: DECISION });
  expect(await previewRelease(week, operations)).toMatchObject({ kind: 'refused', why: { status: 409 } });
  expect(await previewRelease(weekEnding('2026-01-03'), operations)).toMatchObject({ why: { status: 404 } });
});

it('says nothing of since when, once Step Functions has forgotten the execution', async () => {
  const operations = await held();
  operations.workflow.executions.length = 0;
  const outcome = await previewRelease(week, operations);
  expect(outcome).toMatchObject({ kind: 'preview' });
  expect(JSON.stringify(outcome)).not.toContain('heldSince');
});
