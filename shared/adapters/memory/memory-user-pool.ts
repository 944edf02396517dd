/** The user pool in memory: for simulations, where nobody signs in over the wire. Its access token is a user's id and session. */
import { type UserPool, UserUnknown } from '../../ports/user-pool.ts';

interface User {
  readonly sub: string;
  email: string;
  /** Absent: one that nobody knows. */
  password?: string;
  readonly isStaff: boolean;
  /** Counts how often all sessions were ended. */
  era: number;
  secret?: string;
  hasSecondFactor: boolean;
}

export interface MemoryUserPool extends UserPool {
  /** Somebody who can sign in at once. @returns the `sub` */
  add(user: { readonly email: string; readonly password: string; readonly isStaff?: boolean }): string;
  emailOf(sub: string): string | undefined;
  /** The access token; undefined when the pool does not let them in. */
  signIn(email: string, password: string): string | undefined;
  /** As somebody does who reads the mailbox of the address. */
  forgotPassword(email: string, password: string): void;
  codeOf(secret: string): string;
  /** As somebody does in the pool's console. */
  remove(sub: string): void;
}

const MIN_LENGTH = 12;
const OVER = 'session-over';

export function memoryUserPool(): MemoryUserPool {
  const users = new Map<string, User>();
  let made = 0;
  const withEmail = (email: string): User | undefined =>
    [...users.values()].find((user) => user.email.toLowerCase() === email.toLowerCase());
  const known = (sub: string): User => {
    const user = users.get(sub);
    if (!user) throw new UserUnknown(`there is no user ${sub}`);
    return user;
  };
  const tokenOf = ({ sub, era }: User): string => `${sub}.${era}`;
  const holderOf = (accessToken: string): User | undefined =>
    [...users.values()].find((user) => tokenOf(user) === accessToken);
  const codeOf = (secret: string): string => secret.slice(-6);
  const create = (user: Pick<User, 'email' | 'password' | 'isStaff'>): string => {
    made += 1;
    const sub = `sub-${made}`;
    users.set(sub, { ...user, sub, era: 0, hasSecondFactor: false });
    return sub;
  };
  const signOutEverywhere = async (sub: string): Promise<void> => {
    known(sub).era += 1;
  };

  return {
    add: ({ isStaff = false, ...user }) => create({ ...user, isStaff }),
    emailOf: (sub) => users.get(sub)?.email,
    signIn(email, password) {
      const user = withEmail(email);
      return user?.password === password ? tokenOf(user) : undefined;
    },
    forgotPassword(email, password) {
      const user = withEmail(email);
      if (user) user.password = password;
    },
    codeOf,
    remove: (sub) => void users.delete(sub),

    async invite(email) {
      const user = withEmail(email);
      if (user?.isStaff) return { kind: 'staff' };
      return { kind: 'invited', sub: user?.sub ?? create({ email, isStaff: false }) };
    },
    async setEmail(sub, email) {
      const user = known(sub);
      const other = withEmail(email);
      if (other && other.sub !== sub) return 'taken';
      user.email = email;
      return 'done';
    },
    async resetPassword(sub) {
      delete known(sub).password;
      await signOutEverywhere(sub);
    },
    signOutEverywhere,
    async dropSecondFactor(sub) {
      known(sub).hasSecondFactor = false;
    },

    async checkPassword(sub, password, code) {
      const user = known(sub);
      if (user.password !== password) return 'wrong';
      if (!user.hasSecondFactor || user.secret === undefined) return 'right';
      if (code === undefined) return 'code-needed';
      return code === codeOf(user.secret) ? 'right' : 'wrong-code';
    },
    async changePassword(accessToken, { current, next }) {
      const user = holderOf(accessToken);
      if (!user) return { kind: OVER };
      if (user.password !== current) return { kind: 'wrong' };
      if (next.length < MIN_LENGTH) return { kind: 'policy', problem: 'Password not long enough' };
      user.password = next;
      return { kind: 'done' };
    },
    hasSecondFactor: async (sub) => known(sub).hasSecondFactor,
    async beginSecondFactor(accessToken) {
      const user = holderOf(accessToken);
      if (!user) return OVER;
      user.secret = `SECRET${String(users.size).padStart(6, '0')}`;
      return { secret: user.secret };
    },
    async confirmSecondFactor(accessToken, code) {
      const user = holderOf(accessToken);
      if (!user) return OVER;
      if (user.secret === undefined) return 'not-begun';
      if (code !== codeOf(user.secret)) return 'wrong-code';
      user.hasSecondFactor = true;
      return 'done';
    },
    async removeSecondFactor(accessToken) {
      const user = holderOf(accessToken);
      if (!user) return OVER;
      user.hasSecondFactor = false;
      return 'done';
    },
  };
}
