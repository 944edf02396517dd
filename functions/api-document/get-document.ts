/** `GET /openapi.json` and `GET /docs`: the API's description, made from its contracts when the function was bundled. */
import { brotliDecompressSync } from 'node:zlib';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getDocumentPage, getOpenApiDocument } from '../../shared/contracts/api/document.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import made from './document.made.ts';
import type { MadeDocument } from './made-document.ts';

const unpacked = brotliDecompressSync(Buffer.from(made, 'base64')).toString('utf8');
const { json, page, pagePolicy } = JSON.parse(unpacked) as MadeDocument;

/** The same until the next deployment; five minutes of an old one hurt nobody. */
const CACHED = { 'cache-control': 'public, max-age=300' };
const PAGE_HEADERS = { 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' };

export const handler = apiHandler(
  [
    serve(getOpenApiDocument, async () => ({ content: json, headers: CACHED })),
    serve(getDocumentPage, async () => ({ content: page, headers: { ...CACHED, ...PAGE_HEADERS } })),
  ],
  { clock: systemClock },
);
