/** Finishes every large change of a client that somebody began and did not end: before a run plans, after it, and once a day. */
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { finishIntent } from './finish-intent.ts';

/**
 * @param which `begun`: those of which something may be filed, which a run must not find half done. `all`: those that
 * waited for a run, too; one that still has to is left.
 * @param mayGoOn asked before each: what is left then is left. @default always
 * @throws the first failure, after the others were tried.
 */
export async function finishOpenIntents(
  which: 'begun' | 'all',
  ledger: IntakeLedger,
  settings: ProgramSettings,
  mayGoOn: () => boolean = () => true,
): Promise<void> {
  const open = (await ledger.openIntents()).filter(({ waitsForRun }) => which === 'all' || !waitsForRun);
  await eachInTurn(open, async ({ client }) => {
    if (mayGoOn()) await finishIntent(client, ledger, settings);
  });
}
