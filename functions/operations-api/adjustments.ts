/** Adjustments of balances: made, listed, decided by a second person. */
import * as z from 'zod';
import { adjustBalance, decideAdjustment, listAdjustments } from '../../shared/contracts/api/ops-adjustments.ts';
import type { Adjustment, AdjustmentDecision } from '../../shared/ports/adjustments.ts';
import { adjustBalance as adjust, decideAdjustment as decide } from '../../shared/usecases/staff/adjust-balance.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { answerOf } from '../api/refusals.ts';
import type { DecisionConnections } from './connect-decisions.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

const decision = ({ by, at, note }: AdjustmentDecision) => ({ by, at: new Date(at).toISOString(), note });
const shown = ({ proposed, decided, ...adjustment }: Adjustment) => ({
  ...adjustment,
  proposed: decision(proposed),
  decided: decided && decision(decided),
});

export const adjustmentEndpoints = (connections: DecisionConnections): ServedEndpoint[] => [
  serve(adjustBalance, async (call) => {
    const what = { partnerId: call.params.partnerId, cents: call.body.cents };
    const outcome = await adjust(what, wordOf(call), onceCallOf(adjustBalance, call), connections);
    return { body: shown(answerOf(outcome)) };
  }),
  serve(listAdjustments, async ({ query: { limit, cursor } }) => {
    const after = fromCursor(cursor, z.string().max(64));
    const found = await connections.adjustments.proposed({ limit, ...(after ? { after } : {}) });
    const last = found.at(-1);
    return { body: paged({ items: found.map(shown), next: found.length === limit ? last?.id : undefined }) };
  }),
  serve(decideAdjustment, async (call) => {
    const what = { id: call.params.adjustmentId, decision: call.body.decision };
    const outcome = await decide(what, wordOf(call), onceCallOf(decideAdjustment, call), connections);
    return { body: shown(answerOf(outcome)) };
  }),
];
