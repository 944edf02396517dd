/** A tax form that arrived. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Choice, TextField } from '../../parts/field.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import type { PartnerOrderProps } from './orders.ts';

const FORMS = { 'W-8BEN': 'Form W-8BEN', 'W-9': 'Form W-9' } as const;

interface ArrivedForm extends Noted {
  readonly form: keyof typeof FORMS;
  readonly receivedOn: string;
}

export function RecordTaxForm({ partner: { partnerId, name, tax }, answer, onClose, onDone }: PartnerOrderProps) {
  const [form, setForm] = useState<keyof typeof FORMS>(tax.result === 'us-person' ? 'W-9' : 'W-8BEN');
  const [receivedOn, setReceivedOn] = useState('');
  const action = useChange(
    answer,
    (body: ArrivedForm, etag) =>
      told(
        api.POST('/ops/partners/{partnerId}/tax-forms', {
          params: { path: { partnerId }, header: { 'If-Match': etag } },
          body,
        }),
      ),
    () => onDone(`${FORMS[form]} is on file.`),
  );
  return (
    <OrderDialog
      title={`A tax form of ${name}`}
      action={action}
      order={() => ({ form, receivedOn })}
      submit="Record the form"
      shown={['form', 'receivedOn']}
      onClose={onClose}
    >
      <Choice label="Form" options={FORMS} value={form} onValue={(value) => setForm(value as keyof typeof FORMS)} />
      <TextField
        label="Received on"
        type="date"
        required
        value={receivedOn}
        onValue={setReceivedOn}
        problem={action.problem?.field('receivedOn')}
      />
    </OrderDialog>
  );
}
