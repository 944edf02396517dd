/** A lost authenticator app: operations switch the factor off, and nobody stays signed in over it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import {
  begin,
  dropFactor,
  EMAIL,
  invited,
  KEYED,
  login,
  losingAnswer,
  mailed,
  PASSWORD,
} from '../../support/memory-logins.ts';
import { answered, type MemoryStaff } from '../../support/memory-staff.ts';

/** p1 signs in with a second factor. */
async function withFactor(): Promise<MemoryStaff> {
  const staff = await invited();
  const accessToken = staff.pool.signIn(EMAIL, PASSWORD) ?? '';
  const begun = await staff.pool.beginSecondFactor(accessToken);
  if (begun === 'session-over') throw new Error('the session is over');
  await staff.pool.confirmSecondFactor(accessToken, staff.pool.codeOf(begun.secret));
  return staff;
}
const check = async (staff: MemoryStaff) => staff.pool.checkPassword((await login(staff))?.sub ?? '', PASSWORD);

describe('a second factor that operations remove', () => {
  let staff: MemoryStaff;
  beforeEach(async () => {
    staff = await withFactor();
  });

  it('is asked for no more; every session ends, a mail tells of it, and it stands in the audit trail', async () => {
    expect(await check(staff)).toBe('code-needed');
    const accessToken = staff.pool.signIn(EMAIL, PASSWORD) ?? '';
    expect(answered(await dropFactor(staff))).toEqual({ partnerId: 'p1' });
    expect(await check(staff)).toBe('right');
    expect(await staff.pool.beginSecondFactor(accessToken)).toBe('session-over');
    expect((await login(staff))?.sessionsValidFrom).toBeGreaterThan(staff.wallTime);
    expect(mailed(staff)).toEqual([`second-factor-removed ${EMAIL}`]);
    // A first PayPal address of these days cools down.
    expect((await staff.record('p1'))?.partner.loginChangedOn).toBe(staff.today);
    expect((await staff.trail('p1')).at(-1)).toMatchObject({
      action: 'partner.second-factor-removed',
      by: { kind: 'staff', id: 'ann' },
      why: staff.word().note,
    });
  });

  it('of somebody without a log-in is refused', async () =>
    expect(await dropFactor(await begin())).toMatchObject({ kind: 'refused', why: { status: 404 } }));

  it('of a log-in that is gone from the pool is refused, and nothing changes', async () => {
    staff.pool.remove((await login(staff))?.sub ?? '');
    const items = staff.program.items();
    expect(await dropFactor(staff)).toMatchObject({
      kind: 'refused',
      why: { status: 409, title: 'The log-in is gone: invite the partner anew' },
    });
    expect(staff.program.items()).toEqual(items);
  });
});

it('happens once in the ledger: twice at the same moment, and again after a crash', async () => {
  const once = async (staff: MemoryStaff): Promise<void> => {
    expect(await staff.actions()).toEqual(['partner.invite', 'partner.second-factor-removed']);
    expect(await check(staff)).toBe('right');
  };
  const send = async (staff: MemoryStaff): Promise<void> => void answered(await dropFactor(staff, KEYED));
  await duringEachOperation(withFactor, send, send, once);
  await diesAfterEachOperation(withFactor, send, async (staff) => {
    await send(staff);
    await once(staff);
  });
  const staff = await withFactor();
  await expect(dropFactor(staff, KEYED, losingAnswer(staff, 'dropSecondFactor'))).rejects.toThrow('no answer');
  await send(staff);
  await once(staff);
});
