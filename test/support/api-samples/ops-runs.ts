/** Sample calls of operations about runs: a Friday goes by for each that must be held or has not begun. */
import { runKey } from '../../../shared/adapters/ledger/keys.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import type { ApiWorld } from '../api-world.ts';
import { runByHand } from '../embedded-executions.ts';
import { setProgram } from '../embedded-settings.ts';
import { callAs } from '../embedded-sign-in.ts';
import { earners, fridayOf, weekOf } from '../embedded-weeks.ts';
import type { SampleCall, Samples } from './sample.ts';

const note = 'checked with billing';
const firstRun = { params: { weekEnding: weekOf(1) } };

interface ListedRun {
  readonly weekEnding: string;
  readonly state: string;
}

async function lastRun({ program, people }: ApiWorld): Promise<ListedRun> {
  const answer = await callAs(program, people.operations, 'GET', '/ops/runs?limit=1');
  const { items } = (await answer.json()) as { items: ListedRun[] };
  if (!items[0]) throw new Error('there is no run');
  return items[0];
}

/** The number of the week that the next Friday pays. */
async function nextWeek(world: ApiWorld): Promise<number> {
  const { weekEnding: last } = await lastRun(world);
  let week = 1;
  while (weekOf(week) <= last) week += 1;
  return week;
}

/** The last run when it is held; otherwise a Friday goes by whose run is over its cap. */
async function held(world: ApiWorld): Promise<SampleCall['params']> {
  const last = await lastRun(world);
  if (last.state === 'held') return { weekEnding: last.weekEnding };
  const { program } = world;
  const week = await nextWeek(world);
  await program.tell(...earners([`held-in-week-${week}`], 1));
  await setProgram(program.table, { caps: { maxRunCents: 1 } });
  await program.friday(fridayOf(week));
  await setProgram(program.table, {});
  return { weekEnding: weekOf(week) };
}

/** The first week's run as it stands when its execution died before the end. */
async function interrupted({ program }: ApiWorld): Promise<void> {
  const item = await program.table.get(runKey(weekEnding(weekOf(1))));
  if (!item) throw new Error('there is no run of the first week');
  await program.table.write([{ kind: 'put', item: { ...item, state: 'settling' } }]);
}

export const OPS_RUNS_SAMPLES: Samples = {
  listRuns: () => ({}),
  async startRun(world) {
    const last = await lastRun(world);
    // By hand nothing is started past a held run.
    if (last.state === 'held') await runByHand(world.program.cloud, last.weekEnding, { refuse: { by: 'ops', note } });
    const week = await nextWeek(world);
    // The Friday has come, and the time of the rule has not.
    await world.program.cloud.advanceTo(Date.parse(`${fridayOf(week)}T16:30:00Z`));
    return { body: { weekEnding: weekOf(week), note } };
  },
  getRun: () => firstRun,
  getBooks: () => ({}),
  getRunBooks: () => firstRun,
  listRunItems: () => firstRun,
  async getRunExecution({ program, people }) {
    const answer = await callAs(program, people.operations, 'GET', `/ops/runs/${weekOf(1)}`);
    const { executions } = (await answer.json()) as { executions: { name: string }[] };
    return { params: { weekEnding: weekOf(1), name: executions[0]?.name ?? '' } };
  },
  async retryRun(world) {
    await interrupted(world);
    return { ...firstRun, body: { note } };
  },
  previewRelease: async (world) => ({ params: await held(world) }),
  releaseRun: async (world) => ({ params: await held(world), body: { note } }),
  refuseRun: async (world) => ({ params: await held(world), body: { note } }),
  previewNextRun: () => ({}),
  getWorkflow: () => ({}),
};
