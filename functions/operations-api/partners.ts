/** The function `ops-partners`: partners found, invited, held, released, helped with their log-in, and their forms recorded. */

import { connectUserPool } from '../../shared/adapters/cognito/user-pool.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import {
  changePartnerEmail,
  findPartners,
  getPartner,
  holdPartner,
  invitePartner,
  recordTaxForm,
  releasePartner,
  removePartnerSecondFactor,
  resetPartnerPassword,
} from '../../shared/contracts/api/ops-partners.ts';
import { readEnvironment, userPoolEnvironment } from '../../shared/contracts/environment.ts';
import { partnerIdSchema } from '../../shared/contracts/values.ts';
import { changePartner, noSuchPartner } from '../../shared/usecases/staff/change-partner.ts';
import { findPartners as find } from '../../shared/usecases/staff/find-partners.ts';
import {
  changeLoginEmail,
  invitePartner as invite,
  resetPassword,
} from '../../shared/usecases/staff/help-with-login.ts';
import { hold, recordForm, release } from '../../shared/usecases/staff/partner-decisions.ts';
import { removeSecondFactor } from '../../shared/usecases/staff/remove-second-factor.ts';
import { showPartnerLine } from '../../shared/usecases/staff/show-partner.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { answerOf, refusal } from '../api/refusals.ts';
import { connectLinks } from '../link-maker.ts';
import { connect } from './connect.ts';
import { partnerReply, settledReply, targetOf } from './partner-reply.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

const { USER_POOL_ID: poolId, USER_POOL_CLIENT_ID: clientId } = readEnvironment(userPoolEnvironment);
const base = connect();
const connections = {
  ...base,
  ...connectLinks(),
  earnings: earningsLedger(base.table),
  pool: connectUserPool({ poolId, clientId }),
};
const { ledger } = connections;

export const handler = apiHandler(
  [
    serve(findPartners, async ({ query: { limit, cursor, ...search } }) => {
      const after = fromCursor(cursor, partnerIdSchema);
      const { items, next } = await find(search, { limit, ...(after ? { after } : {}) }, ledger);
      return { body: paged({ items: items.map(showPartnerLine), next }) };
    }),
    serve(getPartner, async ({ params: { partnerId } }) => {
      const found = await ledger.find(partnerId);
      if (!found) throw refusal(noSuchPartner(partnerId));
      return partnerReply(found, connections);
    }),
    serve(invitePartner, async (call) => {
      const onceCall = onceCallOf(invitePartner, call);
      return { body: answerOf(await invite(call.params.partnerId, wordOf(call), onceCall, connections)) };
    }),
    serve(holdPartner, async (call) => {
      const { note } = call.body;
      const outcome = await changePartner(targetOf(call), wordOf(call), connections, (partner) => hold(partner, note));
      return settledReply(outcome, connections);
    }),
    serve(releasePartner, async (call) =>
      settledReply(await changePartner(targetOf(call), wordOf(call), connections, release), connections),
    ),
    serve(recordTaxForm, async (call) => {
      const { form, receivedOn } = call.body;
      const outcome = await changePartner(targetOf(call), wordOf(call), connections, (partner, today) =>
        recordForm(partner, today, form, receivedOn),
      );
      return settledReply(outcome, connections);
    }),
    // Payments are filed anew by the daily rule, before Friday's run.
    serve(changePartnerEmail, async (call) => {
      const { email } = call.body;
      const outcome = await changeLoginEmail(targetOf(call), email, call.wallTime, wordOf(call), connections);
      return settledReply(outcome, connections);
    }),
    serve(resetPartnerPassword, async (call) => {
      const onceCall = onceCallOf(resetPartnerPassword, call);
      const outcome = await resetPassword(call.params.partnerId, call.wallTime, wordOf(call), onceCall, connections);
      return { body: answerOf(outcome) };
    }),
    serve(removePartnerSecondFactor, async (call) => {
      const onceCall = onceCallOf(removePartnerSecondFactor, call);
      const { partnerId } = call.params;
      return {
        body: answerOf(await removeSecondFactor(partnerId, call.wallTime, wordOf(call), onceCall, connections)),
      };
    }),
  ],
  connections,
);
