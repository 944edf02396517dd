/** The OpenAPI 3.1 document of the API, made from its contracts: nothing in it is written twice. */
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Endpoint } from '../../shared/contracts/api/endpoint.ts';
import { SECURITY_SCHEMES } from './describe-access.ts';
import { describeOperation } from './describe-operation.ts';
import { type ApiDocument, type Content, type MediaType, operationsOf, resolve } from './document-shape.ts';
import { exampleOf } from './example-of.ts';
import { TAGS, tagOf } from './tags.ts';
import { tidySchema } from './tidy-schema.ts';

/** The API's own: the second number is raised by what is added, the first by what breaks callers. */
const VERSION = '1.0.0';

const DESCRIPTION = `What the Partner Center's portal and the scripts of operations call.

Money is whole cents of US dollars in fields that end in \`Cents\`; only billing sends decimal text. Days are \`yyyy-mm-dd\` in the program's time zone, instants ISO 8601 in UTC. Unknown fields of a request are refused; unknown fields of an answer are to be ignored, since answers may gain some.

A refusal is a problem as RFC 9457 has it, with every field error at once. What the gateway refuses by itself (a token that is no good, too many calls) has a \`message\` only.

Lists come in pages: \`limit\` says how many at most, \`next\` of a page is the \`cursor\` of the page after it. Settings carry an \`ETag\`, and a change of them must send it back as \`If-Match\`. What moves money or starts something needs an \`Idempotency-Key\`: sent again with the same key it happens once.`;

/** @throws Error naming the endpoint when a schema cannot be represented, or a path belongs to no part of the API. */
export function openApiDocument(endpoints: readonly Endpoint[]): ApiDocument {
  const inOrder = TAGS.flatMap((tag) => endpoints.filter((endpoint) => tagOf(endpoint) === tag));
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'Partner payouts', version: VERSION, description: DESCRIPTION },
      servers: [{ url: '/' }],
      tags: TAGS.filter((tag) => inOrder.some((endpoint) => tagOf(endpoint) === tag)).map((tag) => ({ ...tag })),
      paths: pathsOf(inOrder),
      components: { securitySchemes: { ...SECURITY_SCHEMES } },
    },
    { override: tidySchema },
  ) as unknown as ApiDocument;
  return withExamples(document);
}

function pathsOf(endpoints: readonly Endpoint[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const others = paths[endpoint.path];
    paths[endpoint.path] = { ...others, [endpoint.method.toLowerCase()]: describeOperation(endpoint) };
  }
  return paths as ZodOpenApiPathsObject;
}

/** Bodies and answers get an example each, so that nobody has to put one together from a schema. */
function withExamples(document: ApiDocument): ApiDocument {
  for (const { operation } of operationsOf(document)) {
    const answers = Object.entries(operation.responses)
      .filter(([status]) => status.startsWith('2'))
      .map(([, answer]) => resolve(document, answer));
    for (const { content = {} } of [operation.requestBody, ...answers].filter((each): each is Content => !!each)) {
      const media = content['application/json'] as { -readonly [Key in keyof MediaType]: MediaType[Key] } | undefined;
      if (media?.schema && hasShape(media.schema)) media.example = exampleOf(media.schema, document);
    }
  }
  return document;
}

const hasShape = (schema: object): boolean => Object.keys(schema).some((key) => key !== 'type');
