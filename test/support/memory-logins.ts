/** Log-ins in operations' hands: scenes of partners with a log-in and without, and the calls that help them. */
import { partnerId } from '../../shared/domain/ids.ts';
import type { Login } from '../../shared/ports/logins.ts';
import {
  changeLoginEmail,
  invitePartner,
  type LoginHelp,
  resetPassword,
} from '../../shared/usecases/staff/help-with-login.ts';
import { removeSecondFactor } from '../../shared/usecases/staff/remove-second-factor.ts';
import { MemoryProgram } from './memory-program.ts';
import { answered, type Caller, MemoryStaff } from './memory-staff.ts';

const P1 = partnerId('p1');
export const [EMAIL, NEW, OTHER] = ['p1@partner.example', 'new@partner.example', 'other@partner.example'];
export const PASSWORD = 'Correct-Horse-7';
export const KEYED: Caller = { by: 'ann', key: 'k1' };

/** p1 and p2, whom nobody has invited. */
export async function begin(): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-15');
  await program.partner('p1');
  await program.partner('p2', { email: OTHER } as object);
  return new MemoryStaff(program);
}
/** p1 has a log-in and has chosen a password. */
export async function invited(): Promise<MemoryStaff> {
  const staff = await begin();
  answered(await invite(staff));
  staff.pool.forgotPassword(EMAIL, PASSWORD);
  staff.mails.length = 0;
  return staff;
}

export const invite = (staff: MemoryStaff, partner = 'p1', caller: Caller = {}, help: LoginHelp = staff.with) =>
  invitePartner(partnerId(partner), staff.word(caller.by), staff.call(`invite ${partner}`, caller), help);
export const reset = (staff: MemoryStaff, caller: Caller = {}, help: LoginHelp = staff.with) =>
  resetPassword(P1, staff.wallTime, staff.word(caller.by), staff.call('reset', caller), help);
export const dropFactor = (staff: MemoryStaff, caller: Caller = {}, help: LoginHelp = staff.with) =>
  removeSecondFactor(P1, staff.wallTime, staff.word(caller.by), staff.call('drop factor', caller), help);
export const move = async (staff: MemoryStaff, email = NEW, version?: number, help: LoginHelp = staff.with) => {
  const target = { id: P1, version: version ?? (await staff.record('p1')).version };
  return changeLoginEmail(target, email, staff.wallTime, staff.word(), help);
};
export const login = (staff: MemoryStaff): Promise<Login | undefined> => staff.with.logins.ofPartner(P1);
export const poolEmail = async (staff: MemoryStaff): Promise<string | undefined> =>
  staff.pool.emailOf((await login(staff))?.sub ?? 'nobody');
export const mailed = (staff: MemoryStaff): string[] => staff.mails.map(({ kind, to }) => `${kind} ${to}`);

/** The first answer of the pool is lost: it did what it was asked. */
export function losingAnswer(staff: MemoryStaff, name: keyof LoginHelp['pool']): LoginHelp {
  let isLost = false;
  const pool = {
    ...staff.pool,
    [name]: async (...given: unknown[]) => {
      const answer = await (staff.pool[name] as (...all: unknown[]) => Promise<unknown>)(...given);
      if (isLost) return answer;
      isLost = true;
      throw new Error('no answer from the user pool');
    },
  };
  return { ...staff.with, pool };
}

export async function staffWith({ pool }: MemoryStaff, email: string): Promise<void> {
  pool.add({ email, password: PASSWORD, isStaff: true });
}
export async function partnerWith({ pool, with: { logins } }: MemoryStaff, email: string): Promise<void> {
  await logins.connect(pool.add({ email, password: PASSWORD }), partnerId('p2'));
}
