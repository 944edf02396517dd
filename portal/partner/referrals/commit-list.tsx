/** Commits a previewed list, once the partner has seen what it does. */
import { useState } from 'preact/hooks';
import { api, type Told, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import type { ReferralList } from '../../lists/words.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { OUTCOMES } from './list-words.ts';

export interface CommitListProps {
  readonly list: ReferralList;
  readonly onCommitted: (told: Told<ReferralList>) => void;
}

export function CommitList({ list, onCommitted }: CommitListProps) {
  const [asks, setAsks] = useState(false);
  const { outcomes } = list.preview;
  const action = useAction(
    (listId: string, key) =>
      told(
        api.POST('/me/referral-lists/{listId}/commit', {
          params: { path: { listId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onCommitted,
  );
  const close = (): void => setAsks(false);
  return (
    <>
      <p>
        <button type="button" class="primary" onClick={() => setAsks(true)}>
          Commit this list…
        </button>
      </p>
      {asks && (
        <Dialog title="Commit this list?" onClose={close}>
          <p>From today on these are credited to you when they sign up in time:</p>
          <ul class="plain-list">
            {(['new', 'listed-already'] as const).map((name) => (
              <li key={name}>
                {outcomes[name].toLocaleString('en-US')} {OUTCOMES[name].word}
              </li>
            ))}
          </ul>
          <p>The other rows change nothing. Each row is judged once more: what changed since the preview counts.</p>
          <ActionForm
            action={action}
            input={() => list.id}
            submit="Commit it"
            beside={
              <button type="button" class="plain" onClick={close}>
                Cancel
              </button>
            }
          />
        </Dialog>
      )}
    </>
  );
}
