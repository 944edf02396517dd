/** Turns a claim's change into the writes of a transaction, each with the condition that makes it happen once. */
import { addDays, type LocalDay } from '../../domain/calendar/local-day.ts';
import { type Claim, REPEAT_DAYS } from '../../domain/claim.ts';
import type { BookRecord, ClaimChange } from '../../ports/claims.ts';
import type { Condition, Key, Write } from '../../ports/table.ts';
import { identityOf } from '../../ports/write-rules.ts';
import { ABSENT, atVersion } from './at-version.ts';
import { auditWrites } from './audit-writes.ts';
import {
  claimBookKey,
  claimedClientKey,
  claimedNameKey,
  claimKey,
  clientClaimKey,
  openClaimKey,
  partnerClaimKey,
} from './keys.ts';
import { newLinkWrite, usedLinkWrite } from './links.ts';
import { mailWrites } from './mail-writes.ts';
import { onceWrite } from './once-records.ts';
import { openReviewWrite } from './reviews.ts';

export function claimWrites(change: ClaimChange): Write[] {
  const { before, after, book, audit, usedLink, once } = change;
  const version = before?.version ?? 0;
  return [
    { kind: 'put', item: { ...claimKey(after.id), claim: after, version: version + 1 }, when: atVersion(version) },
    ...placeWrites(before?.claim, after),
    ...guardWrites(change),
    ...(book ? [bookWrite(after, book.before, book.after)] : []),
    ...mailWrites(change.mails ?? []),
    ...(change.newLinks ?? []).map(newLinkWrite),
    ...(usedLink ? [usedLinkWrite(usedLink)] : []),
    ...(change.opensReviews ?? []).map(openReviewWrite),
    ...auditWrites(audit),
    ...(once ? [onceWrite(once)] : []),
  ];
}

/** Where lists find the claim. */
function placeWrites(before: Claim | undefined, after: Claim): Write[] {
  const { id, partnerId, clientId, madeAt } = after;
  const at = new Date(madeAt).toISOString();
  const writes: Write[] = [];
  if (!before) writes.push({ kind: 'put', item: { ...partnerClaimKey(partnerId, at, id), claimId: id } });
  if (clientId !== undefined && before?.clientId === undefined)
    writes.push({ kind: 'put', item: { ...clientClaimKey(clientId, at, id), claimId: id } });
  if (after.state === 'open') writes.push({ kind: 'put', item: { ...openClaimKey(id) } });
  else if (before?.state === 'open') writes.push({ kind: 'delete', key: openClaimKey(id) });
  return writes;
}

/** One claim of a partner for a name and for a client: taken when it opens, given free when it ends, and kept by a denial. */
function guardWrites({ before, after, nameHash, today }: ClaimChange): Write[] {
  const was = before ? guardsOf(before.claim, nameHash) : [];
  const is = guardsOf(after, nameHash);
  const taken = is.filter((key) => !was.some((other) => identityOf(other) === identityOf(key)));
  const freed = was.filter((key) => !is.some((other) => identityOf(other) === identityOf(key)));
  const kept = after.state === 'denied' ? { deniedOn: after.endedOn } : undefined;
  return [
    ...taken.map(
      (key): Write => ({ kind: 'put', item: { ...key, claimId: after.id }, when: mayBeTaken(after, today) }),
    ),
    ...freed.map(
      (key): Write => (kept ? { kind: 'put', item: { ...key, claimId: after.id, ...kept } } : { kind: 'delete', key }),
    ),
  ];
}

/** What an open claim holds. */
const guardsOf = ({ state, partnerId, clientId }: Claim, nameHash: string): Key[] =>
  state === 'open'
    ? [claimedNameKey(partnerId, nameHash), ...(clientId === undefined ? [] : [claimedClientKey(clientId, partnerId)])]
    : [];

/** Free, denied so long ago that it may be claimed again, or denied by this very claim, which is opened again. */
const mayBeTaken = ({ id }: Claim, today: LocalDay): Condition => ({
  kind: 'any',
  of: [
    ABSENT,
    { kind: 'equals', attribute: 'claimId', value: id },
    { kind: 'less-than', attribute: 'deniedOn', value: addDays(today, 1 - REPEAT_DAYS) },
  ],
});

const bookWrite = ({ partnerId }: Claim, { version }: BookRecord, book: BookRecord['book']): Write => ({
  kind: 'put',
  item: { ...claimBookKey(partnerId), ...book, version: version + 1 },
  when: atVersion(version),
});
