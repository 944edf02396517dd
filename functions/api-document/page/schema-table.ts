/** A schema as a table to read: a row a field, by its path, with its type, its bounds and what it means. */
import { type ApiDocument, type JsonSchema, resolve } from '../document-shape.ts';
import { type Html, html, inline } from './html.ts';
import { typeText } from './type-text.ts';

type Components = Pick<ApiDocument, 'components'>;

interface Row {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isOptional: boolean;
}

/** Before the fields that a body has only in one of its forms. */
interface Heading {
  readonly heading: string;
}

/** Deeper than any contract goes; a schema that contains itself ends here. */
const MAX_DEPTH = 8;

/** @param isRequest optional fields are then the caller's choice, and defaults mean something. */
export function schemaTable(schema: JsonSchema, document: Components, isRequest: boolean): Html {
  const top = resolve(document, schema);
  const rows = rowsOf(top, '', document, 0);
  if (rows.length === 0) return html`<p>${typeText(top, document)}</p>`;
  return html`<div class="wide"><table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.map(
    (row) =>
      'heading' in row
        ? html`<tr class="form"><th colspan="3">${inline(row.heading)}</th></tr>`
        : fieldRow(row, document, isRequest),
  )}</tbody></table></div>`;
}

function fieldRow({ path, schema, isOptional }: Row, document: Components, isRequest: boolean): Html {
  const cut = path.lastIndexOf('.') + 1;
  const leftOut = isRequest && schema.default !== undefined && `Left out: \`${JSON.stringify(schema.default)}\``;
  const optional = isRequest ? 'optional' : 'may be absent';
  return html`<tr><td><code><i>${path.slice(0, cut)}</i>${path.slice(cut)}</code>${
    isOptional && html` <small>${optional}</small>`
  }</td><td>${typeText(schema, document)}</td><td>${inline([schema.description, leftOut].filter(Boolean).join('. '))}</td></tr>`;
}

function rowsOf(schema: JsonSchema, at: string, document: Components, depth: number): (Row | Heading)[] {
  if (depth > MAX_DEPTH) return [];
  const { oneOf, anyOf, properties = {}, required = [], items, additionalProperties } = schema;
  const forms = (oneOf ?? anyOf ?? []).map((form) => resolve(document, form)).filter((form) => form.properties);
  if (forms.length > 1) return forms.flatMap((form) => formRows(form, at, document, depth));
  if (forms[0]) return rowsOf(forms[0], at, document, depth + 1);
  if (items !== undefined) return rowsOf(resolve(document, items), `${at}[]`, document, depth + 1);
  const named = Object.entries(properties).map(([name, property]) => ({
    name,
    property,
    isOptional: !required.includes(name),
  }));
  if (typeof additionalProperties === 'object')
    named.push({ name: '{name}', property: additionalProperties, isOptional: false });
  return named.flatMap(({ name, property, isOptional }) => {
    const path = at === '' ? name : `${at}.${name}`;
    const resolved = resolve(document, property);
    return [{ path, schema: resolved, isOptional }, ...rowsOf(resolved, path, document, depth + 1)];
  });
}

function formRows(form: JsonSchema, at: string, document: Components, depth: number): (Row | Heading)[] {
  const { [kindOf(form) ?? '']: kind, ...properties } = form.properties ?? {};
  const told = kind === undefined ? 'or' : `with \`${kindOf(form)}\` \`${JSON.stringify(kind.const)}\``;
  const rows = rowsOf({ ...form, properties }, at, document, depth + 1);
  return [{ heading: at === '' ? told : `\`${at}\` ${told}` }, ...rows];
}

/** The name of the field that tells one form from the others. */
const kindOf = ({ properties = {} }: JsonSchema): string | undefined =>
  Object.entries(properties).find(([, property]) => 'const' in property)?.[0];
