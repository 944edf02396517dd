/**
 * The document and its page, packed. Evaluated when functions are bundled, see infra/bundling/made-modules.ts: made at each
 * cold start instead, it took the function over an API function's size (zod-openapi and Zod's JSON schemas) and 100 ms.
 */
import { brotliCompressSync } from 'node:zlib';
import { ALL_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import type { MadeDocument } from './made-document.ts';
import { openApiDocument } from './open-api-document.ts';
import { documentPage, PAGE_POLICY } from './page/document-page.ts';

const document = openApiDocument(ALL_ENDPOINTS);
const made: MadeDocument = { json: JSON.stringify(document), page: documentPage(document), pagePolicy: PAGE_POLICY };

/** Together, since both say the same: less than a tenth of their size. */
export default brotliCompressSync(JSON.stringify(made)).toString('base64');
