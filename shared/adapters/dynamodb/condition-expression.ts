/** Compiles the port's conditions to DynamoDB's expression language, names and values always by placeholder. */
import type { Condition } from '../../ports/table.ts';

/** The placeholders of one request: all its expressions share them. */
export class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values: unknown[] = [];

  /** `#0`, `#1` …: never the bare name, since hundreds of words are reserved and a dot would be a path. */
  name(attribute: string): string {
    const placeholder = this.#names.get(attribute) ?? `#${this.#names.size}`;
    this.#names.set(attribute, placeholder);
    return placeholder;
  }

  value(value: unknown): string {
    return `:${this.#values.push(value) - 1}`;
  }

  /** The request's fields. DynamoDB refuses an empty map, so one without entries is left out. */
  fields(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, unknown> } {
    const names = Object.fromEntries([...this.#names].map(([attribute, placeholder]) => [placeholder, attribute]));
    const values = Object.fromEntries(this.#values.map((value, index) => [`:${index}`, value]));
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: names }),
      ...(this.#values.length > 0 && { ExpressionAttributeValues: values }),
    };
  }
}

/** `joined` text needs parentheses inside another expression; around any other DynamoDB calls them redundant and refuses. */
interface Expression {
  readonly text: string;
  readonly joined: boolean;
}

/** The most operands of one IN. */
const MAX_OPERANDS = 100;

export function conditionExpression(condition: Condition, placeholders: Placeholders): string {
  return compile(condition, placeholders).text;
}

function compile(condition: Condition, placeholders: Placeholders): Expression {
  switch (condition.kind) {
    case 'absent':
      return single(`attribute_not_exists(${placeholders.name('pk')})`);
    case 'present':
      return single(`attribute_exists(${placeholders.name('pk')})`);
    case 'attribute-absent':
      return single(`attribute_not_exists(${placeholders.name(condition.attribute)})`);
    case 'equals':
      return single(`${placeholders.name(condition.attribute)} = ${placeholders.value(condition.value)}`);
    case 'less-than':
      return single(`${placeholders.name(condition.attribute)} < ${placeholders.value(condition.value)}`);
    case 'one-of':
      return join('OR', oneOf(condition.attribute, condition.values, placeholders), placeholders);
    case 'all':
      return join(
        'AND',
        condition.of.map((part) => compile(part, placeholders)),
        placeholders,
      );
    case 'any':
      return join(
        'OR',
        condition.of.map((part) => compile(part, placeholders)),
        placeholders,
      );
  }
}

const single = (text: string): Expression => ({ text, joined: false });

function oneOf(attribute: string, values: readonly (string | number)[], placeholders: Placeholders): Expression[] {
  const parts: Expression[] = [];
  for (let start = 0; start < values.length; start += MAX_OPERANDS) {
    const operands = values.slice(start, start + MAX_OPERANDS).map((value) => placeholders.value(value));
    parts.push(single(`${placeholders.name(attribute)} IN (${operands.join(', ')})`));
  }
  return parts;
}

/** All of none always holds, any of none never does; the language has no word for either. */
function join(operator: 'AND' | 'OR', parts: readonly Expression[], placeholders: Placeholders): Expression {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  if (parts.length === 0) {
    const key = placeholders.name('pk');
    const opposite = operator === 'AND' ? 'OR' : 'AND';
    return { text: `attribute_exists(${key}) ${opposite} attribute_not_exists(${key})`, joined: true };
  }
  const text = parts.map((part) => (part.joined ? `(${part.text})` : part.text)).join(` ${operator} `);
  return { text, joined: true };
}
