/** Adjustments by operations over a table: the state, the entry once it is approved, audit and the call's record in one step. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { later } from '../../domain/calendar/local-day.ts';
import { weekEndingOf } from '../../domain/calendar/week.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { Adjustment, Adjustments } from '../../ports/adjustments.ts';
import type { Item, Table, Write } from '../../ports/table.ts';
import { adjustmentWrites } from './adjustment-writes.ts';
import { auditWrites } from './audit-writes.ts';
import { adjustedByKey, adjustmentKey, PROPOSED_ADJUSTMENTS, proposedAdjustmentKey } from './keys.ts';
import { onceWrite } from './once-records.ts';
import { begin, firstOpenWeekOf } from './program.ts';

export function adjustments(table: Table): Adjustments {
  return {
    async find(id) {
      const item = await table.get(adjustmentKey(id));
      return item && toAdjustment(item);
    },
    async proposed({ after, limit }) {
      const ids: string[] = [];
      for await (const item of table.query({ pk: PROPOSED_ADJUSTMENTS, ...(after ? { after } : {}), limit })) {
        ids.push(item.sk);
        if (ids.length === limit) break;
      }
      const items = ids.length > 0 ? await table.getMany(ids.map(adjustmentKey)) : [];
      return items.map(toAdjustment).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async create(adjustment, { earnedOn, limitCents }, audit, once) {
      const { id, state } = adjustment;
      const alone = state === 'approved' ? [aloneWrite(adjustment, earnedOn, limitCents)] : [];
      const outcome = await table.write([
        ...alone,
        { kind: 'put', item: { ...adjustmentKey(id), adjustment, state }, when: { kind: 'absent' } },
        ...(state === 'proposed' ? [{ kind: 'put', item: { ...proposedAdjustmentKey(id) } } as const] : []),
        ...(await entryWrites(table, adjustment, earnedOn)),
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      if (outcome.done) return 'done';
      return alone.length > 0 && outcome.refused.includes(0) ? 'over-limit' : 'moved';
    },
    async decide(adjustment, earnedOn, audit, once) {
      const { id, state } = adjustment;
      const outcome = await table.write([
        {
          kind: 'update',
          key: adjustmentKey(id),
          set: { adjustment, state },
          when: { kind: 'equals', attribute: 'state', value: 'proposed' },
        },
        { kind: 'delete', key: proposedAdjustmentKey(id) },
        ...(await entryWrites(table, adjustment, earnedOn)),
        ...auditWrites(audit),
        onceWrite(once),
      ]);
      return outcome.done;
    },
  };
}

/** Ten small ones are as much as a large one: counted by person and day, up or down alike. */
export function aloneWrite(
  { cents, proposed }: Pick<Adjustment, 'cents'> & { readonly proposed: Pick<Adjustment['proposed'], 'by'> },
  day: LocalDay,
  limitCents: Cents,
): Write {
  const amount = Math.abs(cents);
  return {
    kind: 'update',
    key: adjustedByKey(proposed.by, day),
    add: { cents: amount },
    when: {
      kind: 'any',
      of: [
        { kind: 'attribute-absent', attribute: 'cents' },
        { kind: 'less-than', attribute: 'cents', value: limitCents - amount + 1 },
      ],
    },
  };
}

const toAdjustment = (item: Item): Adjustment => item.adjustment as Adjustment;

async function entryWrites(table: Table, adjustment: Adjustment, earnedOn: LocalDay): Promise<Write[]> {
  if (adjustment.state !== 'approved') return [];
  const { id: adjustmentId, partnerId, cents, proposed, decided = proposed } = adjustment;
  // It may be the first thing that the program hears of.
  await begin(table, decided.at);
  const weekEnding = later(weekEndingOf(earnedOn), await firstOpenWeekOf(table, partnerId));
  return adjustmentWrites({ adjustmentId, partnerId, earnedOn, weekEnding, cents, note: proposed.note });
}
