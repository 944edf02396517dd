/** The dialogs in which something is ordered about a payout or a batch that waits. */
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { dayText } from '../../parts/days.tsx';
import { dollars, Money } from '../../parts/money.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import { ACTIONS, type ExceptionAction, type ParkedBatch, type WaitingPayout } from './words.ts';

interface DialogProps {
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

interface OrderForPayoutProps extends DialogProps {
  readonly payout: WaitingPayout;
  readonly action: ExceptionAction;
}

const ORDERED = 'It is ordered. PayPal’s answer shows here in a moment: refresh then.';

const OUTCOMES = {
  'put-back': 'is back on the balance',
  'written-off': 'is written off',
  proposed: 'is proposed to be written off: another person of finance has to do the same',
} as const;

export function OrderForPayout({ payout, action: name, onClose, onDone }: OrderForPayoutProps) {
  const { partnerId, weekEnding, amountCents, receiver } = payout;
  const action = useAction((body: Noted, key) => send(payout, name, body, key), onDone);
  const { title, effect, tone } = ACTIONS[name];
  return (
    <OrderDialog
      title={`${title}: ${dollars(amountCents)}`}
      action={action}
      order={() => ({})}
      submit={title}
      {...(tone && { tone })}
      onClose={onClose}
    >
      <p>
        <Money cents={amountCents} /> of partner <strong>{partnerId}</strong> to {receiver}, week ending{' '}
        {dayText(weekEnding)}.
      </p>
      <p>{effect}</p>
    </OrderDialog>
  );
}

/** Resolves to what came of it, in words. */
async function send(
  { partnerId, weekEnding }: WaitingPayout,
  action: ExceptionAction,
  body: Noted,
  key: string,
): Promise<string> {
  const params = { path: { partnerId, weekEnding }, header: { 'Idempotency-Key': key } };
  if (action === 'cancel') {
    await told(api.POST('/ops/payouts/{partnerId}/{weekEnding}/cancellation', { params, body }));
    return ORDERED;
  }
  if (action === 'look') {
    await told(api.POST('/ops/payouts/{partnerId}/{weekEnding}/look', { params, body }));
    return ORDERED;
  }
  const decided = { ...body, decision: action };
  const { value } = await told(api.POST('/ops/payouts/{partnerId}/{weekEnding}/decision', { params, body: decided }));
  return `${dollars(value.amountCents)} of ${partnerId} ${OUTCOMES[value.outcome]}.`;
}

export function OrderForBatch({ batch, onClose, onDone }: DialogProps & { readonly batch: ParkedBatch }) {
  const { weekEnding, manifest, generation, items, totalCents } = batch;
  const action = useAction(
    (body: Noted, key) =>
      told(
        api.POST('/ops/batches/{weekEnding}/{manifest}/{generation}/look', {
          params: { path: { weekEnding, manifest, generation }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    () => onDone(ORDERED),
  );
  return (
    <OrderDialog
      title="Look at PayPal for a batch"
      action={action}
      order={() => ({})}
      submit="Look at PayPal"
      onClose={onClose}
    >
      <p>
        Batch {manifest} of the week ending {dayText(weekEnding)}: {items} payouts, <Money cents={totalCents} />.
      </p>
      <p>PayPal is asked now. The batch goes on where PayPal shows exactly what was sent; nothing is sent again.</p>
    </OrderDialog>
  );
}
