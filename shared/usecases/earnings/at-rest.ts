/** Reads a partner's earnings in several steps, as one state: again when a run or a correction came between. */
import type { PartnerId } from '../../domain/ids.ts';
import { BeingCorrected, type EarningsLedger, type Moment } from '../../ports/earnings-ledger.ts';

/** So often the moment may pass between two reads: a run decides a partner once a week, and corrections are rare. */
export const MAX_ROUNDS = 3;

export const isSameMoment = (a: Moment, b: Moment): boolean =>
  a.accountVersion === b.accountVersion && a.corrections === b.corrections;

/**
 * What changes with each payment may be of two moments; what a correction takes from one partner and gives to another may not.
 * @param begin reads the first of it and the moment of that.
 * @param read all that belongs to it, afterwards. Undefined where there is nothing to begin with.
 * @throws BeingCorrected as long as a correction is filed piece by piece.
 */
export async function atRest<First extends { readonly moment: Moment }, Read>(
  partner: PartnerId,
  ledger: Pick<EarningsLedger, 'moment'>,
  begin: () => Promise<First | undefined>,
  read: (first: First) => Promise<Read>,
): Promise<Read | undefined> {
  for (let round = 1; ; round += 1) {
    const first = await begin();
    if (!first) return undefined;
    const found = await read(first);
    const after = await ledger.moment(partner);
    refuseHalf(after, round);
    if (after.openCorrections === 0 && (isSameMoment(first.moment, after) || round === MAX_ROUNDS)) return found;
  }
}

/** @throws BeingCorrected when it was looked at often enough. */
export function refuseHalf({ openCorrections }: Moment, round: number): void {
  if (openCorrections > 0 && round >= MAX_ROUNDS)
    throw new BeingCorrected("a client's payments are moving to another partner just now");
}
