/** Which client a claim means, where its name left that open. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { TextField } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { ShownClaim } from './claim-page.tsx';
import type { Claim } from './words.ts';

export interface IdentifySectionProps {
  readonly claim: Claim;
  readonly candidates: ShownClaim['candidates'];
  readonly onDone: (words: string, claim: Claim) => void;
}

export function IdentifySection({ claim, candidates, onDone }: IdentifySectionProps) {
  /** Undefined: no dialog; empty: the id is typed in it. */
  const [chosen, setChosen] = useState<string>();
  if (claim.state !== 'open') return null;
  return (
    <Section
      title="Which client is meant"
      lead="Nobody knows it yet, so nobody is asked and nothing can be decided. Once you say which one it is, the client is asked by mail."
    >
      {candidates.length === 0 && <p class="empty">The name leads to no client that is known.</p>}
      {candidates.length > 0 && (
        <ul class="choices">
          {candidates.map(({ clientId, ownerName }) => (
            <li key={clientId}>
              <span>
                {ownerName ?? 'owner not known'} <code class="id">{clientId}</code>
              </span>
              <button type="button" onClick={() => setChosen(clientId)}>
                It is this one<span class="visually-hidden">: {clientId}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" onClick={() => setChosen('')}>
        Name {candidates.length > 0 ? 'another' : 'the'} client
      </button>
      {chosen !== undefined && (
        <IdentifyClient claim={claim} chosen={chosen} onClose={() => setChosen(undefined)} onDone={onDone} />
      )}
    </Section>
  );
}

interface IdentifyClientProps {
  readonly claim: Claim;
  readonly chosen: string;
  readonly onClose: () => void;
  readonly onDone: (words: string, claim: Claim) => void;
}

function IdentifyClient({ claim: { claimId, named }, chosen, onClose, onDone }: IdentifyClientProps) {
  const [clientId, setClientId] = useState(chosen);
  const action = useAction(
    (body: Noted & { readonly clientId: string }, key) =>
      told(
        api.POST('/ops/claims/{claimId}/client', {
          params: { path: { claimId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ value }) => {
      onClose();
      onDone('The claim has its client, who is asked by mail now.', value);
    },
  );
  return (
    <OrderDialog
      title={`Which client “${named.value}” is`}
      action={action}
      order={() => ({ clientId: clientId.trim() })}
      submit="Ask this client"
      shown={['clientId']}
      onClose={onClose}
    >
      <p>The owner of the account is asked by mail whether the claimant referred them.</p>
      <TextField
        label="Client id"
        required
        maxLength={64}
        value={clientId}
        onValue={setClientId}
        problem={action.problem?.field('clientId')}
      />
    </OrderDialog>
  );
}
