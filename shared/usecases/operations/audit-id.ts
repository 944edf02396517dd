import { contentHash } from '../content-hash.ts';

/** One record a call, whatever is tried how often within it. */
export const auditIdOf = (caller: string, key: string): string => contentHash({ caller, key }).slice(0, 32);
