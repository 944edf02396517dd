/** The app on this machine as partners with a history use it: their ledger put into the table, their log-ins, their calls. */
import { ProgramClock } from '../local/clock.ts';
import { type Laptop, type LaptopOptions, startLaptop } from '../local/laptop.ts';
import { progress } from '../local/progress.ts';
import { logins } from '../shared/adapters/ledger/logins.ts';
import { USER_GROUPS } from '../shared/contracts/user-groups.ts';
import type { LocalDay } from '../shared/domain/calendar/local-day.ts';
import type { PartnerId } from '../shared/domain/ids.ts';
import type { Item, Table } from '../shared/ports/table.ts';
import { callAs, createUser, signIn, type Tokens } from '../test/support/embedded-sign-in.ts';
import type { MeasuredRoute } from './api-routes.ts';
import type { Played, PlayedPartner } from './played-histories.ts';

export interface CallTime {
  /** Of the handler alone. */
  readonly handlerMs: number;
  /** From the request to the end of the answer's body. */
  readonly httpMs: number;
}

export interface PartnerLaptop {
  readonly laptop: Laptop;
  /** Signs the partners up and in. What it is given is not kept. */
  take(played: Played): Promise<readonly PlayedPartner[]>;
  signIn(partner: PlayedPartner): Promise<void>;
  /** One at a time. @throws Error for any answer but 200. */
  call(partner: PlayedPartner, route: MeasuredRoute): Promise<CallTime>;
  /** Of the last sign-in. @throws Error when there was none. */
  tokensOf(partner: PlayedPartner): Tokens;
  stop(): Promise<void>;
}

const ITEMS_AT_ONCE = 2_000;
const emailOf = ({ partner }: PlayedPartner): string => `${partner}@partner.example`;

export async function startPartnerLaptop(
  options: Pick<LaptopOptions, 'stateDir' | 'synthesized' | 'faults'> & { readonly today: LocalDay },
): Promise<PartnerLaptop> {
  let handlerMs = 0;
  const { today, ...more } = options;
  const laptop = await startLaptop({
    ...more,
    clock: ProgramClock.standing(Date.parse(`${today}T20:00:00Z`)),
    maxWorkersPerFunction: 1,
    onReturn: (returned) => {
      handlerMs = returned.handlerMs;
    },
  });
  const tokens = new Map<PartnerId, Tokens>();
  const signInAs = async (partner: PlayedPartner): Promise<void> => {
    tokens.set(partner.partner, await signIn(laptop, emailOf(partner)));
  };
  const tokensOf = ({ partner }: PlayedPartner): Tokens => {
    const own = tokens.get(partner);
    if (!own) throw new Error(`${partner} is not signed in`);
    return own;
  };
  return {
    laptop,
    tokensOf,
    async take({ partners, items }) {
      await fill(laptop.table, items);
      for (const partner of partners) {
        const { sub } = await createUser(laptop, emailOf(partner), [USER_GROUPS.partners]);
        if (!(await logins(laptop.table).connect(sub, partner.partner)))
          throw new Error(`${partner.partner} has another log-in`);
        await signInAs(partner);
      }
      return partners;
    },
    signIn: signInAs,
    async call(partner, route) {
      const own = tokensOf(partner);
      const started = performance.now();
      const response = await callAs(laptop, own, 'GET', route.path(partner));
      const text = await response.text();
      const httpMs = performance.now() - started;
      if (response.status !== 200) throw new Error(`${route.title} answers ${response.status}: ${text}`);
      return { handlerMs, httpMs };
    },
    stop: () => laptop.stop(),
  };
}

async function fill(table: Table, items: readonly Item[]): Promise<void> {
  const shown = progress('items of the ledger', items.length);
  for (let start = 0; start < items.length; start += ITEMS_AT_ONCE) {
    await table.putAll(items.slice(start, start + ITEMS_AT_ONCE));
    shown.to(Math.min(items.length, start + ITEMS_AT_ONCE));
  }
  shown.end();
}
