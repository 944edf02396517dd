/** The workers behind the payout queue: one message each, killed when their time is up. */
import { settleBatch } from '../../../shared/usecases/settlement/settle-batch.ts';
import type { Actor } from '../simulation.ts';

export const payoutWorkers: Actor = {
  name: 'payout-workers',
  begin(simulation) {
    simulation.queue.worker = (message, ended) => {
      simulation.invoke(
        'settle-payouts',
        120,
        (tools) => settleBatch(message, simulation.settlement(tools)),
        (end) => {
          if (end.kind === 'failed') simulation.reach(`worker failed: ${end.error.name}`);
          ended(end);
        },
      );
    };
  },
};
