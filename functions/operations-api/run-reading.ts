/** Serves what operations read of runs. */

import * as z from 'zod';
import { getRun, getRunExecution, getWorkflow, listRunItems, listRuns } from '../../shared/contracts/api/ops-runs.ts';
import { weekEndingSchema } from '../../shared/contracts/values.ts';
import { drawWorkflow } from '../../shared/usecases/operations/draw-workflow.ts';
import { isAbout } from '../../shared/usecases/operations/executions-of-run.ts';
import { findRunItem, listRunItems as itemsOf } from '../../shared/usecases/operations/list-run-items.ts';
import { listRuns as runsOf } from '../../shared/usecases/operations/list-runs.ts';
import { type RunReading, showRun } from '../../shared/usecases/operations/show-run.ts';
import { NO_RUN } from '../../shared/usecases/operations/start-run.ts';
import { traceExecution } from '../../shared/usecases/operations/trace-execution.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { refusal } from '../api/refusals.ts';
import { toExecution, toItem, toRun, toRunInFull, toTrace } from './run-answers.ts';

const itemPlace = z.object({ manifest: z.string(), row: z.int().min(0) });
const NO_EXECUTION = { status: 404, title: 'There is no such execution of this run' } as const;

export const runReadingEndpoints = (reading: RunReading): ServedEndpoint[] => [
  serve(listRuns, async ({ query: { limit, cursor } }) => {
    const before = fromCursor(cursor, weekEndingSchema);
    const runs = await runsOf({ ...(before && { before }), limit }, reading);
    const last = runs.length === limit ? runs.at(-1)?.run.weekEnding : undefined;
    return { body: paged({ items: runs.map(toRun), next: last }) };
  }),

  serve(getRun, async ({ params: { weekEnding } }) => {
    const shown = await showRun(weekEnding, reading);
    if (!shown) throw refusal(NO_RUN);
    return { body: toRunInFull(shown) };
  }),

  serve(listRunItems, async ({ params: { weekEnding }, query }) => {
    const { limit, cursor, manifest, state, partnerId } = query;
    if (!(await reading.history.findRun(weekEnding))) throw refusal(NO_RUN);
    if (partnerId) {
      const item = await findRunItem(weekEnding, partnerId, reading.history);
      const asked = item && (!state || item.state === state) && (!manifest || item.manifest === manifest);
      return { body: { items: asked ? [toItem(item)] : [] } };
    }
    const from = fromCursor(cursor, itemPlace);
    const filter = { ...(from && { from }), ...(manifest && { manifest }), ...(state && { state }) };
    const { items, next } = await itemsOf(weekEnding, { ...filter, limit }, reading.history);
    return { body: paged({ items: items.map(toItem), next }) };
  }),

  serve(getRunExecution, async ({ params: { weekEnding, name } }) => {
    const { history, workflow } = reading;
    const [run, execution] = await Promise.all([history.findRun(weekEnding), workflow.describe(name)]);
    if (!run || !execution || !isAbout(run, execution)) throw refusal(NO_EXECUTION);
    const steps = traceExecution(await workflow.history(name));
    return { body: { ...toExecution(execution), weekEnding, ...toTrace(steps) } };
  }),

  serve(getWorkflow, async () => {
    const { startAt, states } = drawWorkflow(await reading.workflow.definition());
    return {
      body: { startAt, states: states.map((state) => ({ ...state, transitions: [...state.transitions] })) },
    };
  }),
];
