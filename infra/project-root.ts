/** Where the project stands on disk, so that nothing depends on the directory a command was started in. */
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));
