/** One round over events of clients and payments: load, decide, commit. What lost a race is left for the next round. */
import type { BillingEvent, EventResult } from '../../contracts/billing-events.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { ClientId, PaymentId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import {
  type IntakeChange,
  type IntakeKeys,
  type IntakeLedger,
  type IntakeSnapshot,
  NO_KEYS,
} from '../../ports/intake-ledger.ts';
import { MAX_WRITES } from '../../ports/table.ts';
import { hintsOf, listedEmailOf } from './attribute-client.ts';
import { clientWorks, isMovement } from './client-works.ts';
import { type ClientDecision, type ClientWork, decideClientChange } from './decide-client-change.ts';
import { asFiled } from './file-payment.ts';
import { finishIntent } from './finish-intent.ts';
import { type ClientEvent, newPayment } from './fold-client-events.ts';
import { foldMovement } from './fold-movement.ts';
import { eventHash, knownEvent } from './identify-event.ts';

export type Settled = Map<BillingEvent, EventResult>;

/**
 * @param refile clients whose payments are filed anew though no event speaks of them.
 * @param today the day of a sign-up that says none.
 */
export async function takeInClients(
  events: readonly ClientEvent[],
  refile: readonly ClientId[],
  ledger: IntakeLedger,
  settings: ProgramSettings,
  today: LocalDay,
): Promise<Settled> {
  const payments = [...new Set(events.filter(isMovement).map((event) => event.paymentId))];
  const known = payments.length > 0 ? (await ledger.load({ ...NO_KEYS, payments })).payments : new Map();
  const { clients, waiting } = clientWorks(events, known);
  const works: ClientWork[] = [
    ...[...clients].map(([id, ofClient]) => ({ id, events: ofClient, today })),
    ...refile.filter((id) => !clients.has(id)).map((id) => ({ id, events: [], today })),
  ];
  const settled: Settled = new Map();
  await commitWaiting(waiting, ledger, settled);
  await commitClients(works, ledger, settings, settled);
  return settled;
}

async function commitWaiting(
  waiting: ReturnType<typeof clientWorks>['waiting'],
  ledger: IntakeLedger,
  settled: Settled,
): Promise<void> {
  if (waiting.size === 0) return;
  const all = [...waiting.values()].flat();
  const snapshot = await ledger.load({ ...NO_KEYS, events: all.map(({ id }) => id), payments: [...waiting.keys()] });
  const known = new Map(snapshot.events);
  const folds = [...waiting].map(([id, events]) => {
    let record = snapshot.payments.get(id) ?? newPayment(id);
    const results: [BillingEvent, EventResult][] = [];
    const remembered: { id: BillingEvent['id']; hash: string }[] = [];
    for (const event of events) {
      const folded = foldMovement(record, event);
      const result = knownEvent(event, known) ?? folded.result;
      results.push([event, result]);
      if (result.outcome !== 'waiting') continue;
      record = folded.record;
      known.set(event.id, eventHash(event));
      remembered.push({ id: event.id, hash: eventHash(event) });
    }
    const change: IntakeChange = {
      events: remembered,
      payments: remembered.length > 0 ? [asFiled(record)] : [],
      put: [],
      remove: [],
    };
    // The payment arrived between two looks: the next round finds its client.
    return { change, results: record.payment ? [] : results };
  });
  await commitAll(
    folds.filter(({ results }) => results.length > 0),
    ledger,
    settled,
  );
}

async function commitClients(
  works: readonly ClientWork[],
  ledger: IntakeLedger,
  settings: ProgramSettings,
  settled: Settled,
): Promise<void> {
  if (works.length === 0) return;
  const snapshot = await ledger.load(keysOf(works));
  const ready: ClientWork[] = [];
  const waiting: Fold[] = [];
  for (const work of works) {
    if (!snapshot.clients.get(work.id)?.intent) ready.push(work);
    else if (!(await finishIntent(work.id, ledger, settings)))
      waiting.push(...factsWhileItWaits(work, snapshot, settings));
  }
  await commitAll(waiting, ledger, settled);
  const decisions = ready.map((work) => ({ work, snapshot, decision: decideClientChange(work, snapshot, settings) }));
  const decided = await Promise.all(
    decisions.map(async (entry) =>
      entry.decision.kind === 'change'
        ? entry
        : { ...entry, decision: await decideOnAll(entry.work, snapshot, ledger, settings) },
    ),
  );
  const small: Fold[] = [];
  for (const { work, decision } of decided) {
    if (decision.kind !== 'change') continue;
    const results = resultsOf(work, decision.results);
    if (ledger.sizeOf(decision.change) <= MAX_WRITES) {
      small.push({ change: decision.change, results });
    } else {
      await commitAll([{ change: decision.factsOnly, results }], ledger, settled);
      await finishIntent(work.id, ledger, settings);
    }
  }
  await commitAll(small, ledger, settled);
}

/** The client's payments are filed after the run that plans just now: until then only what is told is kept. */
function factsWhileItWaits(work: ClientWork, snapshot: IntakeSnapshot, settings: ProgramSettings): Fold[] {
  const decision = decideClientChange({ ...work, allPayments: [] }, snapshot, settings);
  if (decision.kind !== 'change') throw new Error(`client ${work.id} was given all its payments`);
  return [{ change: decision.factsOnly, results: resultsOf(work, decision.results) }];
}

/** The client's facts change: decided anew with every payment of the client at hand. */
async function decideOnAll(
  work: ClientWork,
  before: IntakeSnapshot,
  ledger: IntakeLedger,
  settings: ProgramSettings,
): Promise<ClientDecision> {
  const allPayments = await ledger.paymentIdsOf(work.id);
  const keys = keysOf([work]);
  const snapshot = await ledger.load({ ...keys, payments: unique([...keys.payments, ...allPayments]) });
  // The list is that of this version only if the client was the same before it was read: otherwise, next round.
  const client = snapshot.clients.get(work.id);
  if (client?.intent || client?.version !== before.clients.get(work.id)?.version) return { kind: 'needs-all-payments' };
  return decideClientChange({ ...work, allPayments }, snapshot, settings);
}

const resultsOf = (work: ClientWork, results: readonly EventResult[]): [BillingEvent, EventResult][] =>
  results.flatMap((result, place) => {
    const event = work.events[place];
    return event ? [[event, result]] : [];
  });

interface Fold {
  readonly change: IntakeChange;
  readonly results: readonly (readonly [BillingEvent, EventResult])[];
}

async function commitAll(folds: readonly Fold[], ledger: IntakeLedger, settled: Settled): Promise<void> {
  const writing = folds.filter(({ change }) => writesAnything(change));
  const done = new Map<Fold, boolean>();
  const outcomes = await ledger.commit(writing.map(({ change }) => change));
  for (const [place, fold] of writing.entries()) done.set(fold, outcomes[place] === true);
  for (const fold of folds) {
    if (done.get(fold) === false) continue;
    for (const [event, result] of fold.results) settled.set(event, result);
  }
}

const writesAnything = ({ events, client, payments, put, remove }: IntakeChange): boolean =>
  events.length + payments.length + put.length + remove.length > 0 || client?.changed === true;

function keysOf(works: readonly ClientWork[]): IntakeKeys {
  const events = works.flatMap((work) => work.events);
  const signUps = events.flatMap((event) => (event.type === 'client-signed-up' ? [event] : []));
  const hints = signUps.map(hintsOf);
  return {
    events: events.map(({ id }) => id),
    clients: works.map(({ id }) => id),
    payments: unique(events.flatMap((event): PaymentId[] => ('paymentId' in event ? [event.paymentId] : []))),
    partners: unique(signUps.flatMap(({ referrerId }) => (referrerId ? [referrerId] : []))),
    emails: unique(hints.flatMap(({ emails }) => emails)),
    names: unique(hints.flatMap(({ names }) => names)),
    listed: unique(signUps.flatMap((event) => listedEmailOf(event) ?? [])),
  };
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
