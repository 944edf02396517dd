/**
 * What tells screens that a client's payments move to another partner: two numbers on the profiles of both. `corrections`
 * counts beginnings and ends, and `openCorrections` those that are filed piece by piece just now.
 */
import type { PartnerId } from '../../domain/ids.ts';
import type { Item, Write } from '../../ports/table.ts';
import { profileKey } from './keys.ts';

/** @param open 1 begins a correction in pieces, -1 ends it, 0 is one that is written whole. */
export const correctionWrite = (partner: PartnerId, open: -1 | 0 | 1): Write => ({
  kind: 'update',
  key: profileKey(partner),
  add: { corrections: 1, ...(open === 0 ? {} : { openCorrections: open }) },
  when: { kind: 'present' },
});

/** @param profile absent: nobody has a screen. */
export const correctionsIn = (profile: Item | undefined): { readonly count: number; readonly open: number } => ({
  count: (profile?.corrections as number | undefined) ?? 0,
  open: (profile?.openCorrections as number | undefined) ?? 0,
});
