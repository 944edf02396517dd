/** Writes down, one by one, that a confirmed claim has closed the others for the client; the nightly look finds what is left. */
import type { ClientId } from '../../domain/ids.ts';
import { eachInTurn } from '../each-in-turn.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimOccasion } from './claim-move.ts';
import { writeDownEnd } from './end-claim.ts';

/** Never throws: they are closed by the client's own item, whoever has written it down. */
export async function closeOthers(
  client: ClientId,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<void> {
  const byProgram = { ...occasion, by: { kind: 'program', id: 'claims' } as const };
  try {
    const open = (await dependencies.claims.ofClient(client)).filter(({ claim }) => claim.state === 'open');
    await eachInTurn(open, ({ claim }) => writeDownEnd(claim.id, byProgram, dependencies));
  } catch {
    // The confirmation stands.
  }
}
