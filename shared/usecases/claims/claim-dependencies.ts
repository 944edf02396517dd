/** What the use cases of claims work with. */
import type { Mail } from '../../contracts/mail.ts';
import type { Claims } from '../../ports/claims.ts';
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { Reviews } from '../../ports/reviews.ts';
import type { LinkMaker } from '../links/new-link.ts';

export interface ClaimDependencies extends LinkMaker {
  readonly claims: Claims;
  readonly intake: IntakeLedger;
  readonly ledger: Pick<PartnerLedger, 'find' | 'settings'>;
  readonly reviews: Pick<Reviews, 'find'>;
  /** Hands the mails of a change that stands to whoever sends them; never throws. */
  readonly post: (mails: readonly Mail[]) => Promise<void>;
}
