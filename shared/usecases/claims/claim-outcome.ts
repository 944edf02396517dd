/** How a decision on a claim comes out. */
import type { Claim, ClaimState } from '../../domain/claim.ts';

/** The claim's state where it is not what the decision needs; or there is nobody that it is about; or its link was used; or the claimant has a newer claim. */
export type ClaimRefusal = ClaimState | 'no-client' | 'link-used' | 'claimed-anew';

export type ClaimOutcome =
  | { readonly kind: 'done'; readonly claim: Claim }
  | { readonly kind: 'refused'; readonly why: ClaimRefusal }
  /** Others keep changing the client or the claim: nothing was changed. */
  | { readonly kind: 'busy' };
