/** Another log-in e-mail by operations: the user pool says what the ledger says in the end, whoever else writes, wherever it is cut off. */
import { expect, it } from 'vitest';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import {
  begin,
  EMAIL,
  invite,
  invited,
  login,
  losingAnswer,
  mailed,
  move,
  NEW,
  PASSWORD,
  partnerWith,
  poolEmail,
} from '../../support/memory-logins.ts';
import { answered, type MemoryStaff } from '../../support/memory-staff.ts';

it('is that of the pool, ends every session, and tells both mailboxes', async () => {
  const staff = await invited();
  const before = (await staff.record('p1')).partner;
  expect(await move(staff)).toMatchObject({ kind: 'done', record: { partner: { email: NEW } } });
  expect(staff.pool.signIn(EMAIL, PASSWORD)).toBeUndefined();
  expect(staff.pool.signIn(NEW, PASSWORD)).toBe(`${(await login(staff))?.sub}.1`);
  expect((await login(staff))?.sessionsValidFrom).toBeGreaterThan(staff.wallTime);
  expect(mailed(staff)).toEqual([`login-email-changed ${EMAIL}`, `login-email-changed ${NEW}`]);
  // The new address may be mistyped: a stranger is given no link that freezes payouts.
  const links = staff.mails.map(({ data }) => 'freezeLink' in data && data.freezeLink);
  expect(links).toEqual([expect.stringMatching(/^https:..api\.example.links./), false]);
  expect((await staff.record('p1')).partner).toEqual({
    ...before,
    email: NEW,
    heldEmails: [...before.heldEmails, { address: NEW, from: '2026-04-15' }],
    loginChangedOn: '2026-04-15',
    formerEmails: [{ address: EMAIL, until: '2026-04-15' }],
  });
  expect((await staff.trail('p1')).at(-1)).toMatchObject({
    ...{ action: 'partner.login-email', from: { email: EMAIL }, to: { email: NEW }, by: { id: 'ann' } },
  });
});

it('makes a client with that e-mail a self-referral from today on', async () => {
  const staff = await invited();
  await staff.program.configure({ bucketGroups: 1, maturityDays: 0 });
  await staff.program.client('c1', 'p1', { ownerEmail: NEW });
  await staff.program.payment('before', 'c1', '100.00', '2026-04-14');
  await staff.program.payment('today', 'c1', '100.00', '2026-04-15');
  await move(staff);
  await staff.refile();
  expect(staff.program.entries('p1')).toEqual(['2026-04-18 before#!commission 2500', '2026-04-18 today#!commission 0']);
  expect(staff.program.problems()).toEqual([]);
});

it('that the partner held before is not held twice, and files nothing anew', async () => {
  const staff = await invited();
  await move(staff);
  await staff.seconds(60).refile();
  const { heldEmails } = (await staff.record('p1')).partner;
  await move(staff.seconds(86_400), EMAIL);
  expect((await staff.record('p1')).partner.heldEmails).toEqual(heldEmails);
  expect(await staff.with.refilings.open()).toEqual([]);
});

it('of somebody else is refused, and nothing changes', async () => {
  const staff = await invited();
  await partnerWith(staff, NEW);
  const items = staff.program.items();
  expect(await move(staff)).toMatchObject({ kind: 'refused', why: { status: 409 } });
  expect(staff.program.items()).toEqual(items);
  expect(await poolEmail(staff)).toBe(EMAIL);
});

it('on a version that is over changes nothing, in the pool neither', async () => {
  const staff = await invited();
  expect(await move(staff, NEW, 1)).toEqual({ kind: 'moved' });
  expect(await poolEmail(staff)).toBe(EMAIL);
});

it('of a partner without a log-in is the one they are invited by', async () => {
  const staff = await begin();
  expect(await move(staff)).toMatchObject({ kind: 'done' });
  answered(await invite(staff));
  expect(await poolEmail(staff)).toBe(NEW);
});

it('changed by two at once: one wins, and the pool says what the ledger says', async () => {
  const kinds: string[] = [];
  await duringEachOperation(
    invited,
    async (staff) => void kinds.push((await move(staff, NEW, 2)).kind),
    async (staff) => void kinds.push((await move(staff, 'third@partner.example', 2)).kind),
    async (staff) => {
      expect(kinds.splice(0).sort()).toEqual(['done', 'moved']);
      expect(await poolEmail(staff)).toBe((await staff.record('p1')).partner.email);
      expect(await staff.actions()).toEqual(['partner.invite', 'partner.login-email']);
    },
  );
});

it('that loses against another change goes back in the pool, too', async () => {
  await duringEachOperation(
    invited,
    (staff) => move(staff, NEW, 2),
    (staff) => staff.hold('p1'),
    async (staff) => expect(await poolEmail(staff)).toBe((await staff.record('p1')).partner.email),
  );
});

it.each([
  { next: 'the same change', finish: (staff: MemoryStaff) => move(staff), email: NEW },
  { next: 'an invitation', finish: (staff: MemoryStaff) => invite(staff), email: undefined },
])('cut off anywhere is made good by $next', async ({ finish, email }) => {
  const check = async (staff: MemoryStaff): Promise<void> => {
    expect(await finish(staff)).toMatchObject({ kind: 'done' });
    expect(await poolEmail(staff)).toBe((await staff.record('p1')).partner.email);
    if (email) expect(await poolEmail(staff)).toBe(email);
  };
  await diesAfterEachOperation(invited, (staff) => move(staff), check);
  const staff = await invited();
  await expect(move(staff, NEW, 2, losingAnswer(staff, 'setEmail'))).rejects.toThrow('no answer');
  await check(staff);
});
