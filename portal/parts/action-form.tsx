/** A form that orders something: its button waits while it is done, and a refusal stands where it was sent. */
import type { ComponentChildren } from 'preact';
import type { Action } from '../api/use-action.ts';
import { ProblemNotice } from './problem-notice.tsx';

export interface ActionFormProps<Input> {
  readonly action: Action<Input>;
  readonly input: () => Input;
  /** The button's words: what will happen. */
  readonly submit: string;
  /** For what cannot be taken back. */
  readonly tone?: 'danger' | 'plain';
  /** Fields that show their problem themselves. */
  readonly shown?: readonly string[];
  readonly beside?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function ActionForm<Input>(props: ActionFormProps<Input>) {
  const { action, input, submit, tone, shown, beside, children } = props;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void action.act(input());
      }}
    >
      {children}
      <ProblemNotice problem={action.problem} {...(shown && { shown })} />
      <div class="buttons">
        <button type="submit" class={tone ?? 'primary'} aria-busy={action.pending} disabled={action.pending}>
          {submit}
        </button>
        {beside}
      </div>
    </form>
  );
}
