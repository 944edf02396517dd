/** One endpoint of the HTTP API, declared once: its validation, its types, its documentation and its route follow from it. */
import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * `public`: anybody, without a token. `partner`: a signed-in partner, who sees and changes only what is theirs.
 * `operations`: staff of the group operations or finance. `finance`: the group finance only. `billing`: whoever signs with
 * billing's key, `paypal`: PayPal, by its signature; their handlers are their own.
 */
export type Access = 'public' | 'partner' | 'operations' | 'finance' | 'billing' | 'paypal';

/** Calls that prove by a signature who sent them, instead of a sign-in. */
export const isSigned = ({ access }: Pick<Endpoint, 'access'>): boolean => access === 'billing' || access === 'paypal';

/** A JSON body by its schema, or another kind of content. */
export type Answer =
  | { readonly status: 200 | 201 | 202; readonly description: string; readonly body: z.ZodType }
  | { readonly status: 200; readonly description: string; readonly contentType: string }
  | { readonly status: 204; readonly description: string };

/** When a call is refused and how the status is meant here, beside what is refused everywhere. */
export type Refusals = Partial<Record<400 | 403 | 404 | 406 | 409 | 410 | 413 | 422 | 429, string>>;

/** A file as the body, read as text: its bytes are UTF-8, with or without a mark at their beginning. */
export interface Upload {
  readonly contentType: 'text/csv';
  readonly maxBytes: number;
}

export interface Endpoint {
  /** Lower camel case, a verb first: the client's method is called so. */
  readonly operationId: string;
  readonly method: Method;
  /** As API Gateway writes it: `/ops/runs/{weekEnding}`. */
  readonly path: `/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly description?: string;
  /** Of the path; every `{name}` of it. */
  readonly params?: z.ZodObject;
  /** Strict: an unknown name is refused. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Instead of a JSON body. */
  readonly upload?: Upload;
  /** `answers`: the answer carries an ETag. `required`: it does, and the call must bring it back as If-Match. */
  readonly etag?: 'answers' | 'required';
  /** The call must bring an `Idempotency-Key`: sent again with the same key it happens once and is answered the same. */
  readonly idempotencyKey?: true;
  readonly answer: Answer;
  readonly refusals?: Refusals;
}

export const endpoint = <const Declared extends Endpoint>(declared: Declared): Declared => declared;

export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';
/** A UUID or anything like it: long enough that two calls never share one by chance. */
export const IDEMPOTENCY_KEY_PATTERN = /^[A-Za-z0-9_-]{16,64}$/;
/** No call of this API needs more; billing and lists have limits of their own. */
export const MAX_BODY_BYTES = 64_000;

export const routeKeyOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string => `${method} ${path}`;
