/** How an endpoint refuses: what is said of it alone, and what is refused everywhere for the same reasons. */
import * as z from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { type Access, type Endpoint, isSigned, MAX_BODY_BYTES } from '../../shared/contracts/api/endpoint.ts';
import { problemSchema } from '../../shared/contracts/problem.ts';

const gatewayMessageSchema = z
  .object({ message: z.string().meta({ examples: ['Unauthorized'] }) })
  .meta({ id: 'GatewayMessage', description: 'What the gateway answers by itself, before or instead of the program' });

const PAGE = { 'text/html': { schema: { type: 'string' } } } as const;
const PROBLEM = { 'application/problem+json': { schema: problemSchema } };
const GATEWAY = { 'application/json': { schema: gatewayMessageSchema } };

interface CommonRefusal {
  readonly id: string;
  readonly description: string;
  readonly isFor: (endpoint: Endpoint) => boolean;
  /** `gateway`: it refuses before our code does. `both`: either may. @default our code alone */
  readonly by?: 'gateway' | 'both';
}

const isSignedIn = (endpoint: Endpoint): boolean => endpoint.access !== 'public' && !isSigned(endpoint);
/** Read by our own reader of requests. */
const isOurs = (endpoint: Endpoint): boolean => !isSigned(endpoint);
const takesBody = ({ body, upload }: Endpoint): boolean => body !== undefined || upload !== undefined;
const always = (): boolean => true;

const COMMON: Readonly<Record<string, CommonRefusal>> = {
  400: {
    id: 'BadRequest',
    description: 'The request is not as it should be: `errors` names every field, also unknown ones',
    isFor: isOurs,
  },
  401: {
    id: 'Unauthorized',
    description: 'No access token, or one that is expired, for another audience or of a session that was ended',
    isFor: isSignedIn,
    by: 'both',
  },
  403: { id: 'Forbidden', description: 'Not for this group of users', isFor: isSignedIn },
  404: {
    id: 'NotFound',
    description: 'There is nothing of that id, or nothing that the caller may know of',
    isFor: ({ params }) => params !== undefined,
  },
  412: {
    id: 'Changed',
    description: 'It was changed since: read it again, then send the change with the new ETag',
    isFor: ({ etag }) => etag === 'required',
  },
  413: {
    id: 'TooLarge',
    description: `A body of more than ${MAX_BODY_BYTES} bytes`,
    isFor: (endpoint) => takesBody(endpoint) && isOurs(endpoint),
    by: 'both',
  },
  415: {
    id: 'NotJson',
    description: 'A body that is not sent as `application/json`',
    isFor: (endpoint) => takesBody(endpoint) && isOurs(endpoint),
  },
  422: {
    id: 'KeyReused',
    description: 'The `Idempotency-Key` was used for another request',
    isFor: ({ idempotencyKey }) => idempotencyKey === true,
  },
  428: {
    id: 'VersionMissing',
    description: 'No `If-Match`: say which version is changed',
    isFor: ({ etag }) => etag === 'required',
  },
  429: { id: 'TooManyCalls', description: 'Too many calls at once: try again later', isFor: always, by: 'gateway' },
  500: { id: 'Failed', description: 'Something went wrong on our side', isFor: always, by: 'both' },
  503: {
    id: 'TookTooLong',
    description:
      'The gateway gave up waiting, and the call may have had its effect: look before sending it again, or send it with the same `Idempotency-Key`',
    isFor: always,
    by: 'gateway',
  },
};

const UNSIGNED: Partial<Record<Access, string>> = {
  billing: 'The call is not signed by billing, or was signed too long ago',
  paypal: 'It is not signed by PayPal for this program, or was sent too long ago',
};

/** What a file is refused for, in the words of its own endpoint. */
const ofUpload = ({ upload }: Endpoint): Readonly<Record<string, string>> =>
  upload
    ? {
        413: `A file of more than ${upload.maxBytes} bytes`,
        415: `A file that is not sent as \`${upload.contentType}\``,
      }
    : {};

/** To be handed out by identity, so that the document holds each once. */
const SHARED: Readonly<Record<string, ZodOpenApiResponseObject>> = Object.fromEntries(
  Object.entries(COMMON).map(([status, { id, description, by }]) => [
    status,
    { id, description, content: { ...(by !== 'gateway' && PROBLEM), ...(by && GATEWAY) } },
  ]),
);

const unsigned = ({ access }: Endpoint): Record<string, string> => {
  const text = UNSIGNED[access];
  return text === undefined ? {} : { 401: text };
};

export function refusalsOf(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const own: Record<string, string> = { ...endpoint.refusals, ...unsigned(endpoint) };
  const common = Object.keys(COMMON).filter((status) => COMMON[status]?.isFor(endpoint));
  const statuses = [...new Set([...common, ...Object.keys(own)])].sort() as `${4 | 5}${string}`[];
  return Object.fromEntries(
    statuses.map((status) => {
      const shared = common.includes(status) ? SHARED[status] : undefined;
      const text = own[status];
      const file = ofUpload(endpoint)[status];
      if (file !== undefined) return [status, { description: file, content: shared?.content }];
      if (text === undefined) return [status, shared];
      // Every endpoint has its own 400 in mind together with the common one; other statuses mean what is said here, too.
      const description = shared === undefined ? text : `${text}. Also: ${lowerFirst(shared.description ?? '')}`;
      return [status, { description, content: { ...ownContentOf(endpoint), ...shared?.content } }];
    }),
  ) as ZodOpenApiResponsesObject;
}

/** What a person opens in a browser is refused with a page, too. */
const ownContentOf = ({ answer }: Endpoint) =>
  'contentType' in answer && answer.contentType.startsWith('text/html') ? PAGE : PROBLEM;

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
