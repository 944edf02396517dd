/** What Cognito refuses, by the names of its exceptions. */
import { UserUnknown } from '../../ports/user-pool.ts';

const TOO_MANY = ['TooManyRequestsException', 'LimitExceededException', 'TooManyFailedAttemptsException'];

export const isRefusal = (error: unknown, ...names: readonly string[]): error is Error =>
  error instanceof Error && names.includes(error.name);

/** After some wrong passwords Cognito answers every try as a wrong one, and only its words tell. */
export const isTooManyTries = (error: unknown): boolean =>
  isRefusal(error, ...TOO_MANY) || (isRefusal(error, 'NotAuthorizedException') && /exceeded/i.test(error.message));

/** A revoked or expired token is refused by the name by which a wrong password is. */
export const isSessionOver = (error: unknown): boolean =>
  isRefusal(error, 'NotAuthorizedException') && /token/i.test(error.message);

/** @throws UserUnknown instead of Cognito's own word. */
export async function ofKnownUser<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (isRefusal(error, 'UserNotFoundException'))
      throw new UserUnknown('the user pool has no such user', { cause: error });
    throw error;
  }
}
