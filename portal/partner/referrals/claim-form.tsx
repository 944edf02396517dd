/** "I'm not showing as the referrer": a claim to a client, by what the partner knows of it. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Choice, TextArea, TextField } from '../../parts/field.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';

const WAYS = { email: 'the e-mail of the account’s owner', domain: 'their business domain', clientId: 'the client id' };
type Way = keyof typeof WAYS;

const FIELDS = {
  email: { label: 'E-mail of the account’s owner', hint: undefined, type: 'email' },
  domain: {
    label: 'Business domain',
    hint: 'What stands after the @ of the owner’s e-mail, such as client.example. Domains where anybody may have a mailbox are not taken.',
    type: 'text',
  },
  clientId: { label: 'Client id', hint: 'As your client sees it in the account.', type: 'text' },
} as const;

type Claim = { readonly [Name in Way]?: string } & { readonly note?: string };

export function ClaimForm({ onMade }: { readonly onMade: () => void }) {
  const [way, setWay] = useState<Way>('email');
  const [named, setNamed] = useState('');
  const [note, setNote] = useState('');
  const [said, setSaid] = useState<string>();
  const action = useAction(
    (body: Claim, key) => told(api.POST('/me/claims', { body, params: { header: { 'Idempotency-Key': key } } })),
    ({ value }) => {
      setSaid(value.sentence);
      setNamed('');
      setNote('');
      onMade();
    },
  );
  const field = FIELDS[way];
  return (
    <Section
      title="I’m not showing as the referrer"
      lead="Claim the client: they are asked by mail whether you referred them, and only they can say yes. The answer here is the same whether there is such an account or not."
    >
      <ActionForm
        action={action}
        input={() => ({ [way]: named.trim(), ...(note.trim() !== '' && { note: note.trim() }) })}
        submit="Claim this client"
        shown={[...Object.keys(WAYS), 'note']}
      >
        <Choice
          label="What you know of the client"
          options={WAYS}
          value={way}
          onValue={(value) => {
            setWay(value as Way);
            setNamed('');
            action.forget();
          }}
        />
        <TextField
          key={way}
          label={field.label}
          hint={field.hint}
          type={field.type}
          required
          problem={action.problem?.field(way)}
          value={named}
          onValue={(value) => {
            setNamed(value);
            setSaid(undefined);
          }}
        />
        <TextArea
          label="Note (optional)"
          hint="How you know the client. Operations see it, the client does not."
          maxLength={500}
          problem={action.problem?.field('note')}
          value={note}
          onValue={setNote}
        />
        <Saved when={said !== undefined}>Your claim is made. {said}</Saved>
      </ActionForm>
    </Section>
  );
}
