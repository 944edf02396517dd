/** The function `ops-referral-lists`: a partner's lists, worked on by staff in the partner's name. */
import { partnersReferralLists } from '../../shared/contracts/api/referral-lists.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import { apiHandler } from '../api/api-handler.ts';
import type { StaffCaller } from '../api/caller.ts';
import { connectLists } from './connect.ts';
import { servedLists } from './served-lists.ts';

const dependencies = connectLists();

export const handler = apiHandler(
  servedLists(
    partnersReferralLists,
    (call) => {
      const { id } = call.caller as unknown as StaffCaller;
      const { partnerId } = call.params as unknown as { readonly partnerId: PartnerId };
      return { partnerId, by: { kind: 'staff', id }, callerId: id };
    },
    dependencies,
  ),
  dependencies,
);
