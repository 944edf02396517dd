/** A program for tests that walk the API's document: people of every kind who are signed in, and something to look at. */
import { randomUUID } from 'node:crypto';
import type { LaptopOptions } from '../../local/laptop.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { USER_GROUPS, type UserGroup } from '../../shared/contracts/user-groups.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { type EmbeddedProgram, startProgram } from './embedded-program.ts';
import { type Program, signedInUser, type TestUser, type Tokens } from './embedded-sign-in.ts';
import { BEGIN, earners, fridayOf } from './embedded-weeks.ts';

export type SignedIn = TestUser & Tokens;

/** Whose samples are: everything about this partner has the name in it. */
export const ADA = 'ada1';
/** Has clients of no use and was never paid. */
export const BO = 'bo2';

export interface ApiWorld {
  readonly program: EmbeddedProgram;
  readonly people: Readonly<Record<Person, SignedIn>>;
  /** What functions logged as an error, to be shown with a 500. */
  readonly errors: readonly string[];
  /** A partner of their own for a sample that ends sessions or moves things that others look at. */
  newPartner(): Promise<SignedIn & { readonly partnerId: string }>;
}

const GROUPS = {
  ada: [USER_GROUPS.partners],
  bo: [USER_GROUPS.partners],
  operations: [USER_GROUPS.operations],
  finance: [USER_GROUPS.finance],
  /** The second of finance, where one may not decide alone. */
  otherFinance: [USER_GROUPS.finance],
  /** In no group. */
  nobody: [],
  /** A partner whose sessions were ended. */
  ended: [USER_GROUPS.partners],
} as const satisfies Record<string, readonly UserGroup[]>;
export type Person = keyof typeof GROUPS;

const PARTNERS: Partial<Record<Person, string>> = { ada: ADA, bo: BO, ended: 'ed3' };

export interface ApiWorldOptions extends Pick<LaptopOptions, 'onLog' | 'faults'> {
  /** What billing tells instead of an event. */
  readonly told?: (event: BillingEventInput) => BillingEventInput;
}

export async function startApiWorld({
  told = (event) => event,
  onLog,
  faults,
}: ApiWorldOptions = {}): Promise<ApiWorld> {
  const errors: string[] = [];
  const started = await startProgram(BEGIN, {
    // A worker takes longer to start than all calls of its function take one after another.
    maxWorkersPerFunction: 1,
    onLog(log) {
      onLog?.(log);
      if (log.line.includes('"level":"ERROR"')) errors.push(log.line);
    },
    ...(faults && { faults }),
  });
  const program: EmbeddedProgram = { ...started, tell: (...events) => started.tell(...events.map(told)) };
  try {
    await program.tell(...earners([ADA], 1), ...earners([BO, 'ed3'], 0));
    await program.friday(fridayOf(1));
    const people = Object.fromEntries(
      await Promise.all(
        Object.entries(GROUPS).map(async ([person, groups]) => [person, await invited(program, person, groups)]),
      ),
    ) as Record<Person, SignedIn>;
    await logins(program.table).endSessions(people.ended.sub, Date.now() + 1_000);
    return { program, people, errors, newPartner: () => newPartner(program) };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

async function invited(program: EmbeddedProgram, person: string, groups: readonly UserGroup[]): Promise<SignedIn> {
  const partner = PARTNERS[person as Person];
  const user = await signedInUser(program, `${partner ?? person}@partner.example`, groups);
  if (partner !== undefined) await connected(program, user, partner);
  return user;
}

async function connected({ table }: EmbeddedProgram, user: SignedIn, partner: string): Promise<void> {
  if (!(await logins(table).connect(user.sub, partnerId(partner)))) throw new Error(`${partner} has another log-in`);
}

async function newPartner(program: EmbeddedProgram & Program): Promise<SignedIn & { readonly partnerId: string }> {
  const id = `new-${randomUUID().slice(0, 8)}`;
  await program.tell(...earners([id], 0));
  const user = await signedInUser(program, `${id}@partner.example`, [USER_GROUPS.partners]);
  await connected(program, user, id);
  return { ...user, partnerId: id };
}
