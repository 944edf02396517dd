/** What the sign-in says first, to somebody whose session a page has just ended. */
const KEY = 'partner-payouts.word';

export const keepWord = (said: string): void => sessionStorage.setItem(KEY, said);

/** Said once. */
export function takeWord(): string | undefined {
  const said = sessionStorage.getItem(KEY) ?? undefined;
  sessionStorage.removeItem(KEY);
  return said;
}
