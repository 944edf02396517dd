/**
 * `npm run bench:list`: what a referral list costs. A list of new clients is uploaded, previewed and committed on the embedded
 * cloud; printed are the requests, their units as they are charged in the cloud, and the seconds on this machine.
 */
import { randomUUID } from 'node:crypto';
import { ProgramClock } from '../local/clock.ts';
import { command, options, UsageProblem } from '../local/command-line.ts';
import { type Laptop, startLaptop } from '../local/laptop.ts';
import { logins } from '../shared/adapters/ledger/logins.ts';
import { MAX_LIST_ROWS } from '../shared/contracts/referral-lists.ts';
import { USER_GROUPS } from '../shared/contracts/user-groups.ts';
import { partnerId } from '../shared/domain/ids.ts';
import { createUser, signIn } from '../test/support/embedded-sign-in.ts';
import { type RequestMeter, requestMeter } from './request-meter.ts';

const HELP = `What does a referral list cost? Uploads, previews and commits one on the embedded cloud.

  npm run bench:list -- [--rows ${MAX_LIST_ROWS}]

  --rows N  of the list, all of them clients whom nobody knows: the dearest kind
  --help

Exit status: 0 done, 1 failed, 2 wrong options.
`;

function readOptions(): number {
  const { rows = String(MAX_LIST_ROWS) } = options({ rows: { type: 'string' } }, HELP);
  const number = Number(rows);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_LIST_ROWS) return number;
  throw new UsageProblem(`--rows ${rows}: must be a whole number from 1 to ${MAX_LIST_ROWS}`);
}

const fileOf = (rows: number): string =>
  `email,name\n${Array.from({ length: rows }, (_, row) => `client-${row}@shop-${row % 977}.example,Client ${row}\n`).join('')}`;

async function bench(rows: number): Promise<void> {
  const meter = requestMeter();
  const laptop = await startLaptop({
    clock: ProgramClock.standing(Date.parse('2026-11-18T20:00:00Z')),
    maxWorkersPerFunction: 1,
    faults: meter.hooks,
  });
  try {
    const token = await partnersToken(laptop);
    const file = fileOf(rows);
    process.stdout.write(`${rows} rows, ${file.length} bytes\n`);
    const send = (path: string, body?: string) => post(laptop, token, path, body);
    let list = '';
    await measured('upload', meter, async () => {
      list = await send('', file);
    });
    await measured('preview', meter, () => laptop.cloud.idle());
    await measured('commit', meter, async () => {
      await send(`/${list}/commit`);
      await laptop.cloud.idle();
    });
    await measured('result', meter, async () => {
      const answer = await fetch(`${listsOf(laptop)}/${list}/result`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const lines = (await answer.text()).split('\n').filter((line) => line.endsWith(',new,')).length;
      if (lines !== rows) throw new Error(`${lines} of ${rows} rows are listed`);
    });
  } finally {
    await laptop.stop();
  }
}

const listsOf = ({ cloud }: Laptop): string => `${cloud.apiUrl}/me/referral-lists`;

async function partnersToken(laptop: Laptop): Promise<string> {
  const email = 'p1@partner.example';
  await laptop.billing.send([{ id: 'p1', type: 'partner', partnerId: 'p1', name: 'Partner One', email }]);
  const { sub } = await createUser(laptop, email, [USER_GROUPS.partners]);
  await logins(laptop.table).connect(sub, partnerId('p1'));
  return (await signIn(laptop, email)).accessToken;
}

async function post(laptop: Laptop, token: string, path: string, body?: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'content-type': 'text/csv' };
  const answer = await fetch(`${listsOf(laptop)}${path}`, { method: 'POST', headers, ...(body && { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

async function measured(what: string, meter: RequestMeter, work: () => Promise<void>): Promise<void> {
  meter.reset();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1_000;
  const used = meter.metered();
  const sum = (of: (each: (typeof used)[number]) => number): number => used.reduce((all, each) => all + of(each), 0);
  process.stdout.write(
    `\n${what}: ${seconds.toFixed(1)} s, ${sum(({ requests }) => requests)} requests, ` +
      `${sum(({ writeUnits }) => writeUnits)} write units, ${sum(({ readUnits }) => readUnits)} read units\n`,
  );
  for (const { operation, requests, writeUnits, readUnits } of used)
    process.stdout.write(`  ${operation.padEnd(20)} ${requests} requests, ${writeUnits + readUnits} units\n`);
}

await command(() => bench(readOptions()));
