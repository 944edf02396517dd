/** A partner's own log-in: what is recorded, what ends, and what asks for the password. */
import { beforeEach, describe, expect, it } from 'vitest';
import { partnerId } from '../../../shared/domain/ids.ts';
import { passwordChosen } from '../../../shared/usecases/account/password-chosen.ts';
import { changePassword, checkPassword, signOutEverywhere } from '../../../shared/usecases/account/passwords.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from '../../../shared/usecases/account/second-factor.ts';
import { askForLoginEmail } from '../../../shared/usecases/partner/ask-for-login-email.ts';
import { MemoryPartnerCenter, PASSWORD } from '../../support/memory-partner-center.ts';

const NEXT = 'Another-Horse-8';

let center: MemoryPartnerCenter;
beforeEach(async () => {
  center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1');
});
const login = async () => (await center.call('p1')).login;
const actions = async () => (await center.audits('p1')).map(({ action }) => action);

describe('a password check', () => {
  it('is recorded for its session, and good for five minutes', async () => {
    const call = await center.call('p1', 'session-7');
    expect(await checkPassword({ password: PASSWORD }, call, center.with)).toEqual({
      kind: 'right',
      goodUntil: call.now + 300_000,
    });
    expect((await login()).passwordCheck).toEqual({ session: 'session-7', at: call.now });
  });

  it('with a wrong password records nothing', async () => {
    expect(await checkPassword({ password: NEXT }, await center.call('p1'), center.with)).toEqual({ kind: 'wrong' });
    expect((await login()).passwordCheck).toBeUndefined();
  });
});

describe('a changed password', () => {
  it('ends every session in pool and ledger, and every password check', async () => {
    const call = await center.trustedCall('p1');
    expect(await changePassword({ current: PASSWORD, next: NEXT }, call, center.with)).toEqual({ kind: 'done' });
    expect(await login()).toMatchObject({ sessionsValidFrom: expect.any(Number) });
    expect((await login()).sessionsValidFrom).toBeGreaterThan(call.wallTime);
    expect((await login()).passwordCheck).toBeUndefined();
    expect(await center.pool.beginSecondFactor(call.accessToken)).toBe('session-over');
    expect(center.pool.signIn('p1@partner.example', NEXT)).toBeDefined();
    expect(await actions()).toEqual(['login.password-changed']);
  });

  it.each([
    ['wrong', { current: NEXT, next: NEXT }],
    ['policy', { current: PASSWORD, next: 'short' }],
  ])('that is refused (%s) ends nothing', async (kind, passwords) => {
    expect(await changePassword(passwords, await center.call('p1'), center.with)).toMatchObject({ kind });
    expect((await login()).sessionsValidFrom).toBeUndefined();
    expect(await actions()).toEqual([]);
  });
});

it('signing out everywhere ends every session by the wall clock, not the program’s', async () => {
  center.program.moveTo('2030-01-01');
  const call = await center.call('p1');
  await signOutEverywhere(call, center.with);
  expect((await login()).sessionsValidFrom).toBe(Math.floor(call.wallTime / 1_000) * 1_000 + 1_000);
  expect(await center.pool.beginSecondFactor(call.accessToken)).toBe('session-over');
  expect(await actions()).toEqual(['login.signed-out-everywhere']);
});

describe('a password that is chosen as a forgotten one', () => {
  it('ends every session by the wall clock, and every password check', async () => {
    center.program.moveTo('2030-01-01');
    const { sub, now, wallTime } = await center.trustedCall('p1');
    await passwordChosen({ sub, now, wallTime }, center.with);
    expect((await login()).sessionsValidFrom).toBe(Math.floor(wallTime / 1_000) * 1_000 + 1_000);
    expect((await login()).passwordCheck).toBeUndefined();
    expect(await center.audits('p1')).toMatchObject([
      { action: 'account.password-chosen', by: { kind: 'partner', id: 'p1' }, subject: 'partner:p1', at: now },
    ]);
  });

  it('makes a link void that waits in a mailbox for another log-in e-mail', async () => {
    const wish = { id: partnerId('p1'), email: 'thief@elsewhere.example', wallTime: center.wallTime };
    await askForLoginEmail(wish, await center.trustedCall('p1'), center.by('p1'), center.with);
    const { sub, now, wallTime } = await center.call('p1');
    await passwordChosen({ sub, now, wallTime }, center.with);
    await center.follow(center.token('login-email-confirmation'));
    expect(center.pool.emailOf(sub)).toBe('p1@partner.example');
  });

  it('by staff is recorded as theirs', async () => {
    await passwordChosen({ sub: 'ann', now: center.now, wallTime: 5_000 }, center.with);
    expect(await center.with.logins.find('ann')).toEqual({ sub: 'ann', sessionsValidFrom: 6_000 });
    const [found] = await center.with.audit.read({ limit: 1 });
    expect(found?.record).toMatchObject({ by: { kind: 'staff', id: 'ann' }, subject: 'login:ann' });
  });
});

describe('a second factor', () => {
  it('is asked for by a password check', async () => {
    const call = await center.trustedCall('p1');
    const begun = await beginSecondFactor(call, center.with);
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const code = center.pool.codeOf(begun.secret);
    await confirmSecondFactor(code, call, center.with);
    await center.with.logins.endSessions(call.sub, call.wallTime);
    const check = async (more: object) =>
      (await checkPassword({ password: PASSWORD, ...more }, call, center.with)).kind;
    expect(await check({})).toBe('code-needed');
    expect(await check({ code: '!' })).toBe('wrong-code');
    expect((await login()).passwordCheck).toBeUndefined();
    expect(await check({ code })).toBe('right');
    expect((await login()).passwordCheck).toBeDefined();
  });

  it('is begun with the password just checked, confirmed by its first code, and removed', async () => {
    const call = await center.trustedCall('p1');
    const begun = await beginSecondFactor(call, center.with);
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    expect(begun.uri).toBe(
      `otpauth://totp/Partner%20Center:p1%40partner.example?secret=${begun.secret}&issuer=Partner%20Center`,
    );
    expect(await confirmSecondFactor('no', call, center.with)).toBe('wrong-code');
    expect(await confirmSecondFactor(center.pool.codeOf(begun.secret), call, center.with)).toBe('done');
    expect(await center.pool.hasSecondFactor(call.sub)).toBe(true);
    expect(await removeSecondFactor(call, center.with)).toBe('done');
    expect(await actions()).toEqual(['login.second-factor-on', 'login.second-factor-off']);
  });

  it('is neither begun nor removed by a session alone', async () => {
    const call = await center.call('p1');
    expect(await beginSecondFactor(call, center.with)).toEqual({ kind: 'password-check-needed' });
    expect(await removeSecondFactor(call, center.with)).toBe('password-check-needed');
  });

  it('is not begun anew while there is one: the pool would forget the first', async () => {
    const call = await center.trustedCall('p1');
    const begun = await beginSecondFactor(call, center.with);
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    await confirmSecondFactor(center.pool.codeOf(begun.secret), call, center.with);
    expect(await beginSecondFactor(call, center.with)).toEqual({ kind: 'active-already' });
  });
});
