import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../functions/api/caller.ts';
import type { Access } from '../../../shared/contracts/api/endpoint.ts';
import { apiEvent } from '../../support/api-events.ts';
import { claims, FINANCE, logins, OPERATIONS, PARTNER, SIGNED_IN_AT } from './sample-callers.ts';
import { readShelf } from './sample-endpoints.ts';

const call = (given: Record<string, string> | undefined, access: Access) =>
  callerOf(apiEvent(readShelf, given && { claims: given }), access, logins);

describe('who calls', () => {
  it('is the partner whom the ledger knows by the log-in', async () => {
    expect(await call(PARTNER, 'partner')).toEqual({
      kind: 'partner',
      partnerId: 'p1',
      sub: 'sub-p1',
      session: 'session-of-sub-p1',
      login: { sub: 'sub-p1', partnerId: 'p1' },
    });
  });

  it.each([
    ['operations', OPERATIONS, { kind: 'staff', id: 'sub-ops', isFinance: false }],
    ['operations', FINANCE, { kind: 'staff', id: 'sub-fin', isFinance: true }],
    ['finance', FINANCE, { kind: 'staff', id: 'sub-fin', isFinance: true }],
    ['finance', claims('s', '[operations finance]'), { kind: 'staff', id: 's', isFinance: true }],
    ['operations', claims('s', 'operations'), { kind: 'staff', id: 's', isFinance: false }],
    ['operations', claims('s', '[a operations]'), { kind: 'staff', id: 's', isFinance: false }],
  ] as const)('for %s with %j is staff', async (access, given, caller) => {
    expect(await call(given, access)).toEqual(caller);
  });

  it('has a session by the time of the sign-in, where the pool names none', async () => {
    const { origin_jti: _, ...without } = PARTNER;
    expect(await call(without, 'partner')).toMatchObject({ session: `at-${SIGNED_IN_AT}` });
  });

  it('may have signed in at the very moment from which sessions count', async () => {
    expect(await call(claims('sub-back', '[partners]'), 'partner')).toMatchObject({ partnerId: 'p3' });
  });
});

describe('is refused', () => {
  const partnerWith = (more: object) => claims('sub-p1', '[partners]', more);
  it.each([
    ['without any claims', undefined],
    ['with an id token', partnerWith({ token_use: 'id' })],
    ['with a token that does not say what it is for', partnerWith({ token_use: '' })],
    ['without a time of sign-in', partnerWith({ auth_time: '' })],
    ['with a time of sign-in that is none', partnerWith({ auth_time: 'yesterday' })],
    ['with a session that was ended', claims('sub-ended', '[partners]')],
  ])('%s: 401, and told to sign in', async (_, given) => {
    await expect(call(given, 'partner')).rejects.toMatchObject({
      problem: { status: 401, title: 'Not signed in' },
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  });

  it.each<[string, Record<string, string>, Access]>([
    ['a partner on operations', PARTNER, 'operations'],
    ['a partner on finance', PARTNER, 'finance'],
    ['operations on finance', OPERATIONS, 'finance'],
    ['operations on a partner', OPERATIONS, 'partner'],
    ['finance on a partner', FINANCE, 'partner'],
    ['somebody of no group', claims('sub-p1', undefined), 'partner'],
    ['somebody of a group that only sounds so', claims('s', '[operations-of-another-kind]'), 'operations'],
    ['somebody of a group with a comma in its name', claims('s', '[guests,operations,finance]'), 'operations'],
    ['a partner whom the ledger does not know', claims('sub-new', '[partners]'), 'partner'],
    ['staff in the group of partners, without a partner', claims('sub-ops', '[partners]'), 'partner'],
  ])('%s: 403', async (_, given, access) => {
    await expect(call(given, access)).rejects.toMatchObject({ problem: { status: 403, title: 'Not allowed' } });
  });

  it('whoever has an ended session: 401 also where it would be 403', async () => {
    await expect(call(claims('sub-ended', '[partners]'), 'finance')).rejects.toMatchObject({
      problem: { status: 401 },
    });
  });
});
