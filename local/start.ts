/** `npm start`: the whole application on this machine, with a demo program (or yours), the last Friday's run, the portal and the API. */
import { ProgramClock } from './clock.ts';
import { command, options, UsageProblem } from './command-line.ts';
import { devBar } from './dev-bar/dev-bar.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { demoLogins } from './start/demo-logins.ts';
import { lastFriday, loadProgram, programOf } from './start/load-program.ts';
import { printAddresses } from './start/print-addresses.ts';
import { printRun } from './start/print-run.ts';

const HELP = `Starts the payout system on this machine: the synthesized template and the deployed handlers, no account, no Docker.

  npm start [-- --once] [--data DIR] [--state DIR] [--port N]

  --once       run the last Friday, print its payouts, and exit
  --data DIR   partners.csv, clients.csv, payments.csv and refunds.csv instead of the demo program
  --state DIR  keep the data between starts; started again, the program goes on from there
  --port N     port of the portal, with the API beside it (default 8787; 0 takes any free one)
  --help

Exit status: 0 done, 1 failed, 2 the options or the files are not as they should be.
`;

const DEFAULT_PORT = 8787;

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageProblem(`--port ${text}: must be a number from 0 to 65535`);
}

async function start(): Promise<void> {
  const given = options(
    { once: { type: 'boolean' }, data: { type: 'string' }, state: { type: 'string' }, port: { type: 'string' } },
    HELP,
  );
  const port = readPort(given.port);
  const began = performance.now();
  const friday = lastFriday(Date.now());
  const program = await programOf(given.data, friday);
  const laptop = await startLaptop({
    clock: ProgramClock.standing(program.begin),
    stateDir: given.state,
    httpPort: given.once ? 0 : port,
    onStep: (step) => process.stderr.write(`${step}\n`),
  });
  const stopped = new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  try {
    const ended = await Promise.race([run(laptop), stopped.then(() => 'stopped' as const)]);
    if (ended === 'stopped' || given.once) return;
    // From here on the program lives in the present: rules fire by themselves.
    await laptop.cloud.advanceTo(Math.max(Date.now(), laptop.clock.now()));
    laptop.clock.run();
    laptop.paypal.registerWebhook(laptop.payPalWebhook);
    const logins = await demoLogins(laptop);
    laptop.cloud.putBesidePortal(await devBar(laptop, logins));
    printAddresses(laptop, logins);
    await stopped;
  } finally {
    await laptop.stop();
  }

  async function run(started: Laptop): Promise<void> {
    await loadProgram(started, program, given.state);
    await printRun(started.table, friday);
    process.stderr.write(`${((performance.now() - began) / 1_000).toFixed(1)} s since the start\n`);
  }
}

await command(start);
