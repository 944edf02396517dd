/** Which client a claimant means: by the owner's e-mail, its business domain or the account's id. */

import type { ClaimedName, Unmatched } from '../../domain/claim.ts';
import { currentReferrer } from '../../domain/client-referrer.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { ClientDirectory } from '../../ports/client-directory.ts';
import { type ClientRecord, type IntakeLedger, NO_KEYS } from '../../ports/intake-ledger.ts';
import { contentHash } from '../content-hash.ts';

export type ClientMeant =
  | { readonly kind: 'one'; readonly record: ClientRecord }
  /** The claimant is credited with it already. */
  | { readonly kind: 'own'; readonly clientId: ClientId }
  | { readonly kind: 'none'; readonly why: Extract<Unmatched, 'no-such-client' | 'several'> };

export interface FindsClients {
  readonly directory: ClientDirectory;
  readonly intake: Pick<IntakeLedger, 'load'>;
}

/** More accounts in a domain than a person looks through. */
const MAX_CANDIDATES = 20;

export async function clientMeant(
  named: ClaimedName,
  partner: PartnerId,
  { directory, intake }: FindsClients,
): Promise<ClientMeant> {
  const candidates = await candidatesFor(named, directory);
  if (candidates.length === 0) return { kind: 'none', why: 'no-such-client' };
  const { clients } = await intake.load({ ...NO_KEYS, clients: candidates });
  // Without an owner there is nobody to ask.
  const known = [...clients.values()].filter(({ client }) => client.owner !== undefined);
  // Said even where the name may mean others, too: anything else would tell that there are others.
  const own = known.find(({ client }) => currentReferrer(client) === partner);
  if (own) return { kind: 'own', clientId: own.client.id };
  const [record] = known;
  if (!record) return { kind: 'none', why: 'no-such-client' };
  return known.length === 1 ? { kind: 'one', record } : { kind: 'none', why: 'several' };
}

export async function candidatesFor(named: ClaimedName, directory: ClientDirectory): Promise<readonly ClientId[]> {
  switch (named.by) {
    case 'client-id':
      return [named.value];
    case 'email': {
      const email = comparableEmail(named.value);
      return (await directory.withOwnerEmails([email])).get(email) ?? [];
    }
    case 'domain':
      return directory.inDomain(named.value, MAX_CANDIDATES);
  }
}

/** The same for names that mean the same. */
export const nameHashOf = ({ by, value }: ClaimedName): string =>
  contentHash({ by, value: by === 'email' ? comparableEmail(value) : by === 'domain' ? value.toLowerCase() : value });
