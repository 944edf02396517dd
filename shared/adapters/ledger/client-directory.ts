/** Clients by e-mail and domain over a table, and what their sign-ups said. */
import { comparableEmail, domainOf } from '../../domain/email-address.ts';
import { isFreeMail } from '../../domain/free-mail-domains.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { ClientDirectory, SignUp } from '../../ports/client-directory.ts';
import type { Item, Table, Write } from '../../ports/table.ts';
import { clientDomainKey, clientDomainPartition, clientEmailKey, clientSignUpKey } from './keys.ts';

const CLIENT_ATTRIBUTE = 'client:';

/** For the transaction of the sign-up: once, since a client signs up once. */
export function signUpWrites(signUp: SignUp): Write[] {
  const { clientId, ownerEmail } = signUp;
  const domain = domainOf(ownerEmail);
  return [
    { kind: 'put', item: { ...clientSignUpKey(clientId), ...signUp }, when: { kind: 'absent' } },
    {
      kind: 'update',
      key: clientEmailKey(comparableEmail(ownerEmail)),
      set: { [`${CLIENT_ATTRIBUTE}${clientId}`]: true },
    },
    ...(isFreeMail(domain) ? [] : [{ kind: 'put', item: { ...clientDomainKey(domain, clientId) } } as const]),
  ];
}

export function clientDirectory(table: Table): ClientDirectory {
  return {
    async withOwnerEmails(emails) {
      const unique = [...new Set(emails)];
      const items = unique.length > 0 ? await table.getMany(unique.map(clientEmailKey)) : [];
      const byPartition = new Map(items.map((item) => [item.pk, item]));
      return new Map(
        unique.flatMap((email): [string, ClientId[]][] => {
          const clients = clientsIn(byPartition.get(clientEmailKey(email).pk));
          return clients.length > 0 ? [[email, clients]] : [];
        }),
      );
    },
    async inDomain(domain, limit) {
      const clients: ClientId[] = [];
      for await (const { sk } of table.query({ pk: clientDomainPartition(domain.toLowerCase()), limit }))
        clients.push(sk as ClientId);
      return clients;
    },
    async signUp(client) {
      const item = await table.get(clientSignUpKey(client));
      if (!item) return undefined;
      const { pk: _, sk: __, ...signUp } = item;
      return signUp as unknown as SignUp;
    },
  };
}

const clientsIn = (item: Item | undefined): ClientId[] =>
  Object.keys(item ?? {})
    .filter((name) => name.startsWith(CLIENT_ATTRIBUTE))
    .map((name) => name.slice(CLIENT_ATTRIBUTE.length) as ClientId)
    .sort();
