/** Single values of the HTTP API's answers and pages, in the form in which they stand in the document. */
import * as z from 'zod';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { Cents } from '../../domain/money/cents.ts';

/** Answers: what we wrote ourselves is not judged again, only given its place in the document. */
export const centsOut = z
  .int()
  .meta({ description: 'US dollars in cents', examples: [11_850] }) as unknown as z.ZodType<Cents, number>;
export const dayOut = z.iso
  .date()
  .meta({ description: "A day in the program's time zone", examples: ['2026-11-20'] }) as unknown as z.ZodType<
  LocalDay,
  string
>;
export const weekOut = z.iso
  .date()
  .meta({ description: 'The Saturday that ends the week', examples: ['2026-11-14'] }) as unknown as z.ZodType<
  WeekEnding,
  string
>;
export const instantOut = z.iso
  .datetime()
  .meta({ description: 'An instant, UTC', examples: ['2026-11-20T17:00:00.000Z'] });

export const MAX_PAGE = 100;
export const cursorSchema = z
  .string()
  .max(600)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be a cursor as a page before gave it')
  .meta({ examples: ['eyJhZnRlciI6Ii4uLiJ9'] });

/** For lists: how many, and where the page before ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50).meta({ description: 'How many at most' }),
  cursor: cursorSchema.optional().meta({ description: 'The `next` of the page before; opaque' }),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().meta({ description: 'Cursor of the next page; absent on the last' }),
  });

/** Why something is done, for the audit trail: always asked, never empty. */
export const noteSchema = z
  .string()
  .trim()
  .min(3)
  .max(500)
  .meta({ description: 'Why, for the audit trail', examples: ['Asked for by the partner on the phone'] });

/** A list item that says who did what when. */
export const decisionOut = z.object({ by: z.string(), at: instantOut, note: z.string() });
