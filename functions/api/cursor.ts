/** Opaque cursors: where a page ended, in a form that nobody is tempted to make up. */
import type * as z from 'zod';
import { HttpProblem } from '../http-problem.ts';

/** @param place keys of the ledger as JSON, never anything personal. */
export const toCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A page as it is answered: the place where it ended becomes the cursor of the next one. */
export const paged = <Item>({ items, next }: { readonly items: readonly Item[]; readonly next?: unknown }) => ({
  items: [...items],
  next: next === undefined ? undefined : toCursor(next),
});

/** @throws HttpProblem 400 for what is no cursor of this list. */
export function fromCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(jsonOf(cursor));
  if (parsed.success) return parsed.data;
  throw new HttpProblem({
    title: 'The request is not as it should be',
    status: 400,
    detail: '1 problem',
    errors: [{ field: 'cursor', problem: 'must be the `next` of a page of this list', in: 'query' }],
  });
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
