/** Collects what is wrong with a request, field by field, so that its caller hears of everything at once. */
import type * as z from 'zod';
import { fieldErrors, MAX_FIELD_ERRORS, type Problem } from '../../shared/contracts/problem.ts';
import { HttpProblem } from '../http-problem.ts';

export type Place = 'path' | 'query' | 'header' | 'body';

export class FieldProblems {
  readonly #listed: NonNullable<Problem['errors']> = [];
  #total = 0;

  /** Undefined for what is not as it should be. */
  parse(schema: z.ZodType, value: unknown, place: Place): unknown {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issues = parsed.error.issues.flatMap(byName);
    this.#total += issues.length;
    // What is wrong with the whole has no field: it goes by the name of its place.
    for (const { field, problem } of fieldErrors(issues)) this.#list(field || place, problem, place);
    return undefined;
  }

  add(field: string, problem: string, place: Place): void {
    this.#total += 1;
    this.#list(field, problem, place);
  }

  /** @throws HttpProblem 400 when there are any. */
  refuse(): void {
    if (this.#total === 0) return;
    const detail = `${this.#total} ${this.#total === 1 ? 'problem' : 'problems'}`;
    throw new HttpProblem({ title: 'The request is not as it should be', status: 400, detail, errors: this.#listed });
  }

  #list(field: string, problem: string, place: Place): void {
    if (this.#listed.length < MAX_FIELD_ERRORS) this.#listed.push({ field, problem, in: place });
  }
}

/** Unknown fields come as one issue of the object around them; each is told by its own name. */
function byName(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({ ...issue, path: [...issue.path, key], message: 'is not known here' }));
}
