/** Files payments anew after a change of their referrer (a rate, an e-mail): at once where it is quick, and before the next run in any case. */

import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import type { OpenRefiling, Refilings } from '../../ports/refilings.ts';
import { TableBusy } from '../../ports/table.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { inParallel } from '../in-parallel.ts';
import { refileClient } from './refile-client.ts';

export interface RefilingDependencies {
  readonly refilings: Refilings;
  readonly earnings: Pick<EarningsLedger, 'clients'>;
  readonly intake: IntakeLedger;
  readonly settings: ProgramSettings;
}

const CLIENTS_PER_PAGE = 100;
const CLIENTS_AT_ONCE = 8;
/** Intake that read the partner before the change has ended by then: its Lambda lives 29 s at most. */
const INTAKE_ENDS_AFTER_MS = 60_000;

/**
 * Everything that is open. What was changed within the last minute stays open for the next time: a call of billing may
 * still be writing by what it read before.
 * @throws TableBusy when clients could not be filed anew; the others are.
 */
export async function finishRefilings(now: Instant, dependencies: RefilingDependencies): Promise<void> {
  await eachInTurn(await dependencies.refilings.open(), (refiling) => refile(refiling, now, dependencies));
}

async function refile(refiling: OpenRefiling, now: Instant, dependencies: RefilingDependencies): Promise<void> {
  const { refilings, earnings, intake, settings } = dependencies;
  const lost: ClientId[] = [];
  for (let after: ClientId | undefined; ; ) {
    const page = await earnings.clients(refiling.partnerId, { ...(after ? { after } : {}), limit: CLIENTS_PER_PAGE });
    await inParallel(page, CLIENTS_AT_ONCE, async ({ clientId }) => {
      if (!(await refileClient(clientId, intake, settings))) lost.push(clientId);
    });
    after = page.at(-1)?.clientId;
    if (page.length < CLIENTS_PER_PAGE) break;
  }
  if (lost.length > 0)
    throw new TableBusy(`${lost.length} clients of ${refiling.partnerId} could not be filed anew yet`);
  if (now - refiling.changedAt >= INTAKE_ENDS_AFTER_MS) await refilings.end(refiling);
}
