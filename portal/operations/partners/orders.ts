/** The dialogs of a partner's page by what they order. */
import type { ComponentType } from 'preact';
import type { Answer } from '../../api/use-answer.ts';
import { AdjustBalance } from './adjust-balance.tsx';
import { ChangeEmail } from './change-email.tsx';
import { ChangeRate } from './change-rate.tsx';
import { InvitePartner, RemoveSecondFactor, ResetPassword } from './help-with-login.tsx';
import { HoldPartner, ReleasePartner } from './hold-and-release.tsx';
import { MakeClaim } from './make-claim.tsx';
import type { Partner } from './partner-page.tsx';
import { RecordTaxForm } from './record-tax-form.tsx';

export interface PartnerOrderProps {
  readonly partner: Partner;
  readonly answer: Answer<Partner>;
  readonly onClose: () => void;
  /** @param words what came of it, for the reader. */
  readonly onDone: (words: string) => void;
}

export const ORDERS = {
  hold: HoldPartner,
  release: ReleasePartner,
  adjust: AdjustBalance,
  rate: ChangeRate,
  'tax-form': RecordTaxForm,
  invite: InvitePartner,
  'reset-password': ResetPassword,
  'remove-second-factor': RemoveSecondFactor,
  email: ChangeEmail,
  claim: MakeClaim,
} as const satisfies Readonly<Record<string, ComponentType<PartnerOrderProps>>>;
export type OrderName = keyof typeof ORDERS;
