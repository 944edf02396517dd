/** Holds a row's event against the contract of billing's events, and says of each wrong cell what would be right. */
import type * as z from 'zod';
import { type BillingEvent, billingEventSchema } from '../../shared/contracts/billing-events.ts';
import type { RawEvent } from './csv-files.ts';
import type { ProblemList } from './file-problem.ts';
import type { CsvFile, Row } from './read-rows.ts';

export type EventCheck = z.ZodType<BillingEvent>;
export const eventCheck = (timeZone: string): EventCheck => billingEventSchema(timeZone);

/** The event as the contract reads it; undefined when it is wrong. @param told columns of the row whose problem is listed already */
export function checkEvent<Column extends string>(
  raw: RawEvent,
  check: EventCheck,
  file: CsvFile<Column>,
  columnOf: Readonly<Record<string, Column>>,
  { line, cells }: Row<Column>,
  problems: ProblemList,
  told: Set<string> = new Set(),
): BillingEvent | undefined {
  const checked = check.safeParse(raw);
  if (checked.success) return checked.data;
  for (const { path, message } of checked.error.issues) {
    const column = columnOf[String(path[0])];
    if (column === undefined)
      throw new Error(`${file.name}, line ${line}: the contract speaks of ${path.join('.')}: ${message}`);
    if (told.has(column)) continue;
    told.add(column);
    // The contract's own words begin so; the schema library's ("Invalid input") are for programmers.
    const right = message.startsWith('must ') && cells[column] !== undefined ? message : file.columns[column];
    problems.add({ file: file.name, line, column, value: cells[column] ?? '', right });
  }
  return undefined;
}
