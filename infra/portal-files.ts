/** Where the portal's built files are, and what CloudFront runs before it fetches one. */
import { join } from 'node:path';
import { PROJECT_ROOT } from './project-root.ts';

export const PORTAL_OUTPUT = join(PROJECT_ROOT, 'dist/portal');
export const PAGE_PATHS = join(PROJECT_ROOT, 'infra/edge/page-paths.js');
