/**
 * Changes a client's facts by a person's word and files its payments by them: in one step where they fit a transaction,
 * through an intent where they do not. While a run plans, the word is taken and what follows from it waits for that run.
 */
import type { Client } from '../../domain/client.ts';
import { currentReferrer } from '../../domain/client-referrer.ts';
import type { ClientId, PartnerId, PaymentId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import {
  type ClientRecord,
  type IntakeChange,
  type IntakeLedger,
  type IntakeSnapshot,
  NO_KEYS,
} from '../../ports/intake-ledger.ts';
import { MAX_WRITES, TableBusy } from '../../ports/table.ts';
import { awaitsPartner, filePayment, knownCredited, type PaymentFiling, selfReferralReviews } from './file-payment.ts';
import { finishIntent } from './finish-intent.ts';

/** Each lost race means that somebody else made headway. */
const MAX_ROUNDS = 12;

export interface DecidedClient {
  readonly kind: 'change';
  readonly client: Client;
  /** Written in the same transaction. */
  readonly with: Pick<IntakeChange, 'closes' | 'audit' | 'once' | 'claim'>;
}

export type ClientChangeOutcome<Refused> =
  /** `filed` is false where it waits for a run that plans just now, or others keep the client busy: it is filed later. */
  | { readonly kind: 'done'; readonly filed: boolean }
  | { readonly kind: 'refused'; readonly why: Refused }
  | { readonly kind: 'no-such-client' }
  /** Others keep changing the client: nothing was changed. */
  | { readonly kind: 'busy' };

/**
 * @param decide may be asked again when the client moved meanwhile.
 * @param credited partners whom the change may name and the client does not know yet.
 */
export async function changeClient<Refused = never>(
  id: ClientId,
  credited: readonly PartnerId[],
  decide: (record: ClientRecord) => Promise<DecidedClient | { readonly kind: 'refused'; readonly why: Refused }>,
  ledger: IntakeLedger,
  settings: ProgramSettings,
): Promise<ClientChangeOutcome<Refused>> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = (await ledger.load({ ...NO_KEYS, clients: [id] })).clients.get(id);
    if (!before) return { kind: 'no-such-client' };
    if (before.intent && !before.waitsForRun) {
      if (!(await isFinished(id, ledger, settings))) return { kind: 'busy' };
      continue;
    }
    const payments = await ledger.paymentIdsOf(id);
    const snapshot = await ledger.load({ ...NO_KEYS, clients: [id], partners: credited, payments });
    const record = snapshot.clients.get(id);
    // The list is that of this version only if the client was the same before it was read.
    if (record?.version !== before.version) continue;
    const decided = await decide(record);
    if (decided.kind === 'refused') return decided;
    const changes = changesOf(record, decided, payments, snapshot, settings);
    if (changes.whole && ledger.sizeOf(changes.whole) <= MAX_WRITES) {
      if (await isCommitted(changes.whole, ledger)) return { kind: 'done', filed: true };
    } else if (changes.begun && (await isCommitted(changes.begun, ledger)))
      return { kind: 'done', filed: await isFinished(id, ledger, settings) };
    // Refused because a run plans, or because somebody was faster: the last one fails for the second reason only.
    if (await isCommitted(changes.waiting, ledger))
      return { kind: 'done', filed: await isFinished(id, ledger, settings) };
  }
  return { kind: 'busy' };
}

/** The change stands: what others keep from being filed, whoever comes next files. */
async function isFinished(id: ClientId, ledger: IntakeLedger, settings: ProgramSettings): Promise<boolean> {
  try {
    return await finishIntent(id, ledger, settings);
  } catch (error) {
    if (error instanceof TableBusy) return false;
    throw error;
  }
}

async function isCommitted(change: IntakeChange, ledger: IntakeLedger): Promise<boolean> {
  const [done] = await ledger.commit([change]);
  return done === true;
}

/** The three ways to write a change: what waits for a run already goes on waiting. */
function changesOf(
  before: ClientRecord,
  { client, with: more }: DecidedClient,
  payments: readonly PaymentId[],
  snapshot: IntakeSnapshot,
  settings: ProgramSettings,
): { readonly whole?: IntakeChange; readonly begun?: IntakeChange; readonly waiting: IntakeChange } {
  const after: ClientRecord = {
    ...before,
    client,
    awaitsPartner: awaitsPartner(client, snapshot),
  };
  const current = currentReferrer(client);
  const listed = current === currentReferrer(before.client) ? {} : { newReferrer: current };
  const shownTo = knownCredited([before, after], snapshot);
  const nothing = { events: [], payments: [], put: [], remove: [], ...more };
  const waiting: IntakeChange = {
    ...nothing,
    client: {
      // Kept for when it begins: whoever is credited no more by then has a screen, too.
      record: { ...after, intent: true, waitsForRun: true, shownTo: union(before.shownTo, shownTo) },
      changed: true,
      ...listed,
    },
  };
  if (before.waitsForRun) return { waiting };
  const filings = filingsOf(after, payments, snapshot, settings);
  const put = filings.flatMap((filing) => filing.put);
  return {
    waiting,
    begun: { ...nothing, client: { record: { ...after, intent: true, shownTo }, changed: true, ...listed } },
    whole: {
      ...nothing,
      client: { record: after, changed: true, moves: shownTo, ...listed },
      payments: filings.map(({ record }) => record),
      put,
      remove: filings.flatMap(({ remove }) => remove),
      reviews: selfReferralReviews(put),
    },
  };
}

const union = (a: readonly PartnerId[] = [], b: readonly PartnerId[]): PartnerId[] => [...new Set([...a, ...b])];

/** Of those payments only that are filed otherwise than before. */
export const filingsOf = (
  record: ClientRecord,
  payments: readonly PaymentId[],
  snapshot: IntakeSnapshot,
  settings: ProgramSettings,
): PaymentFiling[] =>
  payments
    .flatMap((id) => snapshot.payments.get(id) ?? [])
    .map((payment) => filePayment(payment, record, snapshot, settings))
    .filter(({ put, remove }) => put.length > 0 || remove.length > 0);
