/** Changes a client's facts by a person's word, or files its payments anew since its referrer changed: through an intent, however many they are. */
import type { Client } from '../../domain/client.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { IntakeChange, IntakeKeys, IntakeLedger } from '../../ports/intake-ledger.ts';
import { filePayment } from './file-payment.ts';
import { finishIntent } from './finish-intent.ts';

/** Each lost race means that somebody else made headway. */
const MAX_ROUNDS = 12;
const NO_KEYS: IntakeKeys = { events: [], partners: [], clients: [], payments: [], emails: [], names: [] };

/** False: a run plans just now, or others keep changing the client; nothing was changed. */
export async function changeClient(
  id: ClientId,
  change: (client: Client) => Client,
  more: Pick<IntakeChange, 'closes' | 'audit' | 'once'>,
  ledger: IntakeLedger,
  settings: ProgramSettings,
): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { clients, partners } = await ledger.load({ ...NO_KEYS, clients: [id] });
    const record = clients.get(id);
    if (!record) return false;
    if (record.intent) {
      await finishIntent(id, ledger, settings);
      continue;
    }
    const client = change(record.client);
    const awaitsPartner = client.referrer !== undefined && !partners.has(client.referrer);
    const changed = { record: { ...record, client, awaitsPartner, intent: true }, changed: true };
    const [done] = await ledger.commit([{ events: [], client: changed, payments: [], put: [], remove: [], ...more }]);
    if (!done) continue;
    await finishIntent(id, ledger, settings);
    return true;
  }
  return false;
}

/** Whether something of the client is filed otherwise than its facts say now. Nothing is written. */
export async function isStale(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  const payments = await ledger.paymentIdsOf(id);
  const snapshot = await ledger.load({ ...NO_KEYS, clients: [id], payments });
  const client = snapshot.clients.get(id);
  if (!client) return false;
  if (client.intent) return true;
  return [...snapshot.payments.values()].some((record) => {
    const { put, remove } = filePayment(record, client, snapshot, settings);
    return put.length + remove.length > 0;
  });
}

/** False as above. */
export const refileClient = (id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> =>
  changeClient(id, (facts) => facts, {}, ledger, settings);
