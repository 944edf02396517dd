/** Partners and their changes over a table: profile, audit, mails, links, reviews and refiling in one transaction. */
import type { PartnerId } from '../../domain/ids.ts';
import { BEGINNING } from '../../domain/partner.ts';
import type { NewPartner, PartnerChange, PartnerLedger } from '../../ports/partner-ledger.ts';
import type { Item, Table, Write } from '../../ports/table.ts';
import { auditWrites } from './audit-writes.ts';
import { emailWrites, holdersIn } from './email-index.ts';
import { PARTNER_ATTRIBUTE, partnerWrites } from './intake-writes.ts';
import { PARTNERS, partnerEmailKey, partnerNameKey, profileKey } from './keys.ts';
import { newLinkWrite, usedLinkWrite } from './links.ts';
import { mailWrites } from './mail-writes.ts';
import { onceWrite } from './once-records.ts';
import { partnerProfiles } from './partner-profiles.ts';
import { openRefilingWrite } from './refilings.ts';
import { closeReviewWrite, openReviewWrite } from './reviews.ts';

export function partnerLedger(table: Table): PartnerLedger {
  return {
    ...partnerProfiles(table),
    async list({ after, limit }) {
      const found: PartnerId[] = [];
      for await (const item of table.query({ pk: PARTNERS, ...(after ? { after } : {}), limit })) {
        found.push(item.sk as PartnerId);
        if (found.length === limit) break;
      }
      return found;
    },
    holdersOf: async (email) => holdersIn(await table.get(partnerEmailKey(email))),
    named: async (name) => partnersIn(await table.get(partnerNameKey(name))),
    change: async (change) => (await table.write(changeWrites(change))).done,
    create: async (created) => (await table.write(creationWrites(created))).done,
    closeReview: async (review, audit, once) =>
      (await table.write([closeReviewWrite(review), ...auditWrites(audit), onceWrite(once)])).done,
  };
}

function changeWrites(change: PartnerChange): Write[] {
  const { before, after, audit, usedLink, closesReview, refileFrom, once } = change;
  const version: Write = {
    kind: 'update',
    key: profileKey(after.id),
    set: { partner: after, version: before.version + 1 },
    when: { kind: 'equals', attribute: 'version', value: before.version },
  };
  return [
    version,
    ...emailWrites(before.partner, after),
    ...auditWrites(audit),
    ...mailWrites(change.mails ?? []),
    ...(change.newLinks ?? []).map(newLinkWrite),
    ...(usedLink ? [usedLinkWrite(usedLink)] : []),
    ...(change.opensReviews ?? []).map(openReviewWrite),
    ...(closesReview ? [closeReviewWrite(closesReview)] : []),
    ...(refileFrom ? [openRefilingWrite({ partnerId: after.id, from: refileFrom, changedAt: audit.at })] : []),
    ...(once ? [onceWrite(once)] : []),
  ];
}

const creationWrites = ({ partner, audit, once }: NewPartner): Write[] => [
  // No event made this partner: billing's word about the same id is another content.
  ...partnerWrites(partner, `created:${audit.id}`),
  // Clients may have named this partner before: should nobody come to file their payments, the daily rule does.
  openRefilingWrite({ partnerId: partner.id, from: BEGINNING, changedAt: audit.at }),
  ...auditWrites(audit),
  ...(once ? [onceWrite(once)] : []),
];

const partnersIn = (item: Item | undefined): PartnerId[] =>
  Object.keys(item ?? {}).flatMap((name) =>
    name.startsWith(PARTNER_ATTRIBUTE) ? [name.slice(PARTNER_ATTRIBUTE.length) as PartnerId] : [],
  );
