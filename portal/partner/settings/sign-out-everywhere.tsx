/** For a device that got lost: ends every session at once. */
import { useState } from 'preact/hooks';
import { api, told } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { endSession } from '../../session/session.ts';

export function SignOutEverywhere() {
  const [asks, setAsks] = useState(false);
  const action = useAction(
    () => told(api.POST('/me/sign-out')),
    () => void endSession('You are signed out everywhere.'),
  );
  const close = (): void => setAsks(false);
  return (
    <Section title="Sessions" lead="Somebody may still be signed in on a device that you do not have any more.">
      <button type="button" onClick={() => setAsks(true)}>
        Sign out everywhere
      </button>
      {asks && (
        <Dialog title="Sign out everywhere?" onClose={close}>
          <p>Every session ends at once, on every device, this one too. Then you sign in anew.</p>
          <ActionForm
            action={action}
            input={() => undefined}
            submit="Sign out everywhere"
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
