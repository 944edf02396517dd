/** Every schema that stands in a document, with the place where it stands. */
import {
  type ApiDocument,
  type Content,
  type JsonSchema,
  operationsOf,
  resolve,
} from '../../../functions/api-document/document-shape.ts';

export interface PlacedSchema {
  readonly place: string;
  readonly schema: JsonSchema;
}

const within = (place: string, schema: JsonSchema | undefined): PlacedSchema[] => {
  if (schema === undefined) return [];
  const { properties = {}, items, additionalProperties, oneOf = [], anyOf = [], allOf = [] } = schema;
  return [
    { place, schema },
    ...Object.entries(properties).flatMap(([name, each]) => within(`${place}.${name}`, each)),
    ...within(`${place}[]`, items),
    ...(typeof additionalProperties === 'object' ? within(`${place}.{name}`, additionalProperties) : []),
    ...[...oneOf, ...anyOf, ...allOf].flatMap((each, index) => within(`${place}(${index})`, each)),
  ];
};

const inContent = (place: string, { content = {} }: Content): PlacedSchema[] =>
  Object.values(content).flatMap(({ schema }) => within(place, schema));

/** Bodies that callers send. */
export const requestSchemas = (document: ApiDocument): PlacedSchema[] =>
  operationsOf(document).flatMap(({ operation: { operationId, requestBody } }) =>
    requestBody ? inContent(`${operationId} body`, requestBody) : [],
  );

export const allSchemas = (document: ApiDocument): PlacedSchema[] => [
  ...requestSchemas(document),
  ...operationsOf(document).flatMap(({ operation: { operationId, parameters = [], responses } }) => [
    ...parameters
      .map((each) => resolve(document, each))
      .flatMap(({ name, schema }) => within(`${operationId} ${name}`, schema)),
    ...Object.entries(responses).flatMap(([status, answer]) =>
      inContent(`${operationId} ${status}`, resolve(document, answer)),
    ),
  ]),
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) => within(name, schema)),
];
