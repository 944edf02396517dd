/** Finishes every large change of a client that somebody began and did not end: before a run plans, and once a day. */
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { finishIntent } from './finish-intent.ts';

/** @throws the first failure, after the others were tried. */
export async function finishOpenIntents(ledger: IntakeLedger, settings: ProgramSettings): Promise<void> {
  await eachInTurn(await ledger.openIntents(), (client) => finishIntent(client, ledger, settings));
}
