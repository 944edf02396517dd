/** Judges values by the schemas of an OpenAPI document, as a reader of it would. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ApiDocument, JsonSchema } from '../../functions/api-document/document-shape.ts';

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  password: /^/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
};

/** What is wrong, one line each. */
export type Judge = (schema: JsonSchema, value: unknown) => string[];

/** Strict: a keyword or format that nobody knows, or a type that is missing, throws. */
export function judgeBy({ components }: Pick<ApiDocument, 'components'>): Judge {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { ...FORMATS } });
  // OpenAPI's own words in schemas, and where references lead.
  ajv.addVocabulary(['components', 'discriminator']);
  const compiled = new Map<JsonSchema, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const check = compiled.get(schema) ?? ajv.compile({ components: { schemas: components.schemas }, ...schema });
    compiled.set(schema, check);
    if (check(value)) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  };
}
