/** What a call with an `Idempotency-Key` came to: kept with its effect, so that the same call again is only answered. */

export interface OnceRecord {
  /** The caller's id and their key: two callers never meet. */
  readonly id: string;
  /** Of the endpoint and everything that was asked: another request under a known key is a mistake. */
  readonly requestHash: string;
  /** The answer's body as JSON. */
  readonly answer: unknown;
}

export interface OnceRecords {
  find(id: string): Promise<OnceRecord | undefined>;
  /** For effects outside the ledger that are harmless when they happen twice. The first record stays. */
  remember(record: OnceRecord): Promise<void>;
}
