/** The keys of the ledger's items, in one place. `!` sorts before every id and `#` before every character of an id. */
import { bucketOf } from '../../domain/bucket.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { ClaimId, ClientId, EventId, PartnerId, PaymentId, ReferralListId } from '../../domain/ids.ts';
import type { Key } from '../../ports/table.ts';

const ITSELF = '!';
const twoDigits = (bucket: number): string => String(bucket).padStart(2, '0');

export const settingsKey: Key = { pk: 'PROGRAM', sk: 'SETTINGS' };
export const calendarKey: Key = { pk: 'PROGRAM', sk: 'CALENDAR' };

export const weekPartition = (week: WeekEnding, bucket: number): string => `WEEK#${week}#${twoDigits(bucket)}`;
export const markerKey = (week: WeekEnding, bucket: number): Key => ({ pk: weekPartition(week, bucket), sk: ITSELF });
export const entryKey = (week: WeekEnding, partner: PartnerId, payment: PaymentId, line: string): Key => ({
  pk: weekPartition(week, bucketOf(partner)),
  sk: `${partner}#${payment}#${line}`,
});
/** No payment id begins so: billing may call a payment `adjustment`. */
const BY_OPERATIONS = '!adjustment';
export const adjustmentEntryKey = (week: WeekEnding, partner: PartnerId, adjustment: string): Key => ({
  pk: weekPartition(week, bucketOf(partner)),
  sk: `${partner}#${BY_OPERATIONS}#${adjustment}`,
});

export const waitingPartition = (bucket: number): string => `WAITING#${twoDigits(bucket)}`;
export const waitingKey = (partner: PartnerId): Key => ({ pk: waitingPartition(bucketOf(partner)), sk: partner });

export const PROFILE = 'PROFILE';
export const ACCOUNT = 'ACCOUNT';
export const profileKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: PROFILE });
export const accountKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: ACCOUNT });
export const PAYOUT_PREFIX = 'PAYOUT#';
/** One payout a partner and week: the key itself makes a second one impossible. */
export const payoutKey = (partner: PartnerId, week: WeekEnding): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${PAYOUT_PREFIX}${week}`,
});
/** What a partner's entries of a week come to: moved in the same transaction as the entries. */
export const PARTNER_WEEK_PREFIX = 'WEEK#';
export const partnerWeekKey = (partner: PartnerId, week: WeekEnding): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${PARTNER_WEEK_PREFIX}${week}`,
});
/** What a client's payments come to for a partner; there from the moment on in which the client names that partner. */
export const PARTNER_CLIENT_PREFIX = 'CLIENT#';
export const partnerClientKey = (partner: PartnerId, client: ClientId): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${PARTNER_CLIENT_PREFIX}${client}`,
});
export const AWAITED_PREFIX = 'AWAITED-BY#';
export const awaitedKey = (partner: PartnerId, client: ClientId): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${AWAITED_PREFIX}${client}`,
});
export const partnerEmailKey = (email: string): Key => ({ pk: `PARTNER-EMAIL#${email}`, sk: ITSELF });
export const partnerNameKey = (name: string): Key => ({ pk: `PARTNER-NAME#${name}`, sk: ITSELF });

export const eventKey = (event: EventId): Key => ({ pk: `EVENT#${event}`, sk: ITSELF });
export const paymentKey = (payment: PaymentId): Key => ({ pk: `PAYMENT#${payment}`, sk: 'STATE' });
export const clientKey = (client: ClientId): Key => ({ pk: `CLIENT#${client}`, sk: 'PROFILE' });
export const CLIENT_PAYMENT_PREFIX = 'PAYMENT#';
export const clientPaymentKey = (client: ClientId, payment: PaymentId): Key => ({
  pk: `CLIENT#${client}`,
  sk: `${CLIENT_PAYMENT_PREFIX}${payment}`,
});
/** What the sign-up said beside the client's facts: written once, read when somebody asks who referred the client. */
export const clientSignUpKey = (client: ClientId): Key => ({ pk: `CLIENT#${client}`, sk: 'SIGN-UP' });
/** Clients by their owner's e-mail, in its comparable form: one attribute a client. */
export const clientEmailKey = (email: string): Key => ({ pk: `CLIENT-EMAIL#${email}`, sk: ITSELF });
/** Clients by the business domain of their owner's e-mail: an item a client, since a large company has many. */
export const clientDomainPartition = (domain: string): string => `CLIENT-DOMAIN#${domain}`;
export const clientDomainKey = (domain: string, client: ClientId): Key => ({
  pk: clientDomainPartition(domain),
  sk: client,
});
/** Exists as long as a client's payments are not all filed by its facts. */
export const OPEN_INTENTS = 'OPEN-INTENTS';
export const openIntentKey = (client: ClientId): Key => ({ pk: OPEN_INTENTS, sk: client });
/** What waits for operations, by kind: in the order of ids. */
export const REVIEWS = 'REVIEW';
export const reviewKey = (kind: string, id: string): Key => ({ pk: REVIEWS, sk: `${kind}#${id}` });

export const runPartition = (week: WeekEnding): string => `RUN#${week}`;
export const runKey = (week: WeekEnding): Key => ({ pk: runPartition(week), sk: 'RUN' });
/** Why somebody decided on the run, under the name of the execution that does it. */
export const runNoteKey = (week: WeekEnding, name: string): Key => ({ pk: runPartition(week), sk: `NOTE#${name}` });
export const MANIFEST_PREFIX = 'MANIFEST#';
export const manifestKey = (week: WeekEnding, manifest: string): Key => ({
  pk: runPartition(week),
  sk: `${MANIFEST_PREFIX}${manifest}`,
});
export const BATCH_PREFIX = 'BATCH#';
const batchName = (manifest: string, generation: number): string =>
  `${manifest}#${String(generation).padStart(3, '0')}`;
export const batchKey = (week: WeekEnding, manifest: string, generation: number): Key => ({
  pk: runPartition(week),
  sk: `${BATCH_PREFIX}${batchName(manifest, generation)}`,
});
/** Exists as long as a batch is not settled: what the daily reconciliation reads. */
export const OPEN_BATCHES = 'OPEN-BATCHES';
export const openBatchKey = (week: WeekEnding, manifest: string, generation: number): Key => ({
  pk: OPEN_BATCHES,
  sk: `${week}#${batchName(manifest, generation)}`,
});

/** All partners in the order of their ids, for lists. */
export const PARTNERS = 'PARTNERS';
export const listedPartnerKey = (partner: PartnerId): Key => ({ pk: PARTNERS, sk: partner });
export const loginKey = (sub: string): Key => ({ pk: `LOGIN#${sub}`, sk: ITSELF });
/** The partner's own log-in: one, for ever. */
export const partnerLoginKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: 'LOGIN' });
export const linkKey = (link: string): Key => ({ pk: `LINK#${link}`, sk: ITSELF });
export const onceKey = (id: string): Key => ({ pk: `ONCE#${id}`, sk: ITSELF });
/** By time: an instant as ISO text and the record's id. */
export const AUDIT = 'AUDIT';
export const auditKey = (at: string, id: string): Key => ({ pk: AUDIT, sk: `${at}#${id}` });
export const PARTNER_AUDIT_PREFIX = 'AUDIT#';
export const partnerAuditKey = (partner: PartnerId, at: string, id: string): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${PARTNER_AUDIT_PREFIX}${at}#${id}`,
});
export const mailKey = (mail: string): Key => ({ pk: `MAIL#${mail}`, sk: ITSELF });
/** Exists until the mail is sent: what the daily sweep reads. */
export const OPEN_MAILS = 'OPEN-MAILS';
export const openMailKey = (mail: string): Key => ({ pk: OPEN_MAILS, sk: mail });
/** Exists until the payments of a changed partner's clients are filed anew. */
export const OPEN_REFILINGS = 'OPEN-REFILINGS';
export const openRefilingKey = (partner: PartnerId, changedAt: number): Key => ({
  pk: OPEN_REFILINGS,
  sk: `${partner}#${changedAt}`,
});

/** An adjustment by operations, and the list of those that wait for a second person. */
export const adjustmentKey = (adjustment: string): Key => ({ pk: `ADJUSTMENT#${adjustment}`, sk: ITSELF });
export const PROPOSED_ADJUSTMENTS = 'PROPOSED-ADJUSTMENTS';
export const proposedAdjustmentKey = (adjustment: string): Key => ({ pk: PROPOSED_ADJUSTMENTS, sk: adjustment });

/** Exists for a payout that operations decide about: sent back by the receiver, or reversed. */
export const PAYOUT_EXCEPTION_PREFIX = 'EXCEPTION#';
export const payoutExceptionKey = (partner: PartnerId, week: WeekEnding): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${PAYOUT_EXCEPTION_PREFIX}${week}`,
});
/** What one person has adjusted on a day without a second one. */
export const adjustedByKey = (person: string, day: LocalDay): Key => ({ pk: `ADJUSTED-BY#${person}`, sk: day });

export const claimKey = (claim: ClaimId): Key => ({ pk: `CLAIM#${claim}`, sk: ITSELF });
/** Exists while a claim is open: what the nightly look and operations read. */
export const OPEN_CLAIMS = 'OPEN-CLAIMS';
export const openClaimKey = (claim: ClaimId): Key => ({ pk: OPEN_CLAIMS, sk: claim });
/** Claims of a partner, and those for a client, by the time at which they were made. */
export const CLAIM_PREFIX = 'CLAIM#';
export const partnerClaimKey = (partner: PartnerId, at: string, claim: ClaimId): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${CLAIM_PREFIX}${at}#${claim}`,
});
export const clientClaimKey = (client: ClientId, at: string, claim: ClaimId): Key => ({
  pk: `CLIENT#${client}`,
  sk: `${CLAIM_PREFIX}${at}#${claim}`,
});
/** What counts against a partner's limits of claims. */
export const claimBookKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: 'CLAIM-BOOK' });
/** One claim a partner and name, and a partner and client: there while it is open, and after a denial. */
export const claimedNameKey = (partner: PartnerId, nameHash: string): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `CLAIMED#${nameHash}`,
});
export const claimedClientKey = (client: ClientId, partner: PartnerId): Key => ({
  pk: `CLIENT#${client}`,
  sk: `CLAIMED-BY#${partner}`,
});
/** An e-mail that referral lists name, in its comparable form: one attribute a partner. */
export const listedEmailKey = (email: string): Key => ({ pk: `LISTED#${email}`, sk: ITSELF });
const threeDigits = (chunk: number): string => String(chunk).padStart(3, '0');
export const referralListKey = (list: ReferralListId): Key => ({ pk: `REFERRAL-LIST#${list}`, sk: ITSELF });
/** Rows by chunks, and beside them what became of them. */
export const listChunkKey = (list: ReferralListId, kind: 'CHUNK' | 'PREVIEW' | 'RESULT', chunk: number): Key => ({
  pk: referralListKey(list).pk,
  sk: `${kind}#${threeDigits(chunk)}`,
});
/** A partner's lists by time: an instant as ISO text and the list's id. */
export const PARTNER_LIST_PREFIX = 'REFERRAL-LIST#';
export const partnerListKey = (partner: PartnerId, at: string, list: ReferralListId): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `${PARTNER_LIST_PREFIX}${at}#${list}`,
});
/** When the partner's lists of the last day were uploaded. */
export const recentListsKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: 'RECENT-LISTS' });
/** Exists as long as a list is previewed or committed. */
export const OPEN_LISTS = 'OPEN-LISTS';
export const openListKey = (list: ReferralListId): Key => ({ pk: OPEN_LISTS, sk: list });
/** What waits for somebody: payouts that are unclaimed, blocked, sent back or reversed, and batches that are parked. */
export const EXCEPTIONS = 'EXCEPTIONS';
export const WAITING_PAYOUT_PREFIX = 'payout#';
export const waitingPayoutKey = (partner: PartnerId, week: WeekEnding): Key => ({
  pk: EXCEPTIONS,
  sk: `${WAITING_PAYOUT_PREFIX}${week}#${partner}`,
});
export const parkedBatchKey = (week: WeekEnding, manifest: string, generation: number): Key => ({
  pk: EXCEPTIONS,
  sk: `batch#${week}#${batchName(manifest, generation)}`,
});
/** When PayPal was last asked about a batch because somebody said that something changed. */
export const lookKey = (week: WeekEnding, manifest: string, generation: number): Key => ({
  pk: runPartition(week),
  sk: `LOOK#${batchName(manifest, generation)}`,
});
/** A webhook of PayPal's that was taken: it is sent for three days. */
export const webhookKey = (event: string): Key => ({ pk: `WEBHOOK#${event}`, sk: ITSELF });
