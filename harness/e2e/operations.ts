import { z } from 'zod';
import type { ApiClient } from '../dev/api-client.ts';
import { SAMPLE_BODIES } from './sample-bodies.ts';
import { NO_SUBJECT, NOBODY } from '../fuzz/hostile-values.ts';
import { leastValue, type JsonSchema } from './schema-values.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
}

/** One operation of the OpenAPI document, as the tests call it. */
export interface Operation {
  operationId: string;
  method: string;
  path: string;
  parameters: readonly Parameter[];
  /** The schema of the JSON body; null if the operation takes no JSON. */
  body: JsonSchema | null;
  /** The media types of a text body; empty if the operation takes JSON or no body. */
  textTypes: readonly string[];
  /** A JSON body that the operation accepts; null if it takes no JSON. */
  sample: Record<string, unknown> | null;
  /** The example body in the document; undefined if the document has no example. */
  example: unknown;
  /** The documented responses: the media types and schemas for each status; empty if there is no body. */
  responses: ReadonlyMap<number, ReadonlyMap<string, JsonSchema>>;
  /** Fills the parameters of the path; a missing one becomes a well-formed id that does not exist. */
  fill(values: Readonly<Record<string, string>>): string;
}

export interface OpenApiDocument {
  openapi: string;
  paths: Record<string, Record<string, z.infer<typeof OperationObject>>>;
  components: { schemas: Record<string, JsonSchema> };
}

const Content = z.record(
  z.string(),
  z.object({ schema: z.record(z.string(), z.unknown()).optional(), example: z.unknown().optional() }),
);

const OperationObject = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema: z.record(z.string(), z.unknown()),
    }),
  ),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
});

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), OperationObject)),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

export async function loadDocument(api: ApiClient): Promise<OpenApiDocument> {
  return Document.parse(await api.json('GET', '/api-doc/openapi.json'));
}

export function listOperations(document: OpenApiDocument): Operation[] {
  const { schemas } = document.components;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toOperation({ method, path, schemas }, operation)),
  );
}

interface Place {
  method: string;
  path: string;
  schemas: Record<string, JsonSchema>;
}

function toOperation({ method, path, schemas }: Place, operation: z.infer<typeof OperationObject>): Operation {
  const { operationId, parameters, requestBody, responses } = operation;
  // Bytes are an alternative form of the same JSON.
  const content = Object.entries(requestBody?.content ?? {}).filter(([type]) => type !== 'application/octet-stream');
  const isJson = content.length === 1 && content[0]?.[0] === 'application/json';
  const body = isJson ? (content[0]?.[1].schema ?? null) : null;
  const sample = SAMPLE_BODIES[operationId.replace(/_nested$/, '')];
  return {
    operationId,
    method: method.toUpperCase(),
    path,
    parameters,
    body,
    textTypes: isJson ? [] : content.map(([type]) => type),
    sample: body === null ? null : (sample ?? z.record(z.string(), z.unknown()).parse(leastValue(body, schemas))),
    example: content[0]?.[1].example,
    responses: new Map(
      Object.entries(responses).map(([status, answer]) => [Number(status), toSchemas(answer.content)]),
    ),
    fill: (values) =>
      path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? OTHERS[name] ?? NOBODY)),
  };
}

/** Parameters of paths that are no ids. */
const OTHERS: Partial<Record<string, string>> = {
  version: '1',
  to: '1',
  generation: 'latest',
  label: 'nothing',
  subject: NO_SUBJECT,
};

function toSchemas(content: z.infer<typeof Content> = {}): Map<string, JsonSchema> {
  return new Map(Object.entries(content).map(([mediaType, { schema = {} }]) => [mediaType, schema]));
}
