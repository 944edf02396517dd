/** Makes a partner by operations' word; those that billing imports come as events. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { BEGINNING, type Partner } from '../../domain/partner.ts';
import type { OnceRecords } from '../../ports/once.ts';
import { type OnceCall, type OnceOutcome, once } from '../once.ts';
import type { ProfileDependencies } from '../partner/change-profile.ts';
import { auditOf, type StaffWord } from './change-partner.ts';

export interface NewPartnerFacts {
  readonly partnerId: PartnerId;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly joinedOn?: LocalDay | undefined;
}

export function createPartner(
  facts: NewPartnerFacts,
  word: StaffWord,
  call: OnceCall,
  dependencies: ProfileDependencies & { readonly records: OnceRecords },
): Promise<OnceOutcome<{ readonly partnerId: PartnerId }>> {
  const { ledger, ids, records } = dependencies;
  const { partnerId } = facts;
  const partner = partnerOf(facts);
  return once<{ readonly partnerId: PartnerId }>(records, call, async (recordOf) => {
    const audit = auditOf(word, ids, {
      action: 'partner.create',
      subject: `partner:${partnerId}`,
      partnerId,
      to: partner,
    });
    const answer = { partnerId };
    const done = await ledger.create({ partner, audit, once: recordOf(answer) });
    if (done) return { kind: 'done', answer };
    return { kind: 'refused', why: { status: 409, title: `There is a partner ${partnerId} already` } };
  });
}

/** The log-in e-mail is held from the beginning: a client who is this partner never earned them anything. */
const partnerOf = ({ partnerId, name, email, country, joinedOn }: NewPartnerFacts): Partner => ({
  id: partnerId,
  name,
  email,
  country,
  joinedOn,
  rates: [],
  heldEmails: [{ address: email, from: BEGINNING }],
  tax: { formsOnFile: [] },
});
