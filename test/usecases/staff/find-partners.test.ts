/** Partners as operations find and see them. */
import { expect, it } from 'vitest';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { findPartners } from '../../../shared/usecases/staff/find-partners.ts';
import { showPartner, showPartnerLine } from '../../../shared/usecases/staff/show-partner.ts';
import { listReviews } from '../../../shared/usecases/staff/show-review.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { MemoryStaff } from '../../support/memory-staff.ts';

/** p1 to p5; p2 and p4 have the same name, p3 and p4 the same PayPal address. */
async function five(): Promise<MemoryStaff> {
  const program = new MemoryProgram();
  for (const id of ['p5', 'p1', 'p3'])
    await program.partner(id, (id === 'p3' ? { paypalEmail: 'both@payee.example' } : {}) as object);
  await program.partner('p2', { name: 'Sam Same' } as object);
  await program.partner('p4', { name: 'sam  SAME', paypalEmail: 'both@payee.example' } as object);
  return new MemoryStaff(program);
}
type Search = Parameters<typeof findPartners>[0];
const found = async (staff: MemoryStaff, search: Search, limit = 9, after?: string) => {
  const page = { limit, ...(after === undefined ? {} : { after: partnerId(after) }) };
  const { items, next } = await findPartners(search, page, staff.with.ledger);
  return { items: items.map(({ id }) => id), next };
};

it.each<{ by: string; search: Search; items: string[] }>([
  { by: 'nothing: all, in the order of ids', search: {}, items: ['p1', 'p2', 'p3', 'p4', 'p5'] },
  { by: 'full name, case and spacing aside', search: { name: 'SAM same' }, items: ['p2', 'p4'] },
  { by: 'log-in e-mail', search: { email: 'P1@partner.example' }, items: ['p1'] },
  { by: 'PayPal address', search: { email: 'both@payee.example' }, items: ['p3', 'p4'] },
  { by: 'both', search: { name: 'Sam Same', email: 'both@payee.example' }, items: ['p4'] },
  { by: 'a name that nobody has', search: { name: 'Nobody' }, items: [] },
])('by $by', async ({ search, items }) => expect(await found(await five(), search)).toEqual({ items }));

it.each<{ what: string; search: Search; pages: string[][] }>([
  { what: 'all', search: {}, pages: [['p1', 'p2'], ['p3', 'p4'], ['p5']] },
  { what: 'those of a name', search: { name: 'Sam Same' }, pages: [['p2', 'p4']] },
])('page by page: $what', async ({ search, pages }) => {
  const staff = await five();
  let after: string | undefined;
  for (const items of pages) {
    const page = await found(staff, search, 2, after);
    expect(page.items).toEqual(items);
    after = page.next;
  }
  expect(after).toBeUndefined();
  expect(await found(staff, { name: 'Sam Same' }, 1)).toEqual({ items: ['p2'], next: 'p2' });
  expect(await found(staff, { name: 'Sam Same' }, 1, 'p2')).toEqual({ items: ['p4'] });
});

it('by an e-mail that they held before, too', async () => {
  const staff = await five();
  await staff.change('p1', (partner, today) => ({
    after: {
      ...partner,
      email: 'new@partner.example',
      heldEmails: [...partner.heldEmails, { address: 'new@partner.example', from: today }],
    },
    action: 'partner.login-email',
  }));
  for (const email of ['new@partner.example', 'p1@partner.example'])
    expect(await found(staff, { email })).toEqual({ items: ['p1'] });
});

it('are shown with all that decides about their money', async () => {
  const staff = await five();
  const { partner } = await staff.record('p3');
  const { account } = (await staff.with.earnings.standing(partner.id)) ?? {};
  if (!account) throw new Error('p3 has no account');
  expect(showPartner(partner, account, true)).toEqual({
    ...{ partnerId: 'p3', name: 'Partner p3', email: 'p3@partner.example', country: 'US', countryUnderReview: false },
    ...{ rates: [], frozen: false, invited: true },
    payPalAddress: { address: 'both@payee.example', confirmedOn: '0001-01-01', changed: false },
    tax: { formsOnFile: [], reviewed: false },
    account: { carriedCents: 0, reasons: [] },
  });
});

it.each<{ change: Partial<Partner>; line: object }>([
  { change: {}, line: { onHold: false, frozen: false, hasPayPalAddress: true } },
  {
    change: { hold: 'a doubt', frozen: true, paypal: undefined } as Partial<Partner>,
    line: { onHold: true, frozen: true, hasPayPalAddress: false },
  },
])('stand in a list with $line', async ({ change, line }) => {
  const staff = await five();
  await staff.program.changePartner('p1', change);
  expect(showPartnerLine((await staff.record('p1')).partner)).toEqual({
    ...{ partnerId: 'p1', name: 'Partner p1', email: 'p1@partner.example', country: 'US' },
    ...line,
  });
});

it('reviews of a kind are listed page by page, each with what is to be decided', async () => {
  const staff = await five();
  for (const id of ['c1', 'c2', 'c3']) await staff.program.client(id, undefined, { howHeard: 'Sam Same' } as object);
  const first = await listReviews('ambiguous-referrer', { limit: 2 }, staff.with);
  expect(first.items).toMatchObject([
    {
      ...{ kind: 'ambiguous-referrer', id: 'c1', clientId: 'c1', clientName: 'Owner of c1' },
      ...{ candidates: ['p2', 'p4'], howHeard: 'Sam Same', decisions: ['dismiss'] },
    },
    { id: 'c2' },
  ]);
  const rest = await listReviews('ambiguous-referrer', { limit: 2, after: first.next ?? '' }, staff.with);
  expect(rest).toMatchObject({ items: [{ id: 'c3' }] });
  expect(rest.next).toBeUndefined();
  expect(await listReviews('self-referral', { limit: 2 }, staff.with)).toEqual({ items: [] });
});
