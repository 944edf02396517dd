/** The API's own description: a document for machines and a page for people. */
import { endpoint } from './endpoint.ts';

export const getOpenApiDocument = endpoint({
  operationId: 'getOpenApiDocument',
  method: 'GET',
  path: '/openapi.json',
  access: 'public',
  summary: 'This document, as OpenAPI 3.1',
  answer: { status: 200, description: 'The document', contentType: 'application/json' },
});

export const getDocumentPage = endpoint({
  operationId: 'getDocumentPage',
  method: 'GET',
  path: '/docs',
  access: 'public',
  summary: 'This document as a page to read',
  answer: { status: 200, description: 'The page', contentType: 'text/html; charset=utf-8' },
});
