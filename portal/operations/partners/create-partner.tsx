/** Makes a partner and goes to their page, where they are invited. */
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { TextField } from '../../parts/field.tsx';
import { type Noted, OrderDialog } from '../parts/order-dialog.tsx';
import { filtered, partnerPage } from '../parts/places.ts';

interface NewPartner extends Noted {
  readonly partnerId: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly joinedOn?: string;
}

const NOTHING = { partnerId: '', name: '', email: '', country: '', joinedOn: '' };

export function CreatePartner({ onClose }: { readonly onClose: () => void }) {
  const { route } = useLocation();
  const [typed, setTyped] = useState(NOTHING);
  const action = useAction(
    (body: NewPartner, key) =>
      told(api.POST('/ops/partners', { params: { header: { 'Idempotency-Key': key } }, body })),
    ({ value: { partnerId } }) => route(filtered(partnerPage(partnerId), { new: 'yes' })),
  );
  const field = (name: keyof typeof NOTHING) => ({
    value: typed[name],
    onValue: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    problem: action.problem?.field(name),
  });
  const order = () => {
    const { joinedOn, country, ...rest } = typed;
    return { ...rest, country: country.trim().toUpperCase(), ...(joinedOn !== '' && { joinedOn }) };
  };
  return (
    <OrderDialog
      title="Create a partner"
      action={action}
      order={order}
      submit="Create the partner"
      shown={Object.keys(NOTHING)}
      onClose={onClose}
    >
      <p>
        They earn at the program’s rate. The PayPal address they give themselves, and confirm it by mail, once you have
        invited them. Clients that named this id before are credited now.
      </p>
      <TextField
        label="Partner id"
        hint="It stands in referral links and never changes: letters, digits and . _ : @ -"
        required
        maxLength={64}
        {...field('partnerId')}
      />
      <TextField
        label="Full name"
        hint="Self-referrals are judged by it."
        required
        maxLength={200}
        {...field('name')}
      />
      <TextField label="Log-in e-mail" type="email" required {...field('email')} />
      <TextField
        label="Country"
        hint="Two letters, such as US or DE. Outside the United States the tax questions are asked."
        required
        maxLength={2}
        pattern="[A-Za-z]{2}"
        title="two letters, such as US"
        {...field('country')}
      />
      <TextField label="Joined on" hint="May stay empty." type="date" {...field('joinedOn')} />
    </OrderDialog>
  );
}
