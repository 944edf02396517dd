/** Sample calls of operations about what waits: a payout of the first Friday that stands as a sample wants it. */
import { payoutKey } from '../../../shared/adapters/ledger/keys.ts';
import { payoutExceptions } from '../../../shared/adapters/ledger/payout-exceptions.ts';
import { settlementLedger } from '../../../shared/adapters/ledger/settlement-ledger.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { ADA, type ApiWorld } from '../api-world.ts';
import { weekOf } from '../embedded-weeks.ts';
import type { SampleCall, Samples } from './sample.ts';

const note = 'asked for by the partner';
const PAYOUT = { partnerId: partnerId(ADA), weekEnding: weekEnding(weekOf(1)) };
const params = { partnerId: ADA, weekEnding: weekOf(1) };

/** As a look at PayPal would have found it; whatever samples before made of it. */
async function standing({ program: { table } }: ApiWorld, to: 'unclaimed' | 'refunded'): Promise<SampleCall['params']> {
  const from = to === 'unclaimed' ? 'planned' : 'paid';
  await table.write([{ kind: 'update', key: payoutKey(PAYOUT.partnerId, PAYOUT.weekEnding), set: { state: from } }]);
  await settlementLedger(table).movePayout({ ...PAYOUT, to, at: instant(Date.now()) });
  return params;
}

export const OPS_EXCEPTIONS_SAMPLES: Samples = {
  async listExceptions(world) {
    await standing(world, 'unclaimed');
    return {};
  },
  cancelPayout: async (world) => ({ params: await standing(world, 'unclaimed'), body: { note } }),
  lookAtPayout: () => ({ params, body: { note } }),
  decidePayout: async (world) => ({
    params: await standing(world, 'refunded'),
    body: { decision: 'write-off', note },
  }),
  async lookAtBatch({ program: { table } }) {
    const payout = await payoutExceptions(table).find(PAYOUT.partnerId, PAYOUT.weekEnding);
    return { params: { weekEnding: weekOf(1), manifest: payout?.manifest ?? '', generation: '1' }, body: { note } };
  },
};
