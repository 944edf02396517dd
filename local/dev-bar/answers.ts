/** What the development bar asks and is told, by method and path. JSON in, JSON out. */
import * as z from 'zod';
import type { Laptop } from '../laptop.ts';
import type { DemoLogins } from '../start/demo-logins.ts';
import { PassingTime } from './passing-time.ts';
import { shownBy } from './what-people-show.ts';

export interface Answer {
  readonly status: 200 | 400 | 404 | 409;
  readonly body: unknown;
}

/** `body` is read where a call has one. */
export type Answers = (method: string, path: string, body: unknown) => Promise<Answer>;

const daysSchema = z.strictObject({ days: z.int().min(1).max(30) });
const LINK = /https?:\/\/[^\s<>"')]+[^\s<>"').,]/g;

const ok = (body: unknown): Answer => ({ status: 200, body });
const BUSY: Answer = { status: 409, body: { message: 'The clock is being moved: wait until the run is over' } };

export function devBarAnswers(laptop: Laptop, logins: DemoLogins): Answers {
  const time = new PassingTime(laptop);
  const routes: Readonly<Record<string, (body: unknown) => Answer | Promise<Answer>>> = {
    'GET /_local/people': () =>
      ok({
        partners: logins.partners.map(({ id, email }) => ({ id, email, shows: shownBy(id) })),
        staff: [
          { email: logins.operations, shows: 'operations' },
          { email: logins.finance, shows: 'finance: what moves money' },
          { email: logins.secondFinance, shows: 'finance, another person' },
        ],
        password: logins.password,
      }),
    'GET /_local/now': () => ok(time.now()),
    'POST /_local/next-friday': async () => {
      const moved = await time.nextFriday();
      return moved ? ok(moved) : BUSY;
    },
    'POST /_local/days': async (body) => {
      const read = daysSchema.safeParse(body);
      if (!read.success) return { status: 400, body: { message: 'days must be a whole number from 1 to 30' } };
      const moved = await time.days(read.data.days);
      return moved ? ok(moved) : BUSY;
    },
    'GET /_local/mails': () =>
      ok(
        laptop.cloud
          .outbox()
          .toReversed()
          .map(({ id, to, subject, text, at }) => ({
            ...{ id, to, subject, text },
            at: new Date(at).toISOString(),
            links: [...new Set(text.match(LINK))],
          })),
      ),
    'GET /_local/paypal': () =>
      ok(
        laptop.paypal
          .transfers()
          .toReversed()
          .map(({ receiver, cents, status, error, at }) => ({
            ...{ receiver, cents, status, error },
            at: new Date(at).toISOString(),
          })),
      ),
  };
  return async (method, path, body) => {
    const route = routes[`${method} ${path}`];
    return route ? route(body) : { status: 404, body: { message: `${method} ${path} is not answered here` } };
  };
}
