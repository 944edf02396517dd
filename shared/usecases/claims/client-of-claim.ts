/** The clients that claims are for, as they stand now. */
import type { Client } from '../../domain/client.ts';
import type { ClientId } from '../../domain/ids.ts';
import { type ClientRecord, type IntakeLedger, NO_KEYS } from '../../ports/intake-ledger.ts';

interface OfClient {
  readonly clientId?: ClientId;
}

export const clientOfClaim = async (
  { clientId }: OfClient,
  intake: Pick<IntakeLedger, 'load'>,
): Promise<ClientRecord | undefined> =>
  clientId && (await intake.load({ ...NO_KEYS, clients: [clientId] })).clients.get(clientId);

export async function clientsOfClaims(
  claims: readonly OfClient[],
  intake: Pick<IntakeLedger, 'load'>,
): Promise<ReadonlyMap<ClientId, Client>> {
  const ids = [...new Set(claims.flatMap(({ clientId }) => clientId ?? []))];
  if (ids.length === 0) return new Map();
  const { clients } = await intake.load({ ...NO_KEYS, clients: ids });
  return new Map([...clients].map(([id, { client }]) => [id, client]));
}
