/** A change of what was read before: where somebody else was first, their word is read and nothing typed is lost. */
import { ApiProblem } from './api-problem.ts';

export async function unlessChanged<Value>(change: Promise<Value>, reload: () => void): Promise<Value> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
    reload();
    throw new ApiProblem(
      {
        type: 'changed-meanwhile',
        status: 412,
        title: 'It was changed meanwhile, and nothing was saved',
        detail: 'This page shows it as it is now, and what you typed is still here. Look at it, then save again.',
      },
      { cause: error },
    );
  }
}
