/** Serves what operations start and decide, and the previews that they decide by. */
import {
  previewNextRun,
  previewRelease,
  refuseRun,
  releaseRun,
  retryRun,
  startRun,
} from '../../shared/contracts/api/ops-run-decisions.ts';
import { maskedAddress } from '../../shared/domain/masked-address.ts';
import type { Listed } from '../../shared/usecases/operations/compare-runs.ts';
import { decideHeldRun, type HeldRunDependencies } from '../../shared/usecases/operations/decide-held-run.ts';
import { previewRelease as releaseOf } from '../../shared/usecases/operations/preview-release.ts';
import { previewRun } from '../../shared/usecases/operations/preview-run.ts';
import type { RunReading } from '../../shared/usecases/operations/show-run.ts';
import { retryRun as retry, startRun as start } from '../../shared/usecases/operations/start-run.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { answerOf, refusal } from '../api/refusals.ts';
import { iso } from './run-answers.ts';

export const runDecisionEndpoints = (dependencies: RunReading & HeldRunDependencies): ServedEndpoint[] => [
  serve(startRun, async ({ caller, idempotencyKey: key, body: { weekEnding, note: why }, now }) => ({
    body: answerOf(await start(weekEnding, { caller: caller.id, key, now, why }, dependencies)),
  })),

  serve(retryRun, async ({ caller, idempotencyKey: key, params: { weekEnding }, body: { note: why } }) => ({
    body: answerOf(await retry(weekEnding, { caller: caller.id, key, why }, dependencies)),
  })),

  serve(previewRelease, async ({ params: { weekEnding } }) => {
    const outcome = await releaseOf(weekEnding, dependencies);
    if (outcome.kind === 'refused') throw refusal(outcome.why);
    const { heldSince, breaches, changed, ...preview } = outcome.preview;
    const largest = changed.largest.map((each) => ({ ...each, reasons: [...each.reasons] }));
    const held = heldSince === undefined ? {} : { heldSince: iso(heldSince) };
    return { body: { ...preview, ...held, breaches: [...breaches], changed: { ...changed, largest } } };
  }),

  serve(releaseRun, async ({ caller, idempotencyKey: key, params: { weekEnding }, body: { note } }) => {
    const decision = { weekEnding, decision: 'release', note } as const;
    return { body: answerOf(await decideHeldRun(decision, { caller: caller.id, key }, dependencies)) };
  }),

  serve(refuseRun, async ({ caller, idempotencyKey: key, params: { weekEnding }, body: { note } }) => {
    const decision = { weekEnding, decision: 'refuse', note } as const;
    return { body: answerOf(await decideHeldRun(decision, { caller: caller.id, key }, dependencies)) };
  }),

  serve(previewNextRun, async ({ now }) => {
    const { comparison, carried, breaches, ...preview } = await previewRun(now, dependencies.history);
    const { newReceivers, changedAddresses, changes, largeShares } = comparison;
    return {
      body: {
        ...preview,
        carried: [...carried],
        breaches: [...breaches],
        comparison: {
          ...comparison,
          newReceivers: listOf(newReceivers, withMask),
          changedAddresses: listOf(changedAddresses, (each) => ({
            ...withMask(each),
            before: maskedAddress(each.before),
          })),
          changes: listOf(changes, (each) => each),
          largeShares: listOf(largeShares, withMask),
        },
      },
    };
  }),
];

const listOf = <Item, Shown>({ largest, ...totals }: Listed<Item>, show: (item: Item) => Shown) => ({
  ...totals,
  largest: largest.map(show),
});

const withMask = <Payout extends { readonly receiver: string }>(payout: Payout): Payout => ({
  ...payout,
  receiver: maskedAddress(payout.receiver),
});
