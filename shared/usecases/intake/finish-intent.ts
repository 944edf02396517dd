/**
 * Ends a change of a client that was too large for one transaction: its payments are filed anew in pieces. Each piece can
 * be repeated, since it writes what the client's facts say and not how they changed; a crash leaves the rest to the next writer.
 */
import type { ClientId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { IntakeChange, IntakeLedger } from '../../ports/intake-ledger.ts';
import { MAX_WRITES } from '../../ports/table.ts';
import { filePayment } from './decide-client-change.ts';

/** False when somebody else changed the client meanwhile: look again. */
export async function finishIntent(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  const payments = await ledger.paymentIdsOf(id);
  const snapshot = await ledger.load({ events: [], partners: [], clients: [id], payments, emails: [], names: [] });
  const client = snapshot.clients.get(id);
  if (!client?.intent) return true;

  const unchanged = { record: client, changed: false };
  let piece: IntakeChange = { events: [], client: unchanged, payments: [], put: [], remove: [] };
  for (const record of payments.flatMap((payment) => snapshot.payments.get(payment) ?? [])) {
    const filing = filePayment(record, client, snapshot, settings);
    if (filing.put.length === 0 && filing.remove.length === 0) continue;
    const larger: IntakeChange = {
      ...piece,
      payments: [...piece.payments, filing.record],
      put: [...piece.put, ...filing.put],
      remove: [...piece.remove, ...filing.remove],
    };
    if (ledger.sizeOf(larger) <= MAX_WRITES) {
      piece = larger;
      continue;
    }
    if (!(await commitOne(ledger, piece))) return false;
    piece = { ...piece, payments: [filing.record], put: filing.put, remove: filing.remove };
  }
  if (piece.payments.length > 0 && !(await commitOne(ledger, piece))) return false;
  return commitOne(ledger, {
    events: [],
    client: { record: { ...client, intent: false }, changed: true },
    payments: [],
    put: [],
    remove: [],
  });
}

async function commitOne(ledger: IntakeLedger, change: IntakeChange): Promise<boolean> {
  const [done] = await ledger.commit([change]);
  return done === true;
}
