/** PayPal's negative testing: the note of a batch's first item picks the error, and nothing is accepted. */
import type { Answer, ApiError } from './answers.ts';

export type Simulated = { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'no-answer' };

const error = (status: number, name: string, message: string, details: ApiError['details'] = []): Simulated => ({
  kind: 'answer',
  answer: { status, body: { name, message, details } },
});

const NOTES: Readonly<Record<string, Simulated>> = {
  ERRPYO001: error(403, 'SENDER_RESTRICTED', "The sender's account is restricted."),
  ERRPYO002: error(403, 'SENDER_EMAIL_UNCONFIRMED', 'Authorization error occurred'),
  ERRPYO003: error(403, 'AUTHORIZATION_ERROR', 'Authorization error occurred'),
  ERRPYO005: error(422, 'INSUFFICIENT_FUNDS', 'Sender does not have sufficient funds.'),
  ERRPYO006: error(500, 'INTERNAL_ERROR', 'An internal service error has occurred.'),
  ERRPYO010: error(400, 'VALIDATION_ERROR', 'Invalid request - see details'),
  ERRPYO014: error(400, 'USER_BUSINESS_ERROR', 'User business error.'),
  ERRPYO035: error(429, 'RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.'),
  ERRPYO036: { kind: 'no-answer' },
  ERRPYO039: error(400, 'PREVIOUS_REQUEST_IN_PROGRESS', 'A previous request is still in progress.'),
};

export const simulatedBy = (note: string | undefined): Simulated | undefined =>
  note === undefined ? undefined : NOTES[note];
