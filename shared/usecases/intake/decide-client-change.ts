/** From folded events to one change of the ledger: which payments must be filed anew, and what that writes. */
import type { EventResult } from '../../contracts/billing-events.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { ClientId, PaymentId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { ClientRecord, IntakeChange, IntakeSnapshot } from '../../ports/intake-ledger.ts';
import { asFiled, awaitsPartner, filePayment, knownCredited, selfReferralReviews } from './file-payment.ts';
import { type ClientEvent, foldClientEvents, newClient } from './fold-client-events.ts';

export interface ClientWork {
  readonly id: ClientId;
  readonly events: readonly ClientEvent[];
  /** Of the intake: the day of a sign-up that says none. */
  readonly today: LocalDay;
  /** All payments of the client, when they were asked for. */
  readonly allPayments?: readonly PaymentId[];
}

export type ClientDecision =
  | {
      readonly kind: 'change';
      readonly change: IntakeChange;
      /** The first step where the change does not fit a transaction: the facts and an intent, nothing filed yet. */
      readonly factsOnly: IntakeChange;
      readonly results: readonly EventResult[];
    }
  /** The client's facts change, and with them what its other payments earn. */
  | { readonly kind: 'needs-all-payments' };

export function decideClientChange(
  work: ClientWork,
  snapshot: IntakeSnapshot,
  settings: ProgramSettings,
): ClientDecision {
  const before = snapshot.clients.get(work.id) ?? newClient(work.id);
  const folded = foldClientEvents(work.id, work.events, snapshot, {
    today: work.today,
    referralListDays: settings.referralListDays,
  });
  const { referrer } = folded.client.client;
  const newReferrer = referrer === before.client.referrer ? undefined : referrer;
  const client: ClientRecord = {
    ...folded.client,
    awaitsPartner: awaitsPartner(folded.client.client, snapshot),
  };

  const changed = JSON.stringify(client) !== JSON.stringify(before);
  const factsChanged =
    changed && client.client !== before.client && JSON.stringify(client.client) !== JSON.stringify(before.client);
  const filesAll = factsChanged || client.awaitsPartner !== before.awaitsPartner;
  if (filesAll && before.client.since !== undefined && !work.allPayments) return { kind: 'needs-all-payments' };

  const others = filesAll ? (work.allPayments ?? []).filter((id) => !folded.payments.has(id)) : [];
  const untouched = others.flatMap((id) => snapshot.payments.get(id) ?? []);
  const filings = [...folded.payments.values(), ...untouched].map((record) =>
    filePayment(record, client, snapshot, settings),
  );
  const written = filings.filter(
    ({ record, put, remove }) => folded.touched.has(record.id) || put.length > 0 || remove.length > 0,
  );
  const { remembered: events, results, signUp, listedAs } = folded;
  const put = written.flatMap((filing) => filing.put);
  const reviews = folded.review ? [folded.review] : [];
  return {
    kind: 'change',
    results,
    change: {
      events,
      reviews: [...reviews, ...selfReferralReviews(put)],
      // Every accepted event moves the client's version: who changes its facts meanwhile has not seen this payment, and must.
      client: { record: client, changed: changed || events.length > 0, newReferrer, signUp, listedAs },
      payments: written.map(({ record }) => record),
      put,
      remove: written.flatMap(({ remove }) => remove),
    },
    factsOnly: {
      events,
      reviews,
      client: {
        record: {
          ...client,
          intent: true,
          shownTo: [...new Set([...(before.shownTo ?? []), ...knownCredited([before, client], snapshot)])],
        },
        changed: true,
        newReferrer,
        signUp,
        listedAs,
      },
      payments: [...folded.payments.values()].filter(({ id }) => folded.touched.has(id)).map(asFiled),
      put: [],
      remove: [],
    },
  };
}
