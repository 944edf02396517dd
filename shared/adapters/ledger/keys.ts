/** The keys of the ledger's items, in one place. `!` sorts before every id and `#` before every character of an id. */
import { bucketOf } from '../../domain/bucket.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { ClientId, EventId, PartnerId, PaymentId } from '../../domain/ids.ts';
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

export const waitingPartition = (bucket: number): string => `WAITING#${twoDigits(bucket)}`;
export const waitingKey = (partner: PartnerId): Key => ({ pk: waitingPartition(bucketOf(partner)), sk: partner });

export const profileKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: 'PROFILE' });
export const accountKey = (partner: PartnerId): Key => ({ pk: `PARTNER#${partner}`, sk: 'ACCOUNT' });
/** One payout a partner and week: the key itself makes a second one impossible. */
export const payoutKey = (partner: PartnerId, week: WeekEnding): Key => ({
  pk: `PARTNER#${partner}`,
  sk: `PAYOUT#${week}`,
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
/** Exists as long as a client's payments are not all filed by its facts. */
export const OPEN_INTENTS = 'OPEN-INTENTS';
export const openIntentKey = (client: ClientId): Key => ({ pk: OPEN_INTENTS, sk: client });
export const referrerReviewKey = (client: ClientId): Key => ({ pk: 'REVIEW', sk: `REFERRER#${client}` });

export const runPartition = (week: WeekEnding): string => `RUN#${week}`;
export const runKey = (week: WeekEnding): Key => ({ pk: runPartition(week), sk: 'RUN' });
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
