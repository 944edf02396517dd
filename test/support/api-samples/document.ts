/** Sample calls of the API's own description. */
import type { Samples } from './sample.ts';

export const DOCUMENT_SAMPLES: Samples = {
  getOpenApiDocument: () => ({}),
  getDocumentPage: () => ({}),
};
