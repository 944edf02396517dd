/** The mails that tell partners of payouts that were paid: for those who had asked for them when the run decided. */
import type { MailOf } from '../../contracts/mail.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import { contentHash } from '../content-hash.ts';
import type { ReconcileDependencies } from './dependencies.ts';

/** Who has none did not ask, or has no profile. Asks the ledger for nothing when nobody asked. */
export async function payoutMails(
  weekEnding: WeekEnding,
  paid: readonly ManifestRow[],
  { ledger, clock }: Pick<ReconcileDependencies, 'ledger' | 'clock'>,
): Promise<ReadonlyMap<PartnerId, MailOf<'payout-sent'>>> {
  const asked = paid.filter(({ mailWhenPaid }) => mailWhenPaid);
  const emails = await ledger.loginEmails(asked.map(({ partnerId }) => partnerId));
  const createdAt = clock.now();
  return new Map(
    asked.flatMap(({ partnerId, payoutCents, receiver = '' }) => {
      const to = emails.get(partnerId);
      if (to === undefined) return [];
      const data = { weekEnding, amountCents: payoutCents, receiver: maskedAddress(receiver) };
      const id = payoutMailIdOf(weekEnding, partnerId);
      return [[partnerId, { id, kind: 'payout-sent', to, partnerId, createdAt, data }]];
    }),
  );
}

/** The same for ever: no second mail of a payout can be written. A hash, since ids of partners have signs that ids of mails have not. */
export const payoutMailIdOf = (weekEnding: WeekEnding, partnerId: PartnerId): string =>
  `payout-${weekEnding}-${contentHash(partnerId).slice(0, 32)}`;
