/** A schema's type and bounds in a few words: `integer 1 to 100`, `list of date`. */
import { type ApiDocument, type JsonSchema, resolve } from '../document-shape.ts';
import { type Html, html } from './html.ts';

export function typeText(schema: JsonSchema, document: Pick<ApiDocument, 'components'>): Html {
  const resolved = resolve(document, schema);
  const { items, oneOf, anyOf, enum: values } = resolved;
  if ('const' in resolved) return value(resolved.const);
  if (values !== undefined) return joined(values.map(value), ' · ');
  const variants = oneOf ?? anyOf;
  if (variants !== undefined) {
    const texts = variants.map((variant) => typeText(variant, document));
    return joined([...new Map(texts.map((each) => [each.text, each])).values()], ' or ');
  }
  if (items !== undefined) return html`list of ${typeText(items, document)}${boundsOf(resolved)}`;
  const types = [resolved.type ?? 'anything']
    .flat()
    .map((type) => (type === 'string' ? textual(resolved.format) : type));
  return html`${types.length < ALL_TYPES ? types.join(' or ') : 'anything'}${boundsOf(resolved)}`;
}

const ALL_TYPES = 6;

/** By the format where it says more than the type. */
const textual = (format: string | undefined): string => (format && TOLD_BY_FORMAT.has(format) ? format : 'string');
const TOLD_BY_FORMAT = new Set(['date', 'date-time', 'email', 'uuid', 'uri']);

const value = (each: unknown): Html => html`<code>${JSON.stringify(each)}</code>`;
const joined = (parts: readonly Html[], between: string): Html =>
  html`${parts.map((part, index) => html`${index > 0 && between}${part}`)}`;

function boundsOf(schema: JsonSchema): Html {
  const low = schema.minimum ?? schema.minLength ?? schema.minItems ?? 0;
  const high = schema.maximum ?? schema.maxLength ?? schema.maxItems;
  const unit = [schema.type].flat().includes('string') ? ' characters' : '';
  const range = rangeText(low, high);
  const pattern = schema.pattern !== undefined && schema.pattern.length <= LONGEST_PATTERN && schema.pattern;
  return html`${range !== undefined && html` <small>${range}${unit}</small>`}${pattern && html` <small>as <code>${pattern}</code></small>`}`;
}

/** Longer ones tell a reader nothing; they stand in the document. */
const LONGEST_PATTERN = 24;

function rangeText(low: number, high: number | undefined): string | undefined {
  if (high === undefined) return low === 0 ? undefined : `at least ${low}`;
  return low === 0 ? `at most ${high}` : `${low} to ${high}`;
}
