/** Endpoints of every kind, for the tests of what serves them. */
import * as z from 'zod';
import { pageOf, pageQuery } from '../../../shared/contracts/api/api-values.ts';
import { endpoint } from '../../../shared/contracts/api/endpoint.ts';
import { clientIdSchema, nameSchema } from '../../../shared/contracts/values.ts';

const answer = z.object({ name: z.string(), note: z.string().optional() });

export const readShelf = endpoint({
  operationId: 'readShelf',
  method: 'GET',
  path: '/me/shelf',
  access: 'partner',
  summary: 'A shelf',
  query: z.strictObject({ ...pageQuery, kind: z.enum(['book', 'box']).optional() }),
  etag: 'answers',
  answer: { status: 200, description: 'The shelf', body: pageOf(answer) },
});

export const changeShelf = endpoint({
  operationId: 'changeShelf',
  method: 'PATCH',
  path: '/me/shelf/{clientId}',
  access: 'partner',
  summary: 'Changes a shelf',
  params: z.object({ clientId: clientIdSchema }),
  body: z.strictObject({
    name: nameSchema,
    boards: z.array(z.strictObject({ cents: z.int().min(1) })).max(30),
    place: z.strictObject({ room: z.string().min(1).max(40) }).optional(),
  }),
  etag: 'required',
  answer: { status: 200, description: 'The shelf', body: answer },
});

export const payShelf = endpoint({
  operationId: 'payShelf',
  method: 'POST',
  path: '/ops/shelf',
  access: 'finance',
  summary: 'Pays for a shelf',
  body: z.strictObject({ cents: z.int() }),
  idempotencyKey: true,
  answer: { status: 201, description: 'Paid', body: answer },
  refusals: { 409: 'It is paid already' },
});

export const dustShelf = endpoint({
  operationId: 'dustShelf',
  method: 'POST',
  path: '/ops/shelf/dust',
  access: 'operations',
  summary: 'Dusts a shelf',
  answer: { status: 204, description: 'Dusted' },
});

export const fillShelf = endpoint({
  operationId: 'fillShelf',
  method: 'POST',
  path: '/ops/shelf/books',
  access: 'operations',
  summary: 'Fills a shelf from a file',
  upload: { contentType: 'text/csv', maxBytes: 100 },
  idempotencyKey: true,
  answer: { status: 201, description: 'Filled', body: answer },
});

export const printShelf = endpoint({
  operationId: 'printShelf',
  method: 'GET',
  path: '/links/shelf',
  access: 'public',
  summary: 'A shelf on paper',
  answer: { status: 200, description: 'The paper', contentType: 'application/pdf' },
});

export const SAMPLE_ENDPOINTS = [readShelf, changeShelf, payShelf, dustShelf, fillShelf, printShelf] as const;
