/** Where the portal's built files are. */
import { join } from 'node:path';
import { PROJECT_ROOT } from './project-root.ts';

export const PORTAL_OUTPUT = join(PROJECT_ROOT, 'dist/portal');
