/** A call whose answer never came: whether it had an effect nobody knows. */
export class NoAnswerFrom extends Error {
  override readonly name = 'TimeoutError';

  constructor(whom: string) {
    super(`no answer from ${whom}`);
  }
}
