/** Who calls: from the claims that the gateway's authorizer verified, and what the ledger knows of that log-in. Nothing else says it. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Access } from '../../shared/contracts/api/endpoint.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import type { Login, Logins } from '../../shared/ports/logins.ts';
import { HttpProblem } from '../http-problem.ts';

export interface PartnerCaller {
  readonly kind: 'partner';
  readonly partnerId: PartnerId;
  readonly sub: string;
  /** Stays the same as long as this sign-in lasts. */
  readonly session: string;
  readonly login: Login;
}

/** `id`: the user's `sub` in the pool; it stands in the audit trail. */
export interface StaffCaller {
  readonly kind: 'staff';
  readonly id: string;
  readonly isFinance: boolean;
}

export type Caller = PartnerCaller | StaffCaller;

export type CallerOf<A extends Access> = A extends 'partner'
  ? PartnerCaller
  : A extends 'operations' | 'finance'
    ? StaffCaller
    : undefined;

interface Claims {
  readonly sub: string;
  readonly groups: readonly string[];
  readonly authTime: number;
  readonly session: string;
}

/** @throws HttpProblem 401 when the session is not valid any more, 403 when the endpoint is not for this caller. */
export async function callerOf(
  event: APIGatewayProxyEventV2,
  access: Access,
  logins: Pick<Logins, 'find'>,
): Promise<Caller> {
  const claims = claimsOf(event);
  if (!claims) throw unauthorized('Send an access token of the user pool as `Authorization: Bearer …`');
  const login = await logins.find(claims.sub);
  // A token whose sign-in is older than a "sign out everywhere" is over, though its signature is still good.
  if (login?.sessionsValidFrom !== undefined && claims.authTime * 1_000 < login.sessionsValidFrom)
    throw unauthorized('This session was ended; sign in again');
  return access === 'partner' ? partnerOf(claims, login) : staffOf(claims, access);
}

function partnerOf(claims: Claims, login: Login | undefined): PartnerCaller {
  if (!claims.groups.includes(USER_GROUPS.partners) || login?.partnerId === undefined)
    throw forbidden('Only partners have a Partner Center');
  return { kind: 'partner', partnerId: login.partnerId, sub: claims.sub, session: claims.session, login };
}

function staffOf({ sub, groups }: Claims, access: Access): StaffCaller {
  const isFinance = groups.includes(USER_GROUPS.finance);
  const isStaff = isFinance || groups.includes(USER_GROUPS.operations);
  if (!isStaff) throw forbidden('Only operations may do this');
  if (access === 'finance' && !isFinance) throw forbidden('Only the group finance may do this');
  return { kind: 'staff', id: sub, isFinance };
}

function claimsOf(event: APIGatewayProxyEventV2): Claims | undefined {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  const claims = authorizer?.jwt?.claims;
  const { sub, token_use, auth_time, origin_jti } = claims ?? {};
  const authTime = Number(auth_time);
  // An id token has the same signature; it says who somebody is and opens nothing.
  if (typeof sub !== 'string' || token_use !== 'access' || !Number.isSafeInteger(authTime) || authTime <= 0)
    return undefined;
  return {
    sub,
    authTime,
    groups: groupsOf(claims?.['cognito:groups']),
    session: typeof origin_jti === 'string' ? origin_jti : `at-${authTime}`,
  };
}

/** API Gateway writes a claim that is a list as `[a b]`. A group's name may hold a comma, and never a space. */
const groupsOf = (claim: unknown): string[] =>
  typeof claim === 'string'
    ? claim
        .replace(/^\[|\]$/g, '')
        .split(/\s+/)
        .filter((group) => group !== '')
    : [];

const unauthorized = (detail: string): HttpProblem =>
  new HttpProblem(
    { title: 'Not signed in', status: 401, detail },
    { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  );
const forbidden = (detail: string): HttpProblem => new HttpProblem({ title: 'Not allowed', status: 403, detail });
