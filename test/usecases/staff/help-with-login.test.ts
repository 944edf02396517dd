/** Invitations and password resets: the user pool and the ledger agree in the end, wherever a call is cut off. */
import { describe, expect, it } from 'vitest';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import {
  begin,
  EMAIL,
  invite,
  invited,
  KEYED,
  login,
  losingAnswer,
  mailed,
  PASSWORD,
  partnerWith,
  poolEmail,
  reset,
  staffWith,
} from '../../support/memory-logins.ts';
import { answered, type MemoryStaff } from '../../support/memory-staff.ts';

describe('an invitation', () => {
  it('makes a log-in, mails, and stands in the audit trail', async () => {
    const staff = await begin();
    expect(answered(await invite(staff))).toEqual({ partnerId: 'p1' });
    expect(await poolEmail(staff)).toBe(EMAIL);
    const { sub } = (await login(staff)) ?? {};
    expect(await staff.with.logins.find(sub ?? '')).toEqual({ sub, partnerId: 'p1' });
    expect(mailed(staff)).toEqual([`invitation ${EMAIL}`]);
    expect(await staff.trail('p1')).toMatchObject([
      { action: 'partner.invite', by: { kind: 'staff', id: 'ann' }, to: { sub }, why: staff.word().note },
    ]);
  });

  it('sent again mails again, and leaves the log-in and its password alone', async () => {
    const staff = await invited();
    const before = await login(staff);
    answered(await invite(staff));
    expect((await staff.record('p1')).partner.loginChangedOn, 'an invitation is no change').toBeUndefined();
    expect(await login(staff)).toEqual(before);
    expect(staff.pool.signIn(EMAIL, PASSWORD)).toBeDefined();
    expect(mailed(staff)).toEqual([`invitation ${EMAIL}`]);
  });

  it.each([
    { why: 'a person of operations', prepare: (staff: MemoryStaff) => staffWith(staff, EMAIL) },
    { why: 'another partner', prepare: (staff: MemoryStaff) => partnerWith(staff, EMAIL) },
  ])('to an e-mail by which $why signs in is refused, and nothing changes', async ({ prepare }) => {
    const staff = await begin();
    await prepare(staff);
    const items = staff.program.items();
    expect(await invite(staff)).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect(staff.program.items()).toEqual(items);
    expect(await login(staff)).toBeUndefined();
  });

  it('to a partner whom nobody knows is refused', async () =>
    expect(await invite(await begin(), 'p9')).toMatchObject({ kind: 'refused', why: { status: 404 } }));

  it('with a key happens once: twice at the same moment, and again after a crash', async () => {
    const once = async (staff: MemoryStaff): Promise<void> => {
      expect(await staff.actions()).toEqual(['partner.invite']);
      expect(await poolEmail(staff)).toBe(EMAIL);
      expect(staff.program.items().filter(({ pk }) => pk === 'OPEN-MAILS')).toHaveLength(1);
    };
    const send = async (staff: MemoryStaff): Promise<void> => void answered(await invite(staff, 'p1', KEYED));
    await duringEachOperation(begin, send, send, once);
    await diesAfterEachOperation(begin, send, async (staff) => {
      await send(staff);
      await once(staff);
    });
  });

  it('whose answer from the pool is lost is finished by the next', async () => {
    const staff = await begin();
    await expect(invite(staff, 'p1', KEYED, losingAnswer(staff, 'invite'))).rejects.toThrow('no answer');
    expect(await staff.actions()).toEqual([]);
    answered(await invite(staff, 'p1', KEYED));
    expect(await poolEmail(staff)).toBe(EMAIL);
    expect(await staff.actions()).toEqual(['partner.invite']);
  });
});

describe('a password reset', () => {
  it('makes the password void, ends every session, mails, and stands in the audit trail', async () => {
    const staff = await invited();
    expect(answered(await reset(staff))).toEqual({ partnerId: 'p1' });
    expect(staff.pool.signIn(EMAIL, PASSWORD)).toBeUndefined();
    expect((await login(staff))?.sessionsValidFrom).toBeGreaterThan(staff.wallTime);
    expect(mailed(staff)).toEqual([`password-reset-by-operations ${EMAIL}`]);
    expect(staff.mails[0]?.data).toMatchObject({ resetOn: '2026-04-15', freezeLink: expect.any(String) });
    expect((await staff.record('p1')).partner.loginChangedOn).toBe('2026-04-15');
    expect((await staff.trail('p1')).at(-1)).toMatchObject({ action: 'partner.password-reset', by: { id: 'ann' } });
  });

  it('sent again with its key leaves the new password alone', async () => {
    const staff = await invited();
    await reset(staff, KEYED);
    staff.pool.forgotPassword(EMAIL, 'Another-Horse-8');
    answered(await reset(staff, KEYED));
    expect(staff.pool.signIn(EMAIL, 'Another-Horse-8')).toBeDefined();
    expect(mailed(staff)).toHaveLength(1);
  });

  it('of somebody without a log-in is refused', async () =>
    expect(await reset(await begin())).toMatchObject({ kind: 'refused', why: { status: 404 } }));

  it('happens once in the ledger: twice at the same moment, and again after a crash', async () => {
    const once = async (staff: MemoryStaff): Promise<void> => {
      expect(await staff.actions()).toEqual(['partner.invite', 'partner.password-reset']);
      expect(staff.pool.signIn(EMAIL, PASSWORD)).toBeUndefined();
    };
    const send = async (staff: MemoryStaff): Promise<void> => void answered(await reset(staff, KEYED));
    await duringEachOperation(invited, send, send, once);
    await diesAfterEachOperation(invited, send, async (staff) => {
      await send(staff);
      await once(staff);
    });
    const staff = await invited();
    await expect(reset(staff, KEYED, losingAnswer(staff, 'resetPassword'))).rejects.toThrow('no answer');
    await send(staff);
    await once(staff);
  });
});
