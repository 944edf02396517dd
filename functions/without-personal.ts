/** Nets under the rule that nothing personal is logged: services repeat in their errors what they were sent, and those are logged as they come. */

/**
 * Whatever stands around an at-sign, also as a URL has it, and also when it was cut off. What begins after a slash is a
 * package in a stack's paths.
 */
const ADDRESS = /[^\s"'<>,;:()][^\s"<>,;:()]{0,127}(?<!\/)(?:@|%40)[^\s"'<>,;:()]+/gi;
/** Of the user pool: parts in base64url, the first of which begins with `{"`. */
const TOKEN = /\beyJ[\w-]+\.[\w.-]+/g;
/** V8 quotes what it could not parse: up to ten characters on either side, of an answer that may be anybody's profile. */
const QUOTED_JSON = /(?:\.\.\.)?"[\s\S]{0,80}?"(?:\.\.\.)? is not valid JSON/g;

export const withoutPersonal = (text: string): string =>
  text.replace(QUOTED_JSON, '(text) is not valid JSON').replace(TOKEN, '(token)').replace(ADDRESS, '(address)');

/**
 * Of an error that nobody handles, by its name, what may be told: Lambda logs all its fields, and a step's error stands in
 * the execution's history. The SDK's errors have fields with what was sent.
 */
export function bareError(error: unknown): Error {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const bare = new Error(withoutPersonal(message));
  return Object.assign(bare, { name, stack: withoutPersonal(stack ?? '') });
}
