/** The session of this tab. When it ends in the middle of something, whoever needs a token waits until somebody has signed in. */
import { type Identity, identityOf } from './identity.ts';
import { forgetTokens, storedTokens, storeTokens, type Tokens } from './stored-session.ts';
import { PoolRefusal, renew, revoke } from './user-pool.ts';
import { keepWord } from './word-at-sign-in.ts';

export type SessionState =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly identity: Identity }
  /** It ended while pages are open: they stay as they are, with what was typed into them. */
  | { readonly kind: 'ended'; readonly identity: Identity };

/** Renewed a little early, so that no call is on its way when a token runs out. */
const EARLY_MS = 60_000;

let tokens = storedTokens();
let state: SessionState = tokens
  ? { kind: 'signed-in', identity: identityOf(tokens.accessToken) }
  : { kind: 'signed-out' };
let renewing: Promise<Tokens | undefined> | undefined;
const listeners = new Set<() => void>();
let waiting: ((signedIn: Tokens) => void)[] = [];

export const sessionState = (): SessionState => state;

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function beginSession(begun: Tokens): void {
  const before = state.kind === 'signed-out' ? undefined : state.identity;
  const identity = identityOf(begun.accessToken);
  storeTokens(begun);
  // Somebody else's pages are open in this tab: nothing of theirs may stay.
  if (before && before.sub !== identity.sub) {
    location.reload();
    return;
  }
  tokens = begun;
  become({ kind: 'signed-in', identity });
  const told = waiting;
  waiting = [];
  for (const tell of told) tell(begun);
}

/**
 * By the person's wish. The page begins anew, so that nothing of it stays in memory.
 * @param said what the sign-in then says about it.
 */
export async function endSession(said?: string): Promise<void> {
  const ended = tokens;
  tokens = undefined;
  forgetTokens();
  if (said !== undefined) keepWord(said);
  if (ended) await revoke(ended).catch(() => {});
  location.assign('/');
}

/** For a call: waits for a sign-in where the session is over. */
export async function accessToken(): Promise<string> {
  if (tokens && tokens.expiresAt - EARLY_MS > Date.now()) return tokens.accessToken;
  const renewed = await renewOnce();
  return (renewed ?? (await signedInAgain())).accessToken;
}

/** The API did not believe the token: another one, or another sign-in. */
export async function afterRefusal(refused: string): Promise<void> {
  if (tokens && tokens.accessToken !== refused) return;
  if (tokens) tokens = { ...tokens, expiresAt: 0 };
  await accessToken();
}

function renewOnce(): Promise<Tokens | undefined> {
  renewing ??= tryToRenew().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function tryToRenew(): Promise<Tokens | undefined> {
  if (!tokens) return undefined;
  try {
    tokens = await renew(tokens);
    storeTokens(tokens);
    return tokens;
  } catch (error) {
    // A connection that fails says nothing about the session.
    if (!(error instanceof PoolRefusal)) throw error;
    tokens = undefined;
    forgetTokens();
    return undefined;
  }
}

function signedInAgain(): Promise<Tokens> {
  if (state.kind === 'signed-in') become({ kind: 'ended', identity: state.identity });
  return new Promise((resolve) => waiting.push(resolve));
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}
