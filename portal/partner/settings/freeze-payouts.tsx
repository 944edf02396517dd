/** For when somebody else was in the account: stops all payouts until operations have spoken with the partner. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Saved } from '../../parts/saved.tsx';
import { Section } from '../../parts/section.tsx';
import type { OwnSettings } from './own-settings.ts';

export function FreezePayouts({ settings, answer }: OwnSettings) {
  const [asks, setAsks] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const action = useAction(
    () => told(api.POST('/me/freeze')),
    () => {
      setAsks(false);
      setIsDone(true);
      answer.reload();
    },
  );
  const close = (): void => setAsks(false);
  return (
    <Section
      title="Freeze payouts"
      lead="Was somebody else in your account? Freeze your payouts: from then on no run pays you, whoever asks."
    >
      <Saved when={isDone}>Your payouts are frozen. Now change your password, and get in touch with support.</Saved>
      {settings.frozen && !isDone && <p>They are frozen. Only operations lift it, once they have spoken with you.</p>}
      {!settings.frozen && (
        <button type="button" class="danger" onClick={() => setAsks(true)}>
          Freeze my payouts
        </button>
      )}
      {asks && (
        <Dialog title="Freeze your payouts?" onClose={close}>
          <p>
            From now on no run pays you. Your balance is carried, and nothing is lost. What a run has planned already
            goes its way.
          </p>
          <p>
            <strong>You cannot take it back yourself:</strong> only operations lift it, once they have spoken with you.
          </p>
          <ActionForm
            action={action}
            input={() => undefined}
            submit="Freeze my payouts"
            tone="danger"
            beside={
              <button type="button" class="plain" onClick={close}>
                Cancel
              </button>
            }
          />
        </Dialog>
      )}
    </Section>
  );
}
