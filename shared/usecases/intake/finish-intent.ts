/**
 * Ends a change of a client that was too large for one transaction: its payments are filed anew in pieces. Each piece can
 * be repeated, since it writes what the client's facts say and not how they changed; a crash leaves the rest to the next writer.
 */
import type { ClientId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import {
  type ClientRecord,
  type IntakeChange,
  type IntakeLedger,
  type IntakeSnapshot,
  NO_KEYS,
} from '../../ports/intake-ledger.ts';
import { MAX_WRITES, TableBusy } from '../../ports/table.ts';
import { awaitsPartner, filePayment, knownCredited, selfReferralReviews } from './file-payment.ts';

/** Each lost race means that somebody else made headway, or that a week closed: not so many in a row. */
const MAX_ROUNDS = 12;

/**
 * False when it has to wait for a run that plans just now: it was left behind for that run, and nothing of it is filed.
 * @throws TableBusy when others keep changing the client: its facts stand, and whoever comes next files by them.
 */
export async function finishIntent(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const progress = await fileInPieces(id, ledger, settings);
    if (progress !== 'lost') return progress === 'done';
  }
  throw new TableBusy(`the payments of client ${id} could not be filed anew: others keep changing them`);
}

/** `lost`: somebody else changed the client meanwhile, or a week closed: look again. */
async function fileInPieces(
  id: ClientId,
  ledger: IntakeLedger,
  settings: ProgramSettings,
): Promise<'done' | 'waits-for-run' | 'lost'> {
  const keys = { ...NO_KEYS, clients: [id] };
  const found = await ledger.load(keys);
  const before = found.clients.get(id);
  if (!before?.intent) return 'done';
  if (before.waitsForRun) return (await beginFiling(before, found, ledger)) ? 'lost' : stillWaits(id, before, ledger);
  const payments = await ledger.paymentIdsOf(id);
  const snapshot = await ledger.load({ ...keys, payments });
  const client = snapshot.clients.get(id);
  // The list is that of this version only if the client was the same before it was read.
  if (client?.version !== before.version) return 'lost';

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
    if (!(await commitOne(ledger, piece))) return 'lost';
    const { record: own, put, remove } = filing;
    piece = { ...piece, payments: [own], put, remove, reviews: selfReferralReviews(put) };
  }
  if (piece.payments.length > 0 && !(await commitOne(ledger, piece))) return 'lost';
  const { shownTo = [], ...over } = client;
  const ended = await commitOne(ledger, {
    events: [],
    client: {
      record: { ...over, awaitsPartner: awaitsPartner(over.client, snapshot), intent: false },
      changed: true,
      endsIntent: shownTo,
    },
    payments: [],
    put: [],
    remove: [],
  });
  return ended ? 'done' : 'lost';
}

/** Refused as long as a run plans. */
function beginFiling(record: ClientRecord, snapshot: IntakeSnapshot, ledger: IntakeLedger): Promise<boolean> {
  const { waitsForRun: _, shownTo = [], ...rest } = record;
  const begun = {
    ...rest,
    awaitsPartner: awaitsPartner(rest.client, snapshot),
    shownTo: [...new Set([...shownTo, ...knownCredited([record], snapshot)])],
  };
  return commitOne(ledger, {
    events: [],
    client: { record: begun, changed: true },
    payments: [],
    put: [],
    remove: [],
  });
}

/** Nobody else has touched it: so it was the run that refused. */
async function stillWaits(id: ClientId, before: ClientRecord, ledger: IntakeLedger): Promise<'waits-for-run' | 'lost'> {
  const keys = { ...NO_KEYS, clients: [id] };
  const now = (await ledger.load(keys)).clients.get(id);
  return now?.version === before.version ? 'waits-for-run' : 'lost';
}

async function commitOne(ledger: IntakeLedger, change: IntakeChange): Promise<boolean> {
  const [done] = await ledger.commit([change]);
  return done === true;
}
