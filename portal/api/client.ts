/** The API as the portal calls it: typed by the API's own document, signed in, and patient where an answer is only late. */
import createClient from 'openapi-fetch';
import { accessToken, afterRefusal } from '../session/session.ts';
import { ApiProblem, noAnswer, problemOf } from './api-problem.ts';
import type { paths } from './schema.made.ts';

/** A token that has just run out, then a session that is over: the third refusal is meant. */
const MAX_TRIES = 3;
const PAUSE_MS = 1_000;

export const api = createClient<paths>({ baseUrl: location.origin, fetch: signedFetch });

async function signedFetch(request: Request): Promise<Response> {
  for (let tried = 1; ; tried += 1) {
    const token = await accessToken();
    const copy = request.clone();
    copy.headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(copy);
    if (tried === MAX_TRIES) return response;
    if (response.status === 401) await afterRefusal(token);
    // Somebody's payments are moving just now: whoever asks again in a second is answered.
    else if (response.status === 503 && request.method === 'GET') await pause();
    else return response;
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

export interface Told<Value> {
  readonly value: Value;
  /** For `If-Match` of a change. */
  readonly etag: string | undefined;
}

/** The answer of a call. @throws ApiProblem for a refusal, and where there was none. */
export async function told<Value>(
  call: Promise<{ data?: Value; error?: unknown; response: Response }>,
): Promise<Told<Value>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof ApiProblem ? cause : noAnswer(cause);
  });
  if (!response.ok) throw problemOf(response, error);
  return { value: data as Value, etag: response.headers.get('etag') ?? undefined };
}
