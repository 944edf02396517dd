/** A program in bucket groups, in each a partner whose settings stay and three whose settings change in the middle of a run. */

import type { EmbeddedProgram } from './embedded-program.ts';
import { asBefore, goesOnHold, movesTo, raisesThreshold, setPartner } from './embedded-settings.ts';
import { partnersOfGroup } from './embedded-weeks.ts';

/** Four buckets each: one planning invocation makes some fifteen requests, fewer than there are groups. */
export const GROUPS = 16;
const BUCKETS_PER_GROUP = 4;

export interface Group {
  readonly number: number;
  readonly stays: string;
  /** Changes the PayPal address. */
  readonly moves: string;
  readonly goesOnHold: string;
  readonly raisesThreshold: string;
  readonly all: readonly string[];
}

export const groups: readonly Group[] = Array.from({ length: GROUPS }, (_, number) => {
  const all = partnersOfGroup(number, GROUPS, 4);
  const [stays = '', moves = '', hold = '', threshold = ''] = all;
  return { number, stays, moves, goesOnHold: hold, raisesThreshold: threshold, all };
});
export const everybody = groups.flatMap(({ all }) => all);

export const movedAddress = (partner: string, week: number): string => `moved-${week}-${partner}@payee.example`;

export async function changeSettings({ table }: EmbeddedProgram, group: Group, week: number): Promise<void> {
  await setPartner(table, group.moves, movesTo(movedAddress(group.moves, week)));
  await setPartner(table, group.goesOnHold, goesOnHold);
  await setPartner(table, group.raisesThreshold, raisesThreshold);
}

/** But for the address: a partner who moved stays there. */
export async function endHolds({ table }: EmbeddedProgram): Promise<void> {
  for (const partner of everybody) await setPartner(table, partner, asBefore);
}

/** Which group a request of planning is about, where it names a bucket or a manifest. */
export function groupNamedIn(body: string): number | undefined {
  const bucket = /(?:WEEK#\d{4}-\d\d-\d\d|WAITING)#(\d\d)/.exec(body)?.[1];
  if (bucket !== undefined) return Math.floor(Number(bucket) / BUCKETS_PER_GROUP);
  const group = /(?:MANIFEST|BATCH)#g(\d\d)-/.exec(body)?.[1];
  return group === undefined ? undefined : Number(group);
}
