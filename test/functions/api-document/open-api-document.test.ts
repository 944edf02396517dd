import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { operationsOf, resolve } from '../../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../../functions/api-document/open-api-document.ts';
import { endpoint, routeKeyOf } from '../../../shared/contracts/api/endpoint.ts';
import { ALL_ENDPOINTS } from '../../../shared/contracts/api/endpoints.ts';
import { takePayPalWebhook } from '../../../shared/contracts/api/paypal-webhook.ts';
import { judgeBy } from '../../support/document-schemas.ts';
import { SAMPLE_ENDPOINTS } from '../api/sample-endpoints.ts';
import { allSchemas, requestSchemas } from './schemas-in.ts';

const SCHEMA = join(import.meta.dirname, '../../data/open-api-3.1/schema.json');

describe.each([
  ['the API', ALL_ENDPOINTS],
  ['the samples', SAMPLE_ENDPOINTS],
])('the document of %s', (_, endpoints) => {
  const document = openApiDocument(endpoints);
  const operations = operationsOf(document);
  const judge = judgeBy(document);

  it('is OpenAPI 3.1 by its own schema', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
    const isOpenApi = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    isOpenApi(document);
    expect(isOpenApi.errors ?? []).toEqual([]);
  });

  it('has every endpoint once, under an id of its own', () => {
    const routes = operations.map(({ method, path }) => `${method} ${path}`);
    expect(routes.sort()).toEqual(endpoints.map(routeKeyOf).sort());
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-zA-Z]+$/.test(id))).toEqual([]);
  });

  it('has schemas that a strict reader takes, of which none is empty', () => {
    const schemas = allSchemas(document);
    expect(schemas.length).toBeGreaterThan(20);
    // A closed schema says something without a type: one of these, or that one.
    const says = ['$ref', 'type', 'enum', 'const', 'oneOf', 'anyOf', 'allOf'];
    const mute = schemas.filter(({ schema }) => !says.some((keyword) => keyword in schema));
    expect(mute.map(({ place }) => place)).toEqual([]);
    expect(() => schemas.map(({ schema }) => judge(schema, undefined))).not.toThrow();
  });

  it('closes every object of a request, so that unknown fields are refused, but for what PayPal may add to', () => {
    const open = requestSchemas(document)
      .filter(({ place }) => place !== `${takePayPalWebhook.operationId} body`)
      .map(({ place, schema }) => ({ place, schema: resolve(document, schema) }))
      .filter(({ schema }) => schema.properties !== undefined && schema.additionalProperties !== false);
    expect(open.map(({ place }) => place)).toEqual([]);
  });

  it('leaves answers open for fields to come, and says nothing that says nothing', () => {
    const schemas = allSchemas(document).filter(({ place }) => !place.includes(' body'));
    const closed = schemas.filter(({ schema }) => schema.additionalProperties === false);
    expect(closed.map(({ place }) => place)).toEqual([]);
    const noise = allSchemas(document).filter(
      ({ schema }) => schema.maximum === Number.MAX_SAFE_INTEGER || 'example' in schema || 'propertyNames' in schema,
    );
    expect(noise.map(({ place }) => place)).toEqual([]);
  });

  it('bounds every text and list of a request', () => {
    const bounds = ['maxLength', 'maxItems', 'enum', 'const', 'format', 'pattern'] as const;
    const unbounded = requestSchemas(document)
      .map(({ place, schema }) => ({ place, schema: resolve(document, schema) }))
      .filter(({ schema }) => ['string', 'array'].includes(String(schema.type)))
      .filter(({ schema }) => !bounds.some((bound) => bound in schema));
    expect(unbounded.map(({ place }) => place)).toEqual([]);
  });

  it('has examples that satisfy their schemas', () => {
    const examples = operations.flatMap(({ operation }) =>
      [operation.requestBody, ...Object.values(operation.responses).map((answer) => resolve(document, answer))].flatMap(
        (each) =>
          Object.values(each?.content ?? {}).flatMap(({ schema, example }) =>
            schema && example !== undefined
              ? judge(schema, example).map((problem) => `${operation.operationId}: ${problem}`)
              : [],
          ),
      ),
    );
    const ofFields = allSchemas(document).flatMap(({ place, schema }) =>
      (schema.examples ?? []).flatMap((example) => judge(schema, example).map((problem) => `${place}: ${problem}`)),
    );
    expect([...examples, ...ofFields]).toEqual([]);
  });

  it('asks for every name in a path, and for no other', () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const asked = (operation.parameters ?? [])
        .map((each) => resolve(document, each))
        .filter((each) => each.in === 'path');
      expect([operation.operationId, ...asked.map(({ name }) => name).sort()]).toEqual([
        operation.operationId,
        ...named.sort(),
      ]);
      expect(asked.every(({ required }) => required)).toBe(true);
    }
  });
});

describe('an operation', () => {
  const document = openApiDocument(SAMPLE_ENDPOINTS);
  const operation = (id: string) => {
    const found = operationsOf(document).find((each) => each.operation.operationId === id);
    if (!found) throw new Error(`no ${id}`);
    return found.operation;
  };
  const statuses = (id: string) => Object.keys(operation(id).responses);

  it.each([
    ['readShelf', ['200', '400', '401', '403', '429', '500', '503']],
    ['changeShelf', ['200', '400', '401', '403', '404', '412', '413', '415', '428', '429', '500', '503']],
    ['payShelf', ['201', '400', '401', '403', '409', '413', '415', '422', '429', '500', '503']],
    ['dustShelf', ['204', '400', '401', '403', '429', '500', '503']],
    ['printShelf', ['200', '400', '429', '500', '503']],
  ])('%s answers %j', (id, expected) => expect(statuses(id)).toEqual(expected));

  it('says who may call it', () => {
    expect(operation('readShelf').security).toEqual([{ accessToken: ['partners'] }]);
    expect(operation('dustShelf').security).toEqual([{ accessToken: ['operations'] }, { accessToken: ['finance'] }]);
    expect(operation('payShelf').security).toEqual([{ accessToken: ['finance'] }]);
    expect(operation('printShelf').security).toEqual([]);
  });

  it('asks for If-Match and Idempotency-Key where they are needed', () => {
    const headersOf = (id: string) =>
      (operation(id).parameters ?? [])
        .map((each) => resolve(document, each))
        .filter((each) => each.in === 'header')
        .map(({ name, required }) => ({ name, required }));
    expect(headersOf('changeShelf')).toEqual([{ name: 'If-Match', required: true }]);
    expect(headersOf('payShelf')).toEqual([{ name: 'Idempotency-Key', required: true }]);
    expect(headersOf('readShelf')).toEqual([]);
  });

  it('answers with an ETag where the contract says so', () => {
    const headersOf = (id: string) =>
      Object.keys(resolve(document, operation(id).responses['200'] ?? { $ref: '' }).headers ?? {});
    expect(headersOf('readShelf')).toEqual(['ETag']);
    expect(headersOf('changeShelf')).toEqual(['ETag']);
    expect(headersOf('printShelf')).toEqual([]);
  });

  it('refuses with problem details; the gateway with a message', () => {
    const typesOf = (id: string, status: string) =>
      Object.keys(resolve(document, operation(id).responses[status] ?? { $ref: '' }).content ?? {});
    expect(typesOf('payShelf', '409')).toEqual(['application/problem+json']);
    expect(typesOf('payShelf', '400')).toEqual(['application/problem+json']);
    expect(typesOf('payShelf', '401')).toEqual(['application/problem+json', 'application/json']);
    expect(typesOf('payShelf', '429')).toEqual(['application/json']);
  });

  it('has the refusals of its contract in its own words', () => {
    expect(resolve(document, operation('payShelf').responses['409'] ?? { $ref: '' }).description).toBe(
      'It is paid already',
    );
  });

  it('is in no document when its path belongs to no part of the API, or a schema cannot be told', () => {
    const strange = endpoint({ ...SAMPLE_ENDPOINTS[3], path: '/elsewhere' });
    expect(() => openApiDocument([strange])).toThrow('dustShelf: /elsewhere belongs to no part of the API');
    const custom = z.strictObject({ day: z.custom<string>() });
    expect(() => openApiDocument([endpoint({ ...SAMPLE_ENDPOINTS[2], body: custom })])).toThrow(
      /cannot be represented/,
    );
  });
});
