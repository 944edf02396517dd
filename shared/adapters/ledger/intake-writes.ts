/** Turns one intake change into the writes of a transaction, each with the condition that makes it happen once. */
import { bucketOf } from '../../domain/bucket.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import { comparableName } from '../../domain/full-name.ts';
import type { Partner } from '../../domain/partner.ts';
import { EMPTY_TALLY, tallyChange } from '../../domain/tally.ts';
import type { ClaimChange } from '../../ports/claims.ts';
import type { FiledPosting, IntakeChange, PaymentChange } from '../../ports/intake-ledger.ts';
import type { Key, Write } from '../../ports/table.ts';
import { ABSENT, atVersion } from './at-version.ts';
import { auditWrites } from './audit-writes.ts';
import { signUpWrites } from './client-directory.ts';
import { correctionWrite } from './corrections.ts';
import {
  awaitedKey,
  calendarKey,
  clientKey,
  clientPaymentKey,
  entryKey,
  eventKey,
  listedEmailKey,
  listedPartnerKey,
  markerKey,
  openIntentKey,
  partnerEmailKey,
  partnerNameKey,
  paymentKey,
  profileKey,
} from './keys.ts';
import { mergeAdditions } from './merge-additions.ts';
import { onceWrite } from './once-records.ts';
import { closeReviewWrite, openReviewWrite } from './reviews.ts';
import { clientTotalsWrite, weekTotalsWrite } from './totals.ts';

/** One attribute a partner, so that two partners of one name or address are both found. */
export const PARTNER_ATTRIBUTE = 'partner:';

export type ClaimWrites = (change: ClaimChange) => Write[];

const refuseClaims: ClaimWrites = ({ after }) => {
  throw new Error(`this ledger was opened without the writes of claims, and is given claim ${after.id}`);
};

/**
 * One marker check serves all entries of a bucket and week in the transaction.
 * @param claimWrites left out where no change decides a claim: functions that never do need not carry it.
 */
export function writesOf(change: IntakeChange, claimWrites: ClaimWrites = refuseClaims): Write[] {
  return [
    ...change.events.map(({ id, hash }): Write => ({ kind: 'put', item: { ...eventKey(id), hash }, when: ABSENT })),
    ...(change.newPartner ? partnerWrites(change.newPartner.partner, change.newPartner.contentHash) : []),
    ...clientWrites(change),
    ...change.payments.flatMap(paymentWrites),
    ...change.remove.map((filed): Write => ({ kind: 'delete', key: keyOfEntry(filed) })),
    ...change.put.map(
      (filed): Write => ({
        kind: 'put',
        item: { ...keyOfEntry(filed), ...filed.posting, paymentId: filed.paymentId, clientId: filed.clientId },
      }),
    ),
    ...markerChecks([...change.put, ...change.remove]),
    ...totalsWrites(change),
    ...(change.reviews ?? []).map(openReviewWrite),
    ...(change.closes ?? []).map(closeReviewWrite),
    ...(change.claim ? claimWrites(change.claim) : []),
    ...(change.audit ? auditWrites(change.audit) : []),
    ...(change.once ? [onceWrite(change.once)] : []),
  ];
}

const keyOfEntry = ({ posting, paymentId }: FiledPosting): Key =>
  entryKey(posting.weekEnding, posting.partnerId, paymentId, posting.lineId);

function markerChecks(filed: readonly FiledPosting[]): Write[] {
  const keys = new Map<string, Key>();
  for (const { posting } of filed) {
    const key = markerKey(posting.weekEnding, bucketOf(posting.partnerId));
    keys.set(key.pk, key);
  }
  return [...keys.values()].map((key) => ({ kind: 'check', key, when: ABSENT }));
}

/** Exact, since each payment's version is a condition of the same transaction: nobody else has moved what it had filed. */
function totalsWrites({ client, payments }: IntakeChange): Write[] {
  const filings = payments.flatMap(({ payment, filedBefore, filed }) =>
    payment ? [{ clientId: payment.clientId, before: filedBefore, after: filed }] : [],
  );
  const { weeks, clients } = tallyChange(filings);
  const { record, newReferrer } = client ?? {};
  return mergeAdditions([
    ...weeks.map(({ partnerId, weekEnding, by }) => weekTotalsWrite(partnerId, weekEnding, by)),
    ...clients.map(({ partnerId, clientId, by }) => clientTotalsWrite(partnerId, clientId, by)),
    ...(record && newReferrer ? [clientTotalsWrite(newReferrer, record.client.id, EMPTY_TALLY)] : []),
  ]);
}

function clientWrites({ client }: IntakeChange): Write[] {
  if (!client) return [];
  const { record, changed } = client;
  const key = clientKey(record.client.id);
  const when = atVersion(record.version);
  if (!changed) return [{ kind: 'check', key, when }];
  const { client: facts, version, ...rest } = record;
  const item = { ...key, facts, ...rest, version: version + 1 };
  const awaited = record.awaitsPartner && facts.referrer ? facts.referrer : undefined;
  return [
    { kind: 'put', item, when },
    ...intentWrites(client),
    ...(client.signUp ? signUpWrites(client.signUp) : []),
    ...listedChecks(client),
    // A partner who arrives at the same moment finds this client, or makes this write fail.
    ...(awaited
      ? ([
          { kind: 'check', key: profileKey(awaited), when: ABSENT },
          { kind: 'put', item: { ...awaitedKey(awaited, facts.id) } },
        ] as const)
      : []),
  ];
}

/** A list that is committed at the same moment is seen by the sign-up, or sees the client: it moves this version first. */
const listedChecks = ({ listedAs }: NonNullable<IntakeChange['client']>): Write[] =>
  listedAs ? [{ kind: 'check', key: listedEmailKey(listedAs.email), when: atVersion(listedAs.version) }] : [];

/**
 * A run must not read a client whose payments are filed by halves: it finishes the open intents before it closes a week,
 * and while it plans nothing new is begun. An intent that waits for the run has filed nothing yet, and the end of one may
 * come at any time.
 */
function intentWrites({ record, endsIntent, moves = [] }: NonNullable<IntakeChange['client']>): Write[] {
  const key = openIntentKey(record.client.id);
  const { intent, waitsForRun, shownTo = [] } = record;
  if (intent && waitsForRun) return [{ kind: 'put', item: { ...key, waitsForRun } }];
  const mayFile: Write = { kind: 'check', key: calendarKey, when: { kind: 'attribute-absent', attribute: 'planning' } };
  if (intent) return [{ kind: 'put', item: { ...key } }, mayFile, ...shownTo.map((each) => correctionWrite(each, 1))];
  return [
    ...(endsIntent ? [{ kind: 'delete', key } as const] : []),
    ...(endsIntent?.map((each) => correctionWrite(each, -1)) ?? []),
    ...(moves.length > 0 ? [mayFile, ...moves.map((each) => correctionWrite(each, 0))] : []),
  ];
}

function paymentWrites(record: PaymentChange): Write[] {
  const { payment, waiting, refused, filed, version, id } = record;
  const writes: Write[] = [
    {
      kind: 'put',
      item: { ...paymentKey(id), payment, waiting, refused, filed, version: version + 1 },
      when: atVersion(version),
    },
  ];
  // The client's list of payments is written with the payment itself, so that no later change of the client misses one.
  if (payment) writes.push({ kind: 'put', item: { ...clientPaymentKey(payment.clientId, id) } });
  return writes;
}

export function partnerWrites(partner: Partner, contentHash: string): Write[] {
  const emails = new Set(partner.heldEmails.map((held) => comparableEmail(held.address)));
  return [
    { kind: 'put', item: { ...profileKey(partner.id), partner, contentHash, version: 1 }, when: ABSENT },
    { kind: 'put', item: { ...listedPartnerKey(partner.id) } },
    ...[...emails].map(
      (email): Write => ({
        kind: 'update',
        key: partnerEmailKey(email),
        set: { [`${PARTNER_ATTRIBUTE}${partner.id}`]: true },
      }),
    ),
    {
      kind: 'update',
      key: partnerNameKey(comparableName(partner.name)),
      set: { [`${PARTNER_ATTRIBUTE}${partner.id}`]: true },
    },
  ];
}
