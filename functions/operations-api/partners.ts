/** Partners, found and changed by operations. */
import {
  changePartnerEmail,
  changeRate,
  createPartner,
  findPartners,
  getPartner,
  holdPartner,
  invitePartner,
  recordTaxForm,
  releasePartner,
  resetPartnerPassword,
} from '../../shared/contracts/api/ops-partners.ts';
import { partnerIdSchema } from '../../shared/contracts/values.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import type { PartnerRecord } from '../../shared/ports/partner-ledger.ts';
import { finishRefilings } from '../../shared/usecases/intake/refile-partners.ts';
import { fileAwaiting } from '../../shared/usecases/intake/take-in-events.ts';

import { changePartner, noSuchPartner, type StaffChangeOutcome } from '../../shared/usecases/staff/change-partner.ts';
import { createPartner as create } from '../../shared/usecases/staff/create-partner.ts';
import { findPartners as find } from '../../shared/usecases/staff/find-partners.ts';
import {
  changeLoginEmail,
  invitePartner as invite,
  resetPassword,
} from '../../shared/usecases/staff/help-with-login.ts';
import * as decisions from '../../shared/usecases/staff/partner-decisions.ts';
import { showPartner, showPartnerLine } from '../../shared/usecases/staff/show-partner.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { fromCursor, toCursor } from '../api/cursor.ts';
import { versionMoved } from '../api/read-request.ts';
import { answerOf, refusal } from '../api/refusals.ts';
import { logger } from '../logging.ts';
import { pause } from '../pause.ts';
import type { StaffConnections } from './connect.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

export function partnerEndpoints(connections: StaffConnections): ServedEndpoint[] {
  const { ledger, earnings, logins, intake, refilings, clock } = connections;

  const shown = async ({ partner, version }: PartnerRecord) => {
    const [standing, login] = await Promise.all([earnings.standing(partner.id), logins.ofPartner(partner.id)]);
    if (!standing) throw refusal(noSuchPartner(partner.id));
    return { body: showPartner(partner, standing.account, login !== undefined), version };
  };
  const settled = (outcome: StaffChangeOutcome) => {
    if (outcome.kind === 'moved') throw versionMoved();
    if (outcome.kind === 'refused') throw refusal(outcome.why);
    return shown(outcome.record);
  };
  /** At once where it is quick; OpenRun finishes the rest before it pays. */
  const refile = async (): Promise<void> => {
    const settings = await ledger.settings();
    await finishRefilings(clock.now(), { refilings, earnings, intake, settings }).catch((error: unknown) =>
      logger.warn('payments are not filed anew yet', { error: error instanceof Error ? error.name : 'unknown' }),
    );
  };

  return [
    serve(findPartners, async ({ query: { limit, cursor, ...search } }) => {
      const after = fromCursor(cursor, partnerIdSchema);
      const { items, next } = await find(search, { limit, ...(after ? { after } : {}) }, ledger);
      return { body: { items: items.map(showPartnerLine), next: next === undefined ? undefined : toCursor(next) } };
    }),
    serve(getPartner, async ({ params: { partnerId } }) => {
      const found = await ledger.find(partnerId);
      if (!found) throw refusal(noSuchPartner(partnerId));
      return shown(found);
    }),
    serve(createPartner, async (call) => {
      const { note: _, ...facts } = call.body;
      const body = answerOf(await create(facts, wordOf(call), onceCallOf(createPartner, call), connections));
      // Clients that named this partner before earn for it now; for a repeated call too, so that a crash leaves none behind.
      await fileAwaiting(body.partnerId, intake, await intake.begin(call.now), pause);
      return { body };
    }),
    serve(invitePartner, async (call) => {
      const onceCall = onceCallOf(invitePartner, call);
      return { body: answerOf(await invite(call.params.partnerId, wordOf(call), onceCall, connections)) };
    }),
    serve(changeRate, async (call) => {
      const { basisPoints, from } = call.body;
      const reply = await settled(
        await changePartner(targetOf(call), wordOf(call), connections, (partner, today) =>
          decisions.changeRate(partner, today, { basisPoints, from }),
        ),
      );
      await refile();
      return reply;
    }),
    serve(holdPartner, async (call) =>
      settled(
        await changePartner(targetOf(call), wordOf(call), connections, (partner) =>
          decisions.hold(partner, call.body.note),
        ),
      ),
    ),
    serve(releasePartner, async (call) =>
      settled(await changePartner(targetOf(call), wordOf(call), connections, decisions.release)),
    ),
    serve(recordTaxForm, async (call) => {
      const { form, receivedOn } = call.body;
      return settled(
        await changePartner(targetOf(call), wordOf(call), connections, (partner, today) =>
          decisions.recordForm(partner, today, form, receivedOn),
        ),
      );
    }),
    serve(changePartnerEmail, async (call) => {
      const { email } = call.body;
      const reply = await settled(
        await changeLoginEmail(targetOf(call), email, call.wallTime, wordOf(call), connections),
      );
      await refile();
      return reply;
    }),
    serve(resetPartnerPassword, async (call) => {
      const onceCall = onceCallOf(resetPartnerPassword, call);
      const outcome = await resetPassword(call.params.partnerId, call.wallTime, wordOf(call), onceCall, connections);
      return { body: answerOf(outcome) };
    }),
  ];
}

const targetOf = ({ params, ifMatch }: { params: { partnerId: PartnerId }; ifMatch: number }) => ({
  id: params.partnerId,
  version: ifMatch,
});
