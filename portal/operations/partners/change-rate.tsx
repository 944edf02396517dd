/** A partner's own rate from a day on. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { AmountField } from '../../parts/amount-field.tsx';
import { TextField } from '../../parts/field.tsx';
import { hundredths } from '../../parts/hundredths.ts';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

interface DatedRate extends Noted {
  readonly basisPoints: number;
  readonly from: string;
}

export function ChangeRate({ partner: { partnerId, name }, answer, onClose, onDone }: PartnerOrderProps) {
  const [rate, setRate] = useState('');
  const [from, setFrom] = useState('');
  const action = useChange(
    answer,
    (body: DatedRate, etag) =>
      told(
        api.PUT('/ops/partners/{partnerId}/rate', {
          params: { path: { partnerId }, header: { 'If-Match': etag } },
          body,
        }),
      ),
    () => onDone('The rate is set.'),
  );
  return (
    <OrderDialog
      title={`Change the rate of ${name}`}
      action={action}
      order={() => ({ basisPoints: hundredths(rate), from })}
      submit="Change the rate"
      shown={['basisPoints', 'from']}
      onClose={onClose}
    >
      <p>Payments of that day and later earn by it, also those that are known already. Days before keep their rate.</p>
      <AmountField
        label="Rate"
        unit="%"
        hint="25 is a quarter of what a client pays."
        required
        value={rate}
        onValue={setRate}
        problem={action.problem?.field('basisPoints')}
      />
      <TextField
        label="From"
        hint="Today or later."
        type="date"
        required
        value={from}
        onValue={setFrom}
        problem={action.problem?.field('from')}
      />
    </OrderDialog>
  );
}
