/** Says of each row of a chunk what becomes of it, from the ledger as it is now. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { Client } from '../../domain/client.ts';
import { currentReferrer } from '../../domain/client-referrer.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import type { ClientId, PartnerId, ReferralListId } from '../../domain/ids.ts';
import { countsOn } from '../../domain/listed-email.ts';
import type { Partner } from '../../domain/partner.ts';
import { type JudgedRow, judgeRow } from '../../domain/referral-list-row.ts';
import { judgeSelfReferral } from '../../domain/self-referral.ts';
import type { ClientDirectory } from '../../ports/client-directory.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import { type ListedEmail, type ListedEmails, NOT_LISTED } from '../../ports/listed-emails.ts';
import type { ListRow } from '../../ports/referral-lists.ts';

export interface JudgeDependencies {
  readonly directory: Pick<ClientDirectory, 'withOwnerEmails'>;
  readonly clients: Pick<EarningsLedger, 'clientFacts'>;
  readonly listed: ListedEmails;
}

export interface JudgedBy {
  readonly partner: Partner;
  /** Whose own word does not count: it may have been written by a try that died. */
  readonly listId: ReferralListId;
  /** The day of the list, or today for a preview. */
  readonly day: LocalDay;
  readonly referralListDays: number;
}

export interface JudgedChunk {
  readonly judged: readonly JudgedRow[];
  /** As they were read for it. */
  readonly listed: ReadonlyMap<string, ListedEmail>;
}

export async function judgeChunk(
  rows: readonly ListRow[],
  by: JudgedBy,
  { directory, clients, listed: listedEmails }: JudgeDependencies,
): Promise<JudgedChunk> {
  const emails = rows.filter(({ fault }) => !fault).map(({ email }) => comparableEmail(email));
  const listed = await listedEmails.find(emails);
  const known = await directory.withOwnerEmails(emails);
  const facts = known.size > 0 ? await clients.clientFacts([...new Set([...known.values()].flat())]) : NOBODY;
  const judged = rows.map((row): JudgedRow => {
    if (row.fault) return { outcome: row.fault.kind };
    const mailbox = comparableEmail(row.email);
    return judgeRow({
      partner: by.partner.id,
      verdict: verdictOn(row, by),
      referrers: referrersOf(known.get(mailbox) ?? [], facts),
      isListed: isListedBy(by, listed.get(mailbox)),
    });
  });
  return { judged, listed };
}

const NOBODY: ReadonlyMap<ClientId, Client> = new Map();

const referrersOf = (
  clients: readonly ClientId[],
  facts: ReadonlyMap<ClientId, Client>,
): readonly (PartnerId | undefined)[] =>
  clients.map((id) => {
    const client = facts.get(id);
    return client && currentReferrer(client);
  });

const isListedBy = ({ partner, listId, day, referralListDays }: JudgedBy, { listings } = NOT_LISTED): boolean =>
  listings.some(
    (each) =>
      each.partner === partner.id && (each.listId === listId ? each.from < day : countsOn(each, day, referralListDays)),
  );

/** Without a name only the e-mail can tell. */
const verdictOn = ({ email, name = '' }: ListRow, { partner, day }: JudgedBy) =>
  judgeSelfReferral({ owner: { name, email }, partner, paymentDay: day, decision: undefined });
