/** Lets a call with an `Idempotency-Key` happen once: the same call again is answered from the record of the first. */
import type { OnceRecord, OnceRecords } from '../ports/once.ts';
import { contentHash } from './content-hash.ts';

export interface OnceCall {
  /** The caller's id in the user pool. */
  readonly caller: string;
  readonly key: string;
  /** The endpoint and everything that was asked. */
  readonly request: unknown;
}

export type OnceOutcome<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer }
  /** The key was used for another request. */
  | { readonly kind: 'key-reused' }
  /** The work refused: nothing happened, and nothing is remembered. */
  | { readonly kind: 'refused'; readonly why: Refusal };

export interface Refusal {
  readonly status: 404 | 409 | 410 | 412 | 422 | 429;
  readonly title: string;
  readonly detail?: string;
}

/** What work comes to: `moved` when its conditions did not hold, then the record is looked for once more. */
export type OnceWork<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** What the key left behind in another service tells of another request. */
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'moved' };

const MAX_ROUNDS = 5;

/** @param work writes the record in the transaction of its effect, or remembers it after an effect that may happen twice. */
export async function once<Answer>(
  records: OnceRecords,
  { caller, key, request }: OnceCall,
  work: (recordOf: (answer: Answer) => OnceRecord) => Promise<OnceWork<Answer>>,
): Promise<OnceOutcome<Answer>> {
  const id = `${caller}#${key}`;
  const requestHash = contentHash(request);
  const fromRecord = async (): Promise<OnceOutcome<Answer> | undefined> => {
    const known = await records.find(id);
    if (!known) return undefined;
    return known.requestHash === requestHash
      ? { kind: 'done', answer: known.answer as Answer }
      : { kind: 'key-reused' };
  };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const known = await fromRecord();
    if (known) return known;
    const outcome = await work((answer) => ({ id, requestHash, answer }));
    if (outcome.kind === 'done') return outcome;
    // What stands in the way may be the effect of the same call, sent at the same moment.
    if (outcome.kind !== 'moved') return (await fromRecord()) ?? outcome;
  }
  const why = { status: 409, title: 'Others keep changing it; try again in a moment' } as const;
  return (await fromRecord()) ?? { kind: 'refused', why };
}
