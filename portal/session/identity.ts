/** Who a token says is signed in: for what the portal shows. What is allowed the API decides, by the signed token itself. */
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';

export type Role = 'partner' | 'operations' | 'finance' | 'nobody';

export interface Identity {
  readonly sub: string;
  readonly role: Role;
}

export function identityOf(accessToken: string): Identity {
  const claims = payloadOf(accessToken);
  const groups = Array.isArray(claims['cognito:groups']) ? claims['cognito:groups'] : [];
  return { sub: String(claims.sub ?? ''), role: roleOf(groups) };
}

export const isStaff = (role: Role): boolean => role === 'operations' || role === 'finance';

function roleOf(groups: readonly unknown[]): Role {
  if (groups.includes(USER_GROUPS.finance)) return 'finance';
  if (groups.includes(USER_GROUPS.operations)) return 'operations';
  return groups.includes(USER_GROUPS.partners) ? 'partner' : 'nobody';
}

function payloadOf(token: string): Record<string, unknown> {
  const part = token.split('.')[1] ?? '';
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
