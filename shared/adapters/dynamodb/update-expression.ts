/** Compiles an update's changes to DynamoDB's expression language. */

import { setsOf, type Update } from '../../ports/write-rules.ts';
import type { Placeholders } from './condition-expression.ts';

/** Undefined when nothing changes: DynamoDB takes no empty expression. */
export function updateExpression(update: Update, placeholders: Placeholders): string | undefined {
  const name = (attribute: string) => placeholders.name(attribute);
  const value = (content: unknown) => placeholders.value(content);
  const clauses = {
    SET: setsOf(update).map(([attribute, content]) => `${name(attribute)} = ${value(content)}`),
    ADD: Object.entries(update.add ?? {}).map(([attribute, amount]) => `${name(attribute)} ${value(amount)}`),
    REMOVE: (update.remove ?? []).map(name),
  };
  const used = Object.entries(clauses).filter(([, changes]) => changes.length > 0);
  return used.length === 0 ? undefined : used.map(([verb, changes]) => `${verb} ${changes.join(', ')}`).join(' ');
}
