/** A change of something that was read: sent with the version that the page shows, and read again where that is over. */
import { ApiProblem } from '../../api/api-problem.ts';
import type { Told } from '../../api/client.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import type { Answer } from '../../api/use-answer.ts';

export function useChange<Input, Value>(
  answer: Answer<Value>,
  run: (input: Input, etag: string) => Promise<Told<Value>>,
  done: () => void,
): Action<Input> {
  return useAction(
    async (input: Input) => {
      try {
        return await run(input, answer.told?.etag ?? '');
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
        answer.reload();
        throw CHANGED_MEANWHILE;
      }
    },
    (changed) => {
      answer.replace(changed);
      done();
    },
  );
}

const CHANGED_MEANWHILE = new ApiProblem({
  type: 'changed-meanwhile',
  status: 412,
  title: 'It was changed meanwhile',
  detail: 'The page shows it as it is now, and what you typed is still here. Look at both, then send it again.',
});
