/** The names of clients as their partner sees them: those of the owners. */
import type { ClientId } from '../../domain/ids.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';

const NAMES_AT_ONCE = 500;

/** Without those of whom no owner is known. */
export async function clientNames(
  clients: readonly ClientId[],
  ledger: Pick<EarningsLedger, 'clientFacts'>,
): Promise<Map<ClientId, string>> {
  const names = new Map<ClientId, string>();
  for (let start = 0; start < clients.length; start += NAMES_AT_ONCE) {
    const facts = await ledger.clientFacts(clients.slice(start, start + NAMES_AT_ONCE));
    for (const [id, { owner }] of facts) if (owner) names.set(id, owner.name);
  }
  return names;
}
