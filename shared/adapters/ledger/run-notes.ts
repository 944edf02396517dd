/** Notes on runs over a table, beside the run. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { RunNotes } from '../../ports/run-notes.ts';
import type { Table } from '../../ports/table.ts';
import { runNoteKey } from './keys.ts';

export function runNotes(table: Table): RunNotes {
  const find = async (week: WeekEnding, name: string): Promise<string | undefined> =>
    (await table.get(runNoteKey(week, name)))?.note as string | undefined;
  return {
    find,
    async keep(week, name, note) {
      const item = { ...runNoteKey(week, name), note };
      const { done } = await table.write([{ kind: 'put', item, when: { kind: 'absent' } }]);
      return done || (await find(week, name)) === note;
    },
  };
}
