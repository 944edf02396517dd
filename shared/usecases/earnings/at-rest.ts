/** Reads a partner's earnings in several steps, as one state: again when a run or a correction came between. */
import type { PartnerId } from '../../domain/ids.ts';
import { BeingCorrected, type EarningsLedger, type Moment } from '../../ports/earnings-ledger.ts';

/** So often the moment may pass between two reads: a run decides a partner once a week, and corrections are rare. */
export const MAX_ROUNDS = 3;

export const isSameMoment = (a: Moment, b: Moment): boolean =>
  a.accountVersion === b.accountVersion && a.corrections === b.corrections;

/**
 * What changes with each payment may be of two moments; what a correction takes from one partner and gives to another may not.
 * @throws BeingCorrected as long as one is filed piece by piece.
 */
export async function atRest<Read>(
  partner: PartnerId,
  ledger: Pick<EarningsLedger, 'moment'>,
  read: () => Promise<Read>,
): Promise<Read> {
  for (let round = 1; ; round += 1) {
    const before = await ledger.moment(partner);
    const found = await read();
    const after = await ledger.moment(partner);
    refuseHalf(after, round);
    if (after.openCorrections === 0 && (isSameMoment(before, after) || round === MAX_ROUNDS)) return found;
  }
}

/** @throws BeingCorrected when it was looked at often enough. */
export function refuseHalf({ openCorrections }: Moment, round: number): void {
  if (openCorrections > 0 && round >= MAX_ROUNDS)
    throw new BeingCorrected("a client's payments are moving to another partner just now");
}
