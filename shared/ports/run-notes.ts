/** Why a held run was released or refused: kept in the ledger before the workflow starts, whose payloads show nothing personal. */
import type { WeekEnding } from '../domain/calendar/week.ts';

export interface RunNotes {
  /** Once under a name: false when another note is kept under it. */
  keep(week: WeekEnding, name: string, note: string): Promise<boolean>;
  find(week: WeekEnding, name: string): Promise<string | undefined>;
}
