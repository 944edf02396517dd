/** A call of an operation that is answered as documented. What it needs to be there, the sample makes first. */
import type { ApiWorld, SignedIn } from '../api-world.ts';

export interface SampleCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a body: as it stands, with headers that belong to it. */
  readonly raw?: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
  /** @default somebody of the group that the document names: Ada, operations or finance */
  readonly caller?: SignedIn;
  /** Where the version for If-Match is read. @default the operation's own path */
  readonly versionFrom?: string;
}

export type Sample = (world: ApiWorld) => SampleCall | Promise<SampleCall>;

/** By operation id. */
export type Samples = Readonly<Record<string, Sample>>;
