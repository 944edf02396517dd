/** What the user pool refuses a partner, as problems of the API. */
import type { UserPoolSelf } from '../../shared/ports/user-pool.ts';
import { HttpProblem } from '../http-problem.ts';
import { passwordCheckNeeded, sessionOver, tooManyTries, wrongPassword } from './partner-problems.ts';

type Changed = Awaited<ReturnType<UserPoolSelf['changePassword']>>;
type Checked = Awaited<ReturnType<UserPoolSelf['checkPassword']>>;
type Confirmed = Awaited<ReturnType<UserPoolSelf['confirmSecondFactor']>>;

export function newPasswordProblem(outcome: Changed): HttpProblem {
  if ('problem' in outcome) {
    const errors = [{ field: 'new', problem: outcome.problem, in: 'body' }];
    return new HttpProblem({ title: 'The new password cannot be taken', status: 400, errors });
  }
  if (outcome.kind === 'too-many-tries') return tooManyTries();
  return outcome.kind === 'session-over' ? sessionOver() : wrongPassword();
}

export function passwordCheckProblem(why: Exclude<Checked, 'right'>): HttpProblem {
  switch (why) {
    case 'wrong':
      return wrongPassword();
    case 'code-needed':
      return new HttpProblem({
        type: 'code-needed',
        title: 'Send the code of the authenticator app, too',
        status: 403,
      });
    case 'wrong-code':
      return new HttpProblem({ type: 'wrong-code', title: 'The code is wrong, too old, or was used', status: 403 });
    case 'too-many-tries':
      return tooManyTries();
  }
}

export function secondFactorProblem(why: 'password-check-needed' | 'active-already' | 'session-over'): HttpProblem {
  switch (why) {
    case 'password-check-needed':
      return passwordCheckNeeded();
    case 'session-over':
      return sessionOver();
    case 'active-already':
      return new HttpProblem({
        title: 'There is a second factor already',
        status: 409,
        detail: 'remove it first: DELETE /me/second-factor',
      });
  }
}

export function confirmationProblem(why: Exclude<Confirmed, 'done'>): HttpProblem {
  switch (why) {
    case 'wrong-code':
      return new HttpProblem({ title: 'The code is wrong, or too old', status: 422 });
    case 'not-begun':
      return new HttpProblem({ title: 'No secret was made: POST /me/second-factor first', status: 409 });
    case 'too-many-tries':
      return tooManyTries();
    case 'session-over':
      return sessionOver();
  }
}
