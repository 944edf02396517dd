/** One endpoint of the contracts as an operation of the document. */
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import {
  type Answer,
  type Endpoint,
  IDEMPOTENCY_KEY_PATTERN,
  type Upload,
} from '../../shared/contracts/api/endpoint.ts';
import { requirementsOf } from './describe-access.ts';
import { refusalsOf } from './describe-refusals.ts';
import { tagOf } from './tags.ts';

const etag = z.string().meta({
  description: 'The version of what is answered, to be sent back as `If-Match` with a change',
  pattern: '^"\\d{1,12}"$',
  examples: ['"7"'],
});

const ifMatch = z.string().meta({
  param: { id: 'IfMatch', name: 'If-Match', in: 'header' },
  description: 'The ETag of what was read, so that two tabs do not overwrite each other',
  pattern: '^"\\d{1,12}"$',
  examples: ['"7"'],
});

const idempotencyKey = z
  .string()
  .regex(IDEMPOTENCY_KEY_PATTERN)
  .meta({
    param: { id: 'IdempotencyKey', name: 'Idempotency-Key', in: 'header' },
    description:
      'A new UUID for each thing that shall happen once. The same call again with the same key does nothing more and is answered the same',
    examples: ['6f1f0c4e-5b0a-4c39-9a53-0d8f0a1f2b7c'],
  });

export function describeOperation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { operationId, summary, description, params, query, body, upload } = endpoint;
  const headers = [
    ...(endpoint.etag === 'required' ? [ifMatch] : []),
    ...(endpoint.idempotencyKey ? [idempotencyKey] : []),
  ];
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    tags: [tagOf(endpoint).name],
    security: requirementsOf(endpoint.access),
    ...((params || query) && { requestParams: { ...(params && { path: params }), ...(query && { query }) } }),
    ...(headers.length > 0 && { parameters: headers }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(upload && { requestBody: { required: true, content: fileOf(upload) } }),
    responses: { [`${endpoint.answer.status}`]: answerOf(endpoint), ...refusalsOf(endpoint) },
  };
}

function answerOf({ answer, etag: hasVersion }: Endpoint): ZodOpenApiResponseObject {
  return {
    description: answer.description,
    ...(hasVersion && { headers: z.object({ ETag: etag }) }),
    ...contentOf(answer),
  };
}

function contentOf(answer: Answer): Pick<ZodOpenApiResponseObject, 'content'> {
  if (answer.status === 204) return {};
  if ('body' in answer) return { content: { 'application/json': { schema: answer.body } } };
  const [type = ''] = answer.contentType.split(';');
  return { content: { [type]: schemaOfContent(type) } };
}

/** No letter has less than a byte. */
const fileOf = ({ contentType, maxBytes }: Upload) => ({
  [contentType]: { schema: { type: 'string', maxLength: maxBytes } as const },
});

function schemaOfContent(type: string) {
  if (type === 'application/json') return { schema: { type: 'object' } } as const;
  // Without a schema OpenAPI 3.1 means bytes.
  return type.startsWith('text/') ? ({ schema: { type: 'string' } } as const) : {};
}
