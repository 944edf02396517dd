/** A change of something that was read: sent with the version that the page shows, and what the API answers is shown then. */
import type { Told } from './client.ts';
import { unlessChanged } from './unless-changed.ts';
import { type Action, useAction } from './use-action.ts';
import type { Answer } from './use-answer.ts';

/** @param run is given the version for `If-Match`. */
export function useChange<Input, Value>(
  answer: Answer<Value>,
  run: (input: Input, etag: string) => Promise<Told<Value>>,
  done: () => void,
): Action<Input> {
  return useAction(
    (input: Input) => unlessChanged(run(input, answer.told?.etag ?? ''), answer.reload),
    (changed) => {
      answer.replace(changed);
      done();
    },
  );
}
