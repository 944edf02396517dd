/** Reads PayPal's error answers: names and ids only, since its sentences may quote a receiver. */
import { type ErrorAnswer, errorAnswerSchema } from '../../contracts/paypal.ts';
import { type Answer, jsonOf } from './payouts-client.ts';

/** Undefined when the answer names no error of PayPal's: it may come from something in between, or be cut off. */
export function readError(answer: Answer): ErrorAnswer | undefined {
  return errorAnswerSchema.safeParse(jsonOf(answer)).data;
}

/** What PayPal's support asks for. */
export function debugIdOf(answer: Answer, error: ErrorAnswer | undefined): string | undefined {
  const id = error?.debug_id ?? answer.headers['paypal-debug-id'];
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** Such as `HTTP 503 SERVICE_UNAVAILABLE`. */
export function wordsOf(answer: Answer, error: ErrorAnswer | undefined): string {
  return error ? `HTTP ${answer.statusCode} ${error.name}` : `HTTP ${answer.statusCode}, which names no error`;
}

const E_MAIL = /[^\s"'<>,;:()]*@[^\s"'<>,;:()]*/g;
const MAX_ISSUE_LENGTH = 200;

/** PayPal's sentence on what is wrong, without any address in it. */
export function withoutAddresses(sentence: string): string {
  return sentence.replace(E_MAIL, '(address)').slice(0, MAX_ISSUE_LENGTH);
}
