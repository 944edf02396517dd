/** The function `ops-partner-terms`: changes of partners that reach what their clients' payments earn. */
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { refilings } from '../../shared/adapters/ledger/refilings.ts';
import { changeRate, createPartner } from '../../shared/contracts/api/ops-partners.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import { refilePartners } from '../../shared/usecases/intake/refile-partners.ts';
import { changePartner } from '../../shared/usecases/staff/change-partner.ts';
import { createPartner as create } from '../../shared/usecases/staff/create-partner.ts';
import { changeRate as toRate } from '../../shared/usecases/staff/partner-decisions.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { answerOf } from '../api/refusals.ts';
import { logger } from '../logging.ts';
import { connect } from './connect.ts';
import { settledReply, targetOf } from './partner-reply.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

const base = connect();
const connections = { ...base, intake: intakeLedger(base.table), refilings: refilings(base.table) };
const { ledger, clock } = connections;

/** So many clients are looked at well within a call; the daily rule does the rest, before Friday's run. */
const MAX_CLIENTS = 1_000;

async function refile(only: PartnerId): Promise<void> {
  try {
    const settings = await ledger.settings();
    await refilePartners(clock.now(), { only, maxClients: MAX_CLIENTS }, { ...connections, settings });
  } catch (error) {
    // The change stands, and its refiling is open.
    logger.warn('payments are not filed anew yet', { error: error instanceof Error ? error.name : 'unknown' });
  }
}

export const handler = apiHandler(
  [
    serve(createPartner, async (call) => {
      const { note: _, ...facts } = call.body;
      const body = answerOf(await create(facts, wordOf(call), onceCallOf(createPartner, call), connections));
      await refile(body.partnerId);
      return { body };
    }),
    serve(changeRate, async (call) => {
      const { basisPoints, from } = call.body;
      const outcome = await changePartner(targetOf(call), wordOf(call), connections, (partner, today) =>
        toRate(partner, today, { basisPoints, from }),
      );
      const reply = await settledReply(outcome, connections);
      await refile(call.params.partnerId);
      return reply;
    }),
  ],
  connections,
);
