/** Files a client's payments anew since its referrer changed, and tells whether that is needed. */
import type { ClientId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import { type IntakeLedger, NO_KEYS } from '../../ports/intake-ledger.ts';
import { changeClient, filingsOf } from './change-client.ts';

/** Whether something of the client is filed otherwise than its facts say now. Nothing is written. */
export async function isStale(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  const payments = await ledger.paymentIdsOf(id);
  const snapshot = await ledger.load({ ...NO_KEYS, clients: [id], payments });
  const client = snapshot.clients.get(id);
  return client !== undefined && (client.intent || filingsOf(client, payments, snapshot, settings).length > 0);
}

/** False: a run plans just now and it waits for it, or others keep changing the client. */
export async function refileClient(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  const outcome = await changeClient(
    id,
    [],
    async ({ client }) => ({ kind: 'change', client, with: {} }),
    ledger,
    settings,
  );
  return outcome.kind === 'done' && outcome.filed;
}
