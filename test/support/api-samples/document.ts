/** Sample calls of the API's own description, and of what the portal is told. */
import type { Samples } from './sample.ts';

export const DOCUMENT_SAMPLES: Samples = {
  getOpenApiDocument: () => ({}),
  getDocumentPage: () => ({}),
  getPortalSettings: () => ({}),
};
