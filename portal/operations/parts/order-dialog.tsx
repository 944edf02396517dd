/** The dialog of every order of operations: what will happen in words, the fields it takes, and the note that stands in the audit trail. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Action } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea } from '../../parts/field.tsx';

export interface Noted {
  readonly note: string;
}

export interface OrderDialogProps<Order extends Noted> {
  readonly title: string;
  readonly action: Action<Order>;
  /** All but the note. */
  readonly order: () => Omit<Order, 'note'>;
  readonly submit: string;
  readonly tone?: 'danger';
  readonly noteLabel?: string;
  readonly noteHint?: string;
  /** Fields of it that say their problem themselves. */
  readonly shown?: readonly string[];
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

export function OrderDialog<Order extends Noted>(props: OrderDialogProps<Order>) {
  const { title, action, order, submit, tone, shown = [], onClose, children } = props;
  const { noteLabel = 'Why', noteHint = 'It stands in the audit trail.' } = props;
  const [note, setNote] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <ActionForm
        action={action}
        input={() => ({ ...order(), note: note.trim() }) as Order}
        submit={submit}
        shown={[...shown, 'note']}
        {...(tone && { tone })}
        beside={
          <button type="button" onClick={onClose}>
            Leave it
          </button>
        }
      >
        {children}
        <TextArea
          label={noteLabel}
          hint={noteHint}
          required
          maxLength={500}
          value={note}
          onValue={setNote}
          problem={action.problem?.field('note')}
        />
      </ActionForm>
    </Dialog>
  );
}
