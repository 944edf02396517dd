/** An order that the API takes only once the password was checked anew: asks for it where needed, then sends again. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/api-problem.ts';
import { type Action, useAction } from '../api/use-action.ts';
import { PasswordDialog } from './password-dialog.tsx';

export interface CheckedAction<Input> extends Action<Input> {
  /** To be put on the page, outside of any form. */
  readonly dialog: ComponentChildren;
}

type Outcome<Output> = { readonly kind: 'done'; readonly output: Output } | { readonly kind: 'check-needed' };

export function useCheckedAction<Input, Output>(
  run: (input: Input, idempotencyKey: string) => Promise<Output>,
  done?: (output: Output) => void,
): CheckedAction<Input> {
  const [waiting, setWaiting] = useState<{ readonly input: Input }>();
  const tryIt = async (input: Input, key: string): Promise<Outcome<Output>> => {
    try {
      return { kind: 'done', output: await run(input, key) };
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.type !== 'password-check-needed') throw error;
      setWaiting({ input });
      return { kind: 'check-needed' };
    }
  };
  const action = useAction(tryIt, (outcome) => outcome.kind === 'done' && done?.(outcome.output));
  return {
    ...action,
    dialog: waiting && (
      <PasswordDialog
        onClose={() => setWaiting(undefined)}
        onChecked={() => {
          setWaiting(undefined);
          void action.act(waiting.input);
        }}
      />
    ),
  };
}
