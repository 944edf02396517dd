/** The function `partner-referral-lists`: the lists of the partner who calls. */
import { ownReferralLists } from '../../shared/contracts/api/referral-lists.ts';
import { apiHandler } from '../api/api-handler.ts';
import type { PartnerCaller } from '../api/caller.ts';
import { connectLists } from './connect.ts';
import { servedLists } from './served-lists.ts';

const dependencies = connectLists();

export const handler = apiHandler(
  servedLists(
    ownReferralLists,
    (call) => {
      const { partnerId, sub } = call.caller as unknown as PartnerCaller;
      return { partnerId, by: { kind: 'partner', id: partnerId }, callerId: sub };
    },
    dependencies,
  ),
  dependencies,
);
