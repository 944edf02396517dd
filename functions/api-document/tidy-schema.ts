/** Takes out of a generated schema what says nothing to a reader, and opens answers for fields to come. */
import type { ZodOpenApiOverrideContext } from 'zod-openapi';

/** Formats that say by name what their pattern spells out. */
const NAMED_FORMATS = new Set(['date', 'date-time', 'email', 'uuid', 'uri']);

export function tidySchema({ jsonSchema, io }: ZodOpenApiOverrideContext): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.pattern !== undefined && NAMED_FORMATS.has(String(jsonSchema.format))) delete jsonSchema.pattern;
  if (JSON.stringify(jsonSchema.propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames;
  // The singular is OpenAPI 3.0's.
  if (jsonSchema.example !== undefined) {
    jsonSchema.examples ??= [jsonSchema.example];
    delete jsonSchema.example;
  }
  // A new field in an answer breaks nobody who ignores what they do not know; an unknown one in a request is refused.
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}
