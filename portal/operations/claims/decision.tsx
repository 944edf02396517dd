/** Deciding a claim: first what a decision would move, then the decision itself, which is for finance. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { type Answer, useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/section.tsx';
import type { Role } from '../../session/identity.ts';
import { FinanceButton } from '../parts/finance-button.tsx';
import { DecideForClient, ReopenClaim } from './decide-dialogs.tsx';
import { MovedMoney, type Preview } from './moved-money.tsx';
import type { Claim } from './words.ts';

export interface DecisionProps {
  readonly claim: Claim;
  readonly role: Role;
  readonly onDone: (words: string, claim: Claim) => void;
}

export function Decision(props: DecisionProps) {
  // A refused claim is over for good; what is open is confirmed or denied; what has ended is reopened.
  if (props.claim.state === 'refused') return null;
  return <Decidable {...props} />;
}

type Open = 'confirm' | 'deny' | 'reopen';

function Decidable({ claim, role, onDone }: DecisionProps) {
  const { claimId, state } = claim;
  const decision = state === 'open' ? 'confirm' : 'reopen';
  const [open, setOpen] = useState<Open>();
  const preview: Answer<Preview> = useAnswer(
    () => told(api.GET('/ops/claims/{claimId}/preview', { params: { path: { claimId }, query: { decision } } })),
    [claimId, decision],
  );
  const money = preview.told?.value;
  const dialog = { claim, onClose: () => setOpen(undefined), onDone };
  return (
    <Section
      title={state === 'open' ? 'What a confirmation would move' : 'What reopening would move back'}
      lead={
        state === 'open'
          ? 'As of now, to the cent. A denial moves nothing.'
          : 'As of now, to the cent. The client is asked again then.'
      }
    >
      <Loaded of={preview} what="what a decision would move">
        {(value) => <MovedMoney of={value} />}
      </Loaded>
      <div class="buttons after">
        {state === 'open' ? (
          <>
            {money && (
              <FinanceButton role={role} tone="primary" onClick={() => setOpen('confirm')}>
                Confirm for the client
              </FinanceButton>
            )}
            <FinanceButton role={role} tone="danger" onClick={() => setOpen('deny')}>
              Deny for the client
            </FinanceButton>
          </>
        ) : (
          money && (
            <FinanceButton role={role} onClick={() => setOpen('reopen')}>
              Reopen the claim
            </FinanceButton>
          )
        )}
      </div>
      {open === 'confirm' && money && <DecideForClient {...dialog} decision="confirm" money={money} />}
      {open === 'deny' && <DecideForClient {...dialog} decision="deny" money={undefined} />}
      {open === 'reopen' && money && <ReopenClaim {...dialog} money={money} />}
    </Section>
  );
}
