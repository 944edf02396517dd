/** What the use cases of paying work with. */
import type { Mail } from '../../contracts/mail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PayoutGateway } from '../../ports/payout-gateway.ts';
import type { PayoutQueue } from '../../ports/payout-queue.ts';
import type { SettlementLedger } from '../../ports/settlement-ledger.ts';

export interface SettlementDependencies {
  readonly ledger: SettlementLedger;
  readonly gateway: PayoutGateway;
  readonly queue: PayoutQueue;
  readonly clock: Clock;
  /** Something a person must know of: becomes a log line that an alarm counts. Ids only, nothing personal. */
  readonly alarm: (what: string, about: Readonly<Record<string, string | number>>) => void;
}

/** Who hears from PayPal that a payout is paid also tells the partner who asked for it. */
export interface ReconcileDependencies extends SettlementDependencies {
  /** Hands the mails of moves that stand to whoever sends them; never throws. */
  readonly post: (mails: readonly Mail[]) => Promise<void>;
}
