/** What every adapter of the port `user-pool.ts` promises. */
import { expect, it } from 'vitest';
import { type UserPool, UserUnknown } from '../../shared/ports/user-pool.ts';

/** A pool of nobody, and what people do beside our port. */
export interface PoolUnderTest {
  readonly pool: UserPool;
  add(user: { email: string; password: string; isStaff?: boolean }): Promise<string>;
  /** The access token; undefined when they are not let in. */
  signIn(email: string, password: string): Promise<string | undefined>;
  forgotPassword(email: string, password: string): Promise<void>;
  codeOf(secret: string): string;
  /** As somebody does in the pool's console. */
  remove(sub: string): Promise<void>;
}

const PASSWORD = 'Correct-Horse-7';
const NEXT = 'Another-Horse-8';
const JO = { email: 'jo@partner.example', password: PASSWORD };

export function userPoolContract(open: () => Promise<PoolUnderTest>): void {
  it('invites somebody once, who then chooses a password as a forgotten one', async () => {
    const { pool, signIn, forgotPassword } = await open();
    const first = await pool.invite(JO.email);
    expect(first).toEqual({ kind: 'invited', sub: expect.any(String) });
    await forgotPassword(JO.email, PASSWORD);
    expect(await signIn(JO.email, PASSWORD)).toBeDefined();
    expect(await pool.invite(JO.email)).toEqual(first);
    expect(await signIn(JO.email, PASSWORD), 'the password is left alone').toBeDefined();
  });

  it('invites no staff: their log-in must not become a partner’s', async () => {
    const { pool, add } = await open();
    await add({ ...JO, isStaff: true });
    expect(await pool.invite(JO.email)).toEqual({ kind: 'staff' });
  });

  it('changes the e-mail of a log-in, the same again too, and never to one that is taken', async () => {
    const { pool, add, signIn } = await open();
    const sub = await add(JO);
    await add({ email: 'al@partner.example', password: PASSWORD });
    expect(await pool.setEmail(sub, 'Al@partner.example')).toBe('taken');
    expect(await signIn(JO.email, PASSWORD)).toBeDefined();
    for (const _ of [1, 2]) expect(await pool.setEmail(sub, 'jo@new.example')).toBe('done');
    expect(await signIn(JO.email, PASSWORD)).toBeUndefined();
    expect(await signIn('jo@new.example', PASSWORD)).toBeDefined();
  });

  it('makes a password void and its sessions with it', async () => {
    const { pool, add, signIn, forgotPassword } = await open();
    const sub = await add(JO);
    const accessToken = (await signIn(JO.email, PASSWORD)) ?? '';
    await pool.resetPassword(sub);
    expect(await signIn(JO.email, PASSWORD)).toBeUndefined();
    expect(await pool.beginSecondFactor(accessToken)).toBe('session-over');
    await forgotPassword(JO.email, NEXT);
    expect(await signIn(JO.email, NEXT)).toBeDefined();
  });

  it('checks a password', async () => {
    const { pool, add } = await open();
    const sub = await add(JO);
    expect(await pool.checkPassword(sub, PASSWORD)).toBe('right');
    expect(await pool.checkPassword(sub, NEXT)).toBe('wrong');
  });

  it('changes a password for who knows it, by the policy, in a living session', async () => {
    const { pool, add, signIn } = await open();
    const sub = await add(JO);
    const accessToken = (await signIn(JO.email, PASSWORD)) ?? '';
    expect(await pool.changePassword(accessToken, { current: NEXT, next: NEXT })).toEqual({ kind: 'wrong' });
    const short = await pool.changePassword(accessToken, { current: PASSWORD, next: 'Short-1' });
    expect(short).toEqual({ kind: 'policy', problem: expect.stringContaining('not long enough') });
    expect(await pool.changePassword(accessToken, { current: PASSWORD, next: NEXT })).toEqual({ kind: 'done' });
    expect(await pool.checkPassword(sub, NEXT)).toBe('right');
    await pool.signOutEverywhere(sub);
    const late = await pool.changePassword(accessToken, { current: NEXT, next: PASSWORD });
    expect(late).toEqual({ kind: 'session-over' });
  });

  it('takes a second factor once its first code is right', async () => {
    const { pool, add, signIn, codeOf } = await open();
    const sub = await add(JO);
    const accessToken = (await signIn(JO.email, PASSWORD)) ?? '';
    expect(await pool.confirmSecondFactor(accessToken, '123456')).toBe('not-begun');
    const begun = await pool.beginSecondFactor(accessToken);
    if (begun === 'session-over') throw new Error('the session is over');
    expect(await pool.hasSecondFactor(sub)).toBe(false);
    const right = codeOf(begun.secret);
    const wrong = right === '000000' ? '000001' : '000000';
    expect(await pool.confirmSecondFactor(accessToken, wrong)).toBe('wrong-code');
    expect(await pool.confirmSecondFactor(accessToken, right)).toBe('done');
    expect(await pool.hasSecondFactor(sub)).toBe(true);
    expect(await pool.removeSecondFactor(accessToken)).toBe('done');
    expect(await pool.hasSecondFactor(sub)).toBe(false);
  });

  it('asks for the code, too, where there is a second factor, until operations drop it', async () => {
    const { pool, add, signIn, codeOf } = await open();
    const sub = await add(JO);
    const accessToken = (await signIn(JO.email, PASSWORD)) ?? '';
    const begun = await pool.beginSecondFactor(accessToken);
    if (begun === 'session-over') throw new Error('the session is over');
    const right = codeOf(begun.secret);
    await pool.confirmSecondFactor(accessToken, right);
    expect(await pool.checkPassword(sub, PASSWORD)).toBe('code-needed');
    expect(await pool.checkPassword(sub, NEXT), 'the password first').toBe('wrong');
    expect(await pool.checkPassword(sub, NEXT, right), 'a code alone proves nothing').toBe('wrong');
    expect(await pool.checkPassword(sub, PASSWORD, right === '000000' ? '000001' : '000000')).toBe('wrong-code');
    expect(await pool.checkPassword(sub, PASSWORD, right)).toBe('right');
    for (const _ of [1, 2]) await pool.dropSecondFactor(sub);
    expect(await pool.hasSecondFactor(sub)).toBe(false);
    expect(await pool.checkPassword(sub, PASSWORD)).toBe('right');
  });

  it('invites whom somebody deleted as a new user', async () => {
    const { pool, add, remove } = await open();
    const sub = await add(JO);
    await remove(sub);
    await expect(pool.setEmail(sub, JO.email)).rejects.toThrow(UserUnknown);
    const invited = await pool.invite(JO.email);
    expect(invited).toEqual({ kind: 'invited', sub: expect.any(String) });
    expect(invited).not.toEqual({ kind: 'invited', sub });
  });

  it('says so when it does not know a user', async () => {
    const { pool } = await open();
    const nobody = '00000000-0000-0000-0000-000000000000';
    await expect(pool.resetPassword(nobody)).rejects.toThrow(UserUnknown);
    await expect(pool.setEmail(nobody, JO.email)).rejects.toThrow(UserUnknown);
    await expect(pool.signOutEverywhere(nobody)).rejects.toThrow(UserUnknown);
    await expect(pool.dropSecondFactor(nobody)).rejects.toThrow(UserUnknown);
  });
}
