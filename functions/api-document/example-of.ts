/** A made-up value that satisfies a schema: its own examples where it has some, else the plainest value of its type. */
import { type ApiDocument, type JsonSchema, resolve } from './document-shape.ts';

const BY_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T17:00:00.000Z',
  email: 'jo@partner.example',
  uuid: '6f1f0c4e-5b0a-4c39-9a53-0d8f0a1f2b7c',
  uri: 'https://partner.example/',
};

export function exampleOf(schema: JsonSchema, document: Pick<ApiDocument, 'components'>): unknown {
  const resolved = resolve(document, schema);
  const { examples, enum: values, oneOf, anyOf, allOf } = resolved;
  if (examples !== undefined) return examples[0];
  if ('const' in resolved) return resolved.const;
  if ('default' in resolved) return resolved.default;
  if (values !== undefined) return values[0];
  const [first] = oneOf ?? anyOf ?? [];
  if (first !== undefined) return exampleOf(first, document);
  if (allOf !== undefined) return Object.assign({}, ...allOf.map((part) => exampleOf(part, document)));
  return plainest(resolved, document);
}

function plainest(schema: JsonSchema, document: Pick<ApiDocument, 'components'>): unknown {
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objectOf(schema, document);
    case 'array':
      return schema.items === undefined || schema.maxItems === 0 ? [] : [exampleOf(schema.items, document)];
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, schema.minimum ?? 1), schema.maximum ?? 1);
    case 'boolean':
      return true;
    case 'string':
      return BY_FORMAT[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, ' text').slice(0, schema.maxLength);
    default:
      return null;
  }
}

function objectOf(
  { properties = {}, additionalProperties }: JsonSchema,
  document: Pick<ApiDocument, 'components'>,
): Record<string, unknown> {
  const own = Object.entries(properties).map(([name, property]) => [name, exampleOf(property, document)]);
  const others = typeof additionalProperties === 'object' ? [['key', exampleOf(additionalProperties, document)]] : [];
  return Object.fromEntries([...own, ...others]);
}
