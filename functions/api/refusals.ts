/** Turns what a use case refused into a problem of the API. */
import type { OnceOutcome, Refusal } from '../../shared/usecases/once.ts';
import { HttpProblem } from '../http-problem.ts';

export const refusal = (why: Refusal): HttpProblem => new HttpProblem({ ...why });

/** @throws HttpProblem for anything but an answer. */
export function answerOf<Answer>(outcome: OnceOutcome<Answer>): Answer {
  switch (outcome.kind) {
    case 'done':
      return outcome.answer;
    case 'refused':
      throw refusal(outcome.why);
    case 'key-reused':
      throw new HttpProblem({
        title: 'This Idempotency-Key was used for another request',
        status: 422,
        detail: 'a new thing needs a new key; the same thing is sent with the same body',
      });
  }
}
