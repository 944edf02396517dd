/** The dialogs in which a claim is decided for the client, or a decision is taken back. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import type { operations } from '../../api/schema.made.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { TextField } from '../../parts/field.tsx';
import { OrderDialog } from '../parts/order-dialog.tsx';
import { MovedInWords, type Preview } from './moved-money.tsx';
import type { Claim } from './words.ts';

type Said = operations['decideClaim']['requestBody']['content']['application/json'];
type SaidFor = Extract<Said, { decision: 'confirm' | 'deny' }>;
type SaidBack = Extract<Said, { decision: 'reopen' }>;

interface DialogProps {
  readonly claim: Claim;
  readonly onClose: () => void;
  readonly onDone: (words: string, claim: Claim) => void;
}

function useDecision<Order extends Said>({ claim: { claimId }, onClose, onDone }: DialogProps): Action<Order> {
  return useAction(
    (body: Order, key) =>
      told(
        api.POST('/ops/claims/{claimId}/decision', {
          params: { path: { claimId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ value }) => {
      onClose();
      onDone(`The claim is ${value.state} now.`, value);
    },
  );
}

interface DecideProps extends DialogProps {
  readonly decision: SaidFor['decision'];
  /** Of a confirmation: a denial moves nothing. */
  readonly money: Preview | undefined;
}

export function DecideForClient({ decision, money, ...props }: DecideProps) {
  const action = useDecision<SaidFor>(props);
  const [heardFrom, setHeardFrom] = useState('');
  const [heardOn, setHeardOn] = useState('');
  const { claim, onClose } = props;
  const confirms = decision === 'confirm';
  return (
    <OrderDialog
      title={confirms ? 'Confirm the claim for the client' : 'Deny the claim for the client'}
      action={action}
      order={() => ({ decision, heardFrom: heardFrom.trim(), heardOn })}
      submit={confirms ? 'Confirm the claim' : 'Deny the claim'}
      {...(confirms ? {} : { tone: 'danger' as const })}
      shown={['heardFrom', 'heardOn']}
      onClose={onClose}
    >
      {money ? (
        <>
          <p>{claim.partnerName ?? claim.partnerId} becomes the referrer. What counts changes so:</p>
          <MovedInWords of={money} />
          <p>Other open claims for this client are closed.</p>
        </>
      ) : (
        <p>No money moves. The partner cannot claim this client again for 30 days.</p>
      )}
      <TextField
        label="Heard from"
        hint="Who at the client said it."
        required
        maxLength={200}
        value={heardFrom}
        onValue={setHeardFrom}
        problem={action.problem?.field('heardFrom')}
      />
      <TextField
        label="Heard on"
        hint="Not before the claim was made."
        type="date"
        required
        min={claim.madeOn}
        value={heardOn}
        onValue={setHeardOn}
        problem={action.problem?.field('heardOn')}
      />
    </OrderDialog>
  );
}

export function ReopenClaim({ money, ...props }: DialogProps & { readonly money: Preview }) {
  const action = useDecision<SaidBack>(props);
  return (
    <OrderDialog
      title="Reopen the claim"
      action={action}
      order={() => ({ decision: 'reopen' as const })}
      submit="Reopen the claim"
      tone="danger"
      onClose={props.onClose}
    >
      <p>The client is asked again by mail. Until they answer, what counts changes so:</p>
      <MovedInWords of={money} />
    </OrderDialog>
  );
}
