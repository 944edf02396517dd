/** The condition of a write that was decided on an item as it was read. */
import type { Condition } from '../../ports/table.ts';

export const ABSENT: Condition = { kind: 'absent' };

/** @param version 0 for what is not stored yet. */
export const atVersion = (version: number): Condition =>
  version === 0 ? ABSENT : { kind: 'equals', attribute: 'version', value: version };
