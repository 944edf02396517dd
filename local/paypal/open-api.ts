/** Holds requests and answers against PayPal's own OpenAPI file, sealed: a field that it does not know is a deviation too. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Operation } from './faults.ts';

type Json = Record<string, unknown>;

export interface OpenApiCheck {
  /** What deviates, one sentence each; empty when all is as the file says. */
  ofRequest(operation: Operation, body: unknown): string[];
  ofAnswer(operation: Operation, status: number, body: unknown): string[];
}

const OPERATION_IDS: Partial<Record<Operation, string>> = {
  create: 'payouts.post',
  batch: 'payouts.get',
  item: 'payouts-item.get',
  cancel: 'payouts-item.cancel',
};

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export function openApiCheck(file: string): OpenApiCheck {
  const document = JSON.parse(readFileSync(file, 'utf8')) as Json;
  seal(document.components);
  admitWhatWasObserved(document.components as Json);
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { 'date-time': DATE_TIME, uri: true, ppaas_common_language_v3: true },
  });
  ajv.addSchema({ $id: 'paypal', components: document.components });

  const requests = new Map<string, Json>();
  const answers = new Map<string, Json>();
  for (const operation of Object.values(document.paths as Json).flatMap((path) =>
    Object.values(path as Json),
  ) as Json[]) {
    const id = String(operation.operationId);
    const body = schemaOf(operation.requestBody);
    if (body) requests.set(id, body);
    for (const [status, response] of Object.entries(operation.responses as Json)) {
      const schema = schemaOf(response);
      if (schema) answers.set(`${id} ${status}`, schema);
    }
  }

  const compare = (what: string, schema: Json | undefined, body: unknown): string[] => {
    if (!schema) return [];
    // Compiled when first needed and kept by ajv: 20 ms a schema, of which most runs use two.
    const validate = ajv.compile(schema);
    // Through JSON, as it goes over the wire: undefined fields are none.
    if (validate(JSON.parse(JSON.stringify(body ?? null)))) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${what}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
  return {
    ofRequest: (operation, body) => compare(`${operation} request`, requests.get(OPERATION_IDS[operation] ?? ''), body),
    ofAnswer(operation, status, body) {
      const id = OPERATION_IDS[operation];
      // An OAuth error has OAuth's own form, which the file does not describe.
      if (!id || status === 401) return [];
      return compare(
        `${operation} answer ${status}`,
        answers.get(`${id} ${status}`) ?? answers.get(`${id} default`),
        body,
      );
    },
  };
}

/** `#/components/…` is resolved inside the document that was added under the id `paypal`. */
function schemaOf(holder: unknown): Json | undefined {
  const content = (holder as { content?: Record<string, { schema?: { $ref?: string } }> } | undefined)?.content;
  const reference = content?.['application/json']?.schema?.$ref;
  return reference === undefined ? undefined : { $ref: `paypal${reference}` };
}

function seal(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const object = schema as Json;
  if (object.type === 'object' && object.properties !== undefined) object.additionalProperties ??= false;
  for (const part of Object.values(object)) seal(part);
}

/** Where PayPal was seen to do other than its file says, what was seen wins. */
function admitWhatWasObserved({ schemas }: Json): void {
  const { transaction_enum, 'error_details-2': detail } = schemas as Record<string, Json>;
  if (transaction_enum)
    transaction_enum.enum = [...(transaction_enum.enum as string[]), 'DENIED', 'CANCELED', 'ON_HOLD'];
  const link = { type: 'array', items: { $ref: '#/components/schemas/link_description' } };
  if (detail) detail.properties = { ...(detail.properties as Json), link };
}
