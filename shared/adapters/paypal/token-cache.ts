/** One client's OAuth token: fetched once for all who wait, kept until shortly before it ends. */
export interface FetchedToken {
  readonly value: string;
  readonly lifetimeMs: number;
}

export interface TokenCache {
  current(): Promise<string>;
  /** Drops this token if it is still the one held: whoever comes second finds the fresh one already there. */
  forget(value: string): void;
}

/** A request takes time to arrive: a token is not used in the last minute of its life, or tenth of it if that is shorter. */
const LAST_MINUTE_MS = 60_000;

export function tokenCache(fetchToken: () => Promise<FetchedToken>, now: () => number): TokenCache {
  let held: { readonly value: string; readonly from: number; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const from = now();
    const { value, lifetimeMs } = await fetchToken();
    held = { value, from, until: from + lifetimeMs - Math.min(LAST_MINUTE_MS, lifetimeMs / 10) };
    return value;
  }

  return {
    async current() {
      const at = now();
      // A clock that was set back says nothing about the token's age.
      if (held && held.from <= at && at < held.until) return held.value;
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget(value) {
      if (held?.value === value) held = undefined;
    },
  };
}
