/** A change of a partner with everything that belongs to it: links, reviews, refilings, mails and the call's record, in one step. */
import { describe, expect, it } from 'vitest';
import { links } from '../../../shared/adapters/ledger/links.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Link } from '../../../shared/ports/links.ts';
import type { PartnerChange } from '../../../shared/ports/partner-ledger.ts';
import type { Review } from '../../../shared/ports/reviews.ts';
import { newMail } from '../../../shared/usecases/partner/new-mail.ts';
import { auditOf } from '../../../shared/usecases/staff/change-partner.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { MemoryStaff } from '../../support/memory-staff.ts';

const P1 = partnerId('p1');
const LINK: Link = {
  ...{
    id: 'link-1',
    purpose: { kind: 'freeze-payouts', partnerId: P1, freezesLifted: 0 },
    expiresAt: instant(1_767_400_001_500),
  },
};
const REVIEW: Review = { kind: 'shared-address', partnerId: P1, others: [partnerId('p2')] };
const ONCE = { id: 'ann#k1', requestHash: 'h', answer: { done: true } };

async function begin(): Promise<MemoryStaff> {
  const program = new MemoryProgram();
  await program.partner('p1');
  return new MemoryStaff(program);
}
async function change(staff: MemoryStaff, more: Partial<PartnerChange>): Promise<boolean> {
  const before = await staff.record('p1');
  const what = { action: 'partner.hold', subject: 'partner:p1', partnerId: P1 };
  const audit = auditOf(staff.word(), staff.with.ids, what);
  return staff.with.ledger.change({ before, after: { ...before.partner, hold: 'a doubt' }, audit, ...more });
}

it('writes all of it', async () => {
  const staff = await begin();
  const mail = newMail('payouts-frozen', 'p1@partner.example', { frozenOn: staff.today }, occasion(staff));
  const refileFrom = localDay('2026-01-02');
  expect(await change(staff, { newLinks: [LINK], opensReviews: [REVIEW], refileFrom, mails: [mail], once: ONCE })).toBe(
    true,
  );
  expect(await links(staff.table).find('link-1')).toEqual(LINK);
  expect(await staff.with.reviews.find('shared-address', 'p1')).toEqual(REVIEW);
  const changedAt = staff.word().now;
  expect(await staff.with.refilings.open()).toEqual([{ partnerId: 'p1', from: refileFrom, changedAt }]);
  expect(staff.program.item(`MAIL#${mail.id}`, '!')).toMatchObject({ kind: 'payouts-frozen' });
  expect(await staff.with.records.find(ONCE.id)).toEqual(ONCE);
  // DynamoDB clears it away by the second, never before it expires.
  expect(staff.program.item('LINK#link-1', '!')?.ttl).toBe(1_767_400_002);
});
const occasion = (staff: MemoryStaff) => ({ partnerId: P1, now: staff.word().now, ids: staff.with.ids });

describe.each<{ what: string; prepare: Partial<PartnerChange>; use: Partial<PartnerChange> }>([
  { what: 'a link', prepare: { newLinks: [LINK] }, use: { usedLink: LINK } },
  { what: 'a review', prepare: { opensReviews: [REVIEW] }, use: { closesReview: REVIEW } },
])('$what', ({ prepare, use }) => {
  it('is over with the change that it is for', async () => {
    const staff = await begin();
    await change(staff, prepare);
    expect(await change(staff, use)).toBe(true);
    expect(await links(staff.table).find('link-1')).toBeUndefined();
    expect(await staff.with.reviews.find('shared-address', 'p1')).toBeUndefined();
  });

  it('that is over, or never was, lets nothing of the change happen', async () => {
    const staff = await begin();
    const items = staff.program.items();
    expect(await change(staff, { ...use, refileFrom: localDay('2026-01-02'), once: ONCE })).toBe(false);
    expect(staff.program.items()).toEqual(items);
  });
});

it('of a call that is known already changes nothing', async () => {
  const staff = await begin();
  await change(staff, { once: ONCE });
  const items = staff.program.items();
  expect(await change(staff, { once: ONCE })).toBe(false);
  expect(staff.program.items()).toEqual(items);
});

it('reviews of a kind are apart from those of another, and the newest about somebody replaces the one before', async () => {
  const staff = await begin();
  const move = (from: string): Review => ({ kind: 'moved-to-us', partnerId: P1, from });
  await change(staff, { opensReviews: [REVIEW, move('DE')] });
  await change(staff, { opensReviews: [move('FR')] });
  expect(await staff.with.reviews.list('moved-to-us', { limit: 9 })).toEqual([{ id: 'p1', review: move('FR') }]);
  expect(await staff.with.reviews.list('shared-address', { limit: 9 })).toEqual([{ id: 'p1', review: REVIEW }]);
  expect(await staff.with.reviews.list('shared-address', { after: 'p1', limit: 9 })).toEqual([]);
});

it('a refiling that ends leaves a later one open', async () => {
  const staff = await begin();
  const refileFrom = localDay('2026-01-02');
  await change(staff, { refileFrom });
  await change(staff.seconds(1), { refileFrom });
  const [first, second] = await staff.with.refilings.open();
  if (first) await staff.with.refilings.end(first);
  expect(await staff.with.refilings.open()).toEqual([second]);
});

it('adjustments that wait are listed page by page, in the order of their ids', async () => {
  const staff = await begin();
  for (let count = 0; count < 3; count += 1) await staff.adjust('p1', 600_00 + count);
  await staff.adjust('p1', 1);
  const { proposed } = staff.with.adjustments;
  const first = await proposed({ limit: 2 });
  expect(first.map(({ cents }) => cents)).toEqual([600_00, 600_01]);
  expect(await proposed({ limit: 2, after: first.at(-1)?.id ?? '' })).toMatchObject([{ cents: 600_02 }]);
  expect(await proposed({ limit: 9 })).toHaveLength(3);
});
