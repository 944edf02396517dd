/** Files payments anew after a change of their referrer (a rate, an e-mail): at once for the partner concerned, and daily for whatever is left. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import type { OpenRefiling, Refilings } from '../../ports/refilings.ts';
import { inParallel } from '../in-parallel.ts';
import { isStale, refileClient } from './refile-client.ts';

export interface RefilingDependencies {
  readonly refilings: Refilings;
  readonly earnings: Pick<EarningsLedger, 'clients'>;
  readonly intake: IntakeLedger;
  readonly settings: ProgramSettings;
}

export interface RefilingReport {
  readonly refilings: number;
  /** Looked at. */
  readonly clients: number;
  /** Not filed anew: others kept changing them, or a run planned. They stay open for the next time. */
  readonly failed: number;
}

export interface RefilingLimits {
  /** @default every partner's refilings */
  readonly only?: PartnerId;
  /** Of one partner: what is left stays for the daily rule. @default no limit */
  readonly maxClients?: number;
}

const CLIENTS_PER_PAGE = 100;
const LOOKED_AT_ONCE = 8;
/**
 * Intake that read the partner before the change has ended by then: a call of staff commits within its 29 s, and a call
 * of billing that read just before lives 29 s more.
 */
export const INTAKE_ENDS_AFTER_MS = 60_000;

/** A client that fails keeps its refiling open, and holds up nobody else. */
export async function refilePartners(
  now: Instant,
  { only, maxClients = Number.POSITIVE_INFINITY }: RefilingLimits,
  dependencies: RefilingDependencies,
): Promise<RefilingReport> {
  const open = (await dependencies.refilings.open()).filter(
    ({ partnerId }) => only === undefined || partnerId === only,
  );
  const byPartner = Map.groupBy(open, ({ partnerId }) => partnerId);
  let [clients, failed] = [0, 0];
  for (const [partner, refilings] of byPartner) {
    const pass = await passOver(partner, maxClients, dependencies);
    clients += pass.clients;
    failed += pass.failed;
    if (pass.isWhole && pass.failed === 0) await endOld(refilings, now, dependencies);
  }
  return { refilings: open.length, clients, failed };
}

interface Pass {
  readonly clients: number;
  readonly failed: number;
  readonly isWhole: boolean;
}

async function passOver(
  partner: PartnerId,
  maxClients: number,
  { earnings, intake, settings }: RefilingDependencies,
): Promise<Pass> {
  let [clients, failed] = [0, 0];
  for (let after: ClientId | undefined; ; ) {
    const page = await earnings.clients(partner, { ...(after ? { after } : {}), limit: CLIENTS_PER_PAGE });
    const stale: ClientId[] = [];
    await inParallel(page, LOOKED_AT_ONCE, async ({ clientId }) => {
      // What cannot even be looked at is tried, fails by itself, and holds up nobody else.
      if (await isStale(clientId, intake, settings).catch(() => true)) stale.push(clientId);
    });
    // One after the other: all of them change the same totals of the partner.
    for (const client of stale.sort()) if (!(await isRefiled(client, intake, settings))) failed += 1;
    clients += page.length;
    after = page.at(-1)?.clientId;
    if (page.length < CLIENTS_PER_PAGE) return { clients, failed, isWhole: true };
    if (clients >= maxClients) return { clients, failed, isWhole: false };
  }
}

/** Whatever went wrong with one client, the next one is tried; the refiling stays open and tells of it. */
const isRefiled = (client: ClientId, intake: IntakeLedger, settings: ProgramSettings): Promise<boolean> =>
  refileClient(client, intake, settings).catch(() => false);

/** What was changed within the last minute stays open: a call of billing may still be writing by what it read before. */
async function endOld(
  refilings: readonly OpenRefiling[],
  now: Instant,
  dependencies: RefilingDependencies,
): Promise<void> {
  for (const refiling of refilings) {
    if (now - refiling.changedAt >= INTAKE_ENDS_AFTER_MS) await dependencies.refilings.end(refiling);
  }
}
