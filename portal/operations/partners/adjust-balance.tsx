/** Adjusts a balance: at once within the limit, above it proposed to another person. Which of both it was, the API says. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { AmountField } from '../../parts/amount-field.tsx';
import { Choice } from '../../parts/field.tsx';
import { hundredths } from '../../parts/hundredths.ts';
import { dollars } from '../../parts/money.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

const DIRECTIONS = { add: 'Add to the balance', take: 'Take from the balance' } as const;

export function AdjustBalance({ partner: { partnerId, name }, answer, onClose, onDone }: PartnerOrderProps) {
  const [direction, setDirection] = useState<string>('add');
  const [amount, setAmount] = useState('');
  const action = useAction(
    (body: Noted & { readonly cents: number }, key) =>
      told(
        api.POST('/ops/partners/{partnerId}/adjustments', {
          params: { path: { partnerId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    ({ value: { state, cents } }) => {
      answer.reload();
      onDone(
        state === 'approved'
          ? `Adjusted by ${dollars(cents)}: it is earned today, and the partner sees it with your note.`
          : `Proposed: ${dollars(cents)} waits for another person of finance under “Adjustments”.`,
      );
    },
  );
  const sign = direction === 'take' ? -1 : 1;
  return (
    <OrderDialog
      title={`Adjust the balance of ${name}`}
      action={action}
      order={() => ({ cents: sign * hundredths(amount) })}
      submit="Adjust the balance"
      shown={['cents']}
      noteHint="The partner sees it, word for word; and it stands in the audit trail."
      onClose={onClose}
    >
      <p>
        Up to the limit of the program’s settings, for all that you adjust on a day, it counts at once. Above it, or if
        you changed that limit last, another person of finance has to approve it.
      </p>
      <Choice label="What to do" options={DIRECTIONS} value={direction} onValue={setDirection} />
      <AmountField
        label="Amount"
        unit="$"
        required
        value={amount}
        onValue={setAmount}
        problem={action.problem?.field('cents')}
      />
    </OrderDialog>
  );
}
