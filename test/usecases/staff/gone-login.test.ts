/** A partner whose user somebody deleted in the pool: an invitation gives them another log-in, and nothing else mends it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import {
  EMAIL,
  invite,
  invited,
  KEYED,
  login,
  losingAnswer,
  mailed,
  move,
  NEW,
  partnerWith,
  poolEmail,
  reset,
  staffWith,
} from '../../support/memory-logins.ts';
import { answered, type MemoryStaff } from '../../support/memory-staff.ts';

/** p1 had a log-in. */
async function gone(): Promise<MemoryStaff> {
  const staff = await invited();
  staff.pool.remove((await login(staff))?.sub ?? '');
  return staff;
}

let staff: MemoryStaff;
let old: string;
beforeEach(async () => {
  staff = await gone();
  old = (await login(staff))?.sub ?? '';
});

describe('an invitation', () => {
  it('gives another log-in; the old one is nobody’s, and the audit trail names both', async () => {
    answered(await invite(staff));
    const { sub } = (await login(staff)) ?? {};
    expect(sub).not.toBe(old);
    expect(await poolEmail(staff)).toBe(EMAIL);
    expect(await staff.with.logins.find(old)).toEqual({ sub: old });
    expect(mailed(staff)).toEqual([`invitation ${EMAIL}`]);
    expect((await staff.trail('p1')).at(-1)).toMatchObject({
      action: 'partner.invite',
      from: { sub: old },
      to: { sub },
    });
  });

  it.each([
    { why: 'a person of operations', prepare: (scene: MemoryStaff) => staffWith(scene, EMAIL) },
    { why: 'another partner', prepare: (scene: MemoryStaff) => partnerWith(scene, EMAIL) },
  ])('to an e-mail by which $why signs in by now is refused, and nothing changes', async ({ prepare }) => {
    await prepare(staff);
    const items = staff.program.items();
    expect(await invite(staff)).toMatchObject({ kind: 'refused', why: { status: 409 } });
    expect(staff.program.items()).toEqual(items);
  });

  it('with a key happens once: twice at the same moment, and again after a crash', async () => {
    const once = async (scene: MemoryStaff): Promise<void> => {
      expect(await scene.actions()).toEqual(['partner.invite', 'partner.invite']);
      expect(await poolEmail(scene)).toBe(EMAIL);
    };
    const send = async (scene: MemoryStaff): Promise<void> => void answered(await invite(scene, 'p1', KEYED));
    await duringEachOperation(gone, send, send, once);
    await diesAfterEachOperation(gone, send, async (scene) => {
      await send(scene);
      await once(scene);
    });
    await expect(invite(staff, 'p1', KEYED, losingAnswer(staff, 'invite'))).rejects.toThrow('no answer');
    await send(staff);
    await once(staff);
  });
});

it.each([
  { what: 'another e-mail', call: () => move(staff, NEW) },
  { what: 'a password reset', call: () => reset(staff) },
])('$what is refused and says what to do, and nothing changes', async ({ call }) => {
  const items = staff.program.items();
  const why = { status: 409, title: 'The log-in is gone: invite the partner anew' };
  expect(await call()).toMatchObject({ kind: 'refused', why });
  expect(staff.program.items()).toEqual(items);
});
