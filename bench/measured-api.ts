/**
 * Boots the app twice over one state: with a tap, to put the histories into its ledger and count what calls ask for, and without
 * one, to take their time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Synthesized, synthesize } from '../infra/synthesize.ts';
import { progress } from '../local/progress.ts';
import type { LocalDay } from '../shared/domain/calendar/local-day.ts';
import type { MeasuredRoute } from './api-routes.ts';
import { type CallTime, type PartnerLaptop, startPartnerLaptop } from './partner-laptop.ts';
import type { Played, PlayedPartner } from './played-histories.ts';
import { type RequestMeter, requestMeter } from './request-meter.ts';
import { sum } from './used-services.ts';

/** What a call asks of DynamoDB. */
export interface Counts {
  readonly requests: number;
  readonly readUnits: number;
}

/** One route, called by one partner. */
export interface MeasuredCell {
  readonly route: MeasuredRoute;
  readonly partner: PlayedPartner;
  readonly counts: Counts;
  readonly times: readonly CallTime[];
}

export interface Measurement {
  readonly today: LocalDay;
  readonly routes: readonly MeasuredRoute[];
  /** Of each cell. */
  readonly calls: number;
  readonly onStep: (step: string) => void;
}

type CountedCell = Omit<MeasuredCell, 'times'>;

/** Until a handler's code is compiled, as it is in a function that is in use. */
const WARM_UP_CALLS = 30;

/** @throws Error when a call is refused, or asks for something else when it is repeated. */
export async function measureApi(play: () => Promise<Played>, measurement: Measurement): Promise<MeasuredCell[]> {
  const { onStep } = measurement;
  const stateDir = mkdtempSync(join(tmpdir(), 'api-speed-'));
  try {
    onStep('bundling the functions and synthesizing the stack');
    const synthesized = await synthesize({ checkSchemas: false });
    const counted = await count(play, { stateDir, synthesized }, measurement);
    return await time(counted, { stateDir, synthesized }, measurement);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

interface Boot {
  readonly stateDir: string;
  readonly synthesized: Synthesized;
}

async function count(
  play: () => Promise<Played>,
  boot: Boot,
  { today, routes, onStep }: Measurement,
): Promise<CountedCell[]> {
  const meter = requestMeter();
  const laptop = await startPartnerLaptop({ ...boot, today, faults: meter.hooks });
  try {
    onStep('letting the histories happen, in memory');
    // Nothing else keeps them: what comes after is not slowed by a full memory.
    const partners = await laptop.take(await play());
    const cells: CountedCell[] = [];
    for (const partner of partners) {
      for (const route of routes) {
        const call = () => laptop.call(partner, route);
        await call();
        cells.push({ route, partner, counts: await sameTwice(route, partner, call, meter) });
      }
    }
    return cells;
  } finally {
    await laptop.stop();
  }
}

async function sameTwice(
  { title }: MeasuredRoute,
  { entries }: PlayedPartner,
  call: () => Promise<unknown>,
  meter: RequestMeter,
): Promise<Counts> {
  const [first, again] = [await countsOf(call, meter), await countsOf(call, meter)];
  if (JSON.stringify(first) === JSON.stringify(again)) return first;
  throw new Error(`${title} at ${entries} entries asks for ${JSON.stringify(first)}, then ${JSON.stringify(again)}`);
}

async function countsOf(call: () => Promise<unknown>, meter: RequestMeter): Promise<Counts> {
  meter.reset();
  await call();
  const metered = meter.metered();
  return {
    requests: sum(metered.map(({ requests }) => requests)),
    readUnits: sum(metered.map(({ readUnits }) => readUnits)),
  };
}

async function time(
  counted: readonly CountedCell[],
  boot: Boot,
  { today, calls, onStep }: Measurement,
): Promise<MeasuredCell[]> {
  const laptop = await startPartnerLaptop({ ...boot, today });
  try {
    const timed = counted.map((cell) => ({ ...cell, times: [] as CallTime[] }));
    onStep('warming up');
    for (const { partner } of counted) await laptop.signIn(partner);
    await inTurns(laptop, timed, WARM_UP_CALLS);
    for (const { times } of timed) times.length = 0;
    onStep(`calling ${calls} times each`);
    await inTurns(laptop, timed, calls);
    return timed;
  } finally {
    await laptop.stop();
  }
}

type TimedCell = CountedCell & { readonly times: CallTime[] };

/** One after the other, so that what slows this machine for a while slows all of them. */
async function inTurns(laptop: PartnerLaptop, cells: readonly TimedCell[], turns: number): Promise<void> {
  const shown = progress('calls', turns * cells.length);
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const { route, partner, times } of cells) times.push(await laptop.call(partner, route));
    shown.to(turn * cells.length);
  }
  shown.end();
}
