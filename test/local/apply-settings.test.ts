/** The demo's partners and operations have set things; what waits for operations because of it can be decided. */
import { expect, it } from 'vitest';
import { applySettings } from '../../local/start/apply-settings.ts';
import { profileKey } from '../../shared/adapters/ledger/keys.ts';
import { reviews } from '../../shared/adapters/ledger/reviews.ts';
import { memoryTable } from '../../shared/adapters/memory/memory-table.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import type { TaxResult } from '../../shared/domain/partner.ts';
import { samplePartner } from '../domain/sample-partner.ts';

const ANSWERED_ON = localDay('2026-10-31');

async function afterAnswers(result: TaxResult, reviewed = false) {
  const table = memoryTable();
  const partner = samplePartner();
  await table.putAll([{ ...profileKey(partner.id), partner, version: 1 }]);
  const tax = { result, answeredOn: ANSWERED_ON, formsOnFile: [], reviewed };
  await applySettings(table, [{ partnerId: partner.id, change: { tax } }]);
  expect(await table.get(profileKey(partner.id))).toMatchObject({ version: 2, partner: { tax } });
  return { open: await reviews(table).find('us-source-income', partner.id), partnerId: partner.id };
}

it('a partner whose answers operations must look at stands in their review list', async () => {
  const { open, partnerId } = await afterAnswers('us-source-income');
  expect(open).toEqual({ kind: 'us-source-income', partnerId, answeredOn: ANSWERED_ON });
});

it('nobody else does', async () => {
  expect((await afterAnswers('foreign-source')).open).toBeUndefined();
  expect((await afterAnswers('us-source-income', true)).open).toBeUndefined();
});
