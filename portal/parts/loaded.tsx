/** The three states of an answer: on its way, failed, there. */
import type { ComponentChildren } from 'preact';
import type { Told } from '../api/client.ts';
import type { Answer } from '../api/use-answer.ts';
import { ProblemNotice } from './problem-notice.tsx';

export interface LoadedProps<Value> {
  readonly of: Answer<Value>;
  /** What is on its way, for a screen reader: `your earnings`. */
  readonly what: string;
  readonly children: (value: Value, told: Told<Value>) => ComponentChildren;
}

export function Loaded<Value>({ of, what, children }: LoadedProps<Value>) {
  const { told, problem, loading, reload } = of;
  return (
    <>
      <ProblemNotice problem={problem} onRetry={reload} />
      {told && children(told.value, told)}
      {!told && loading && <Waiting what={what} />}
    </>
  );
}

/** Lines where text will stand, so that nothing jumps when it comes. */
export function Waiting({ what }: { readonly what: string }) {
  return (
    <div class="waiting" role="status">
      <span class="visually-hidden">Loading {what}…</span>
      <span class="line" />
      <span class="line" />
      <span class="line short" />
    </div>
  );
}
