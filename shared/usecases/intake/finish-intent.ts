/**
 * Ends a change of a client that was too large for one transaction: its payments are filed anew in pieces. Each piece can
 * be repeated, since it writes what the client's facts say and not how they changed; a crash leaves the rest to the next writer.
 */
import type { ClientId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { IntakeChange, IntakeLedger } from '../../ports/intake-ledger.ts';
import { MAX_WRITES, TableBusy } from '../../ports/table.ts';
import { filePayment, selfReferralReviews } from './file-payment.ts';

/** Each lost race means that somebody else made headway, or that a week closed: not so many in a row. */
const MAX_ROUNDS = 12;

/** @throws TableBusy when others keep changing the client: its facts stand, and whoever comes next files by them. */
export async function finishIntent(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) if (await fileInPieces(id, ledger, settings)) return;
  throw new TableBusy(`the payments of client ${id} could not be filed anew: others keep changing them`);
}

/** False when somebody else changed the client meanwhile, or a week closed: look again. */
async function fileInPieces(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  const keys = { events: [], partners: [], clients: [id], payments: [], emails: [], names: [] };
  const before = (await ledger.load(keys)).clients.get(id);
  if (!before?.intent) return true;
  const payments = await ledger.paymentIdsOf(id);
  const snapshot = await ledger.load({ ...keys, payments });
  const client = snapshot.clients.get(id);
  // The list is that of this version only if the client was the same before it was read.
  if (client?.version !== before.version) return false;

  const unchanged = { record: client, changed: false };
  let piece: IntakeChange = { events: [], client: unchanged, payments: [], put: [], remove: [] };
  for (const record of payments.flatMap((payment) => snapshot.payments.get(payment) ?? [])) {
    const filing = filePayment(record, client, snapshot, settings);
    if (filing.put.length === 0 && filing.remove.length === 0) continue;
    const larger: IntakeChange = {
      ...piece,
      payments: [...piece.payments, filing.record],
      put: [...piece.put, ...filing.put],
      reviews: selfReferralReviews([...piece.put, ...filing.put]),
      remove: [...piece.remove, ...filing.remove],
    };
    if (ledger.sizeOf(larger) <= MAX_WRITES) {
      piece = larger;
      continue;
    }
    if (!(await commitOne(ledger, piece))) return false;
    const { record: own, put, remove } = filing;
    piece = { ...piece, payments: [own], put, remove, reviews: selfReferralReviews(put) };
  }
  if (piece.payments.length > 0 && !(await commitOne(ledger, piece))) return false;
  return commitOne(ledger, {
    events: [],
    client: { record: { ...client, intent: false }, changed: true, endsIntent: true },
    payments: [],
    put: [],
    remove: [],
  });
}

async function commitOne(ledger: IntakeLedger, change: IntakeChange): Promise<boolean> {
  const [done] = await ledger.commit([change]);
  return done === true;
}
