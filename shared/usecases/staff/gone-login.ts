/** A log-in whose user somebody deleted in the pool: the ledger still names it, and only an invitation mends that. */
import { UserUnknown } from '../../ports/user-pool.ts';
import type { Refusal } from '../once.ts';

export const LOGIN_GONE = {
  status: 409,
  title: 'The log-in is gone: invite the partner anew',
} as const satisfies Refusal;

/** `gone` when the pool does not know the user; every other error goes on. */
export async function unlessGone<Answer>(work: Promise<Answer>): Promise<Answer | 'gone'> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserUnknown) return 'gone';
    throw error;
  }
}
