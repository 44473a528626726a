import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ErrorCode } from '@everruns/schemas';
import { code, formatTable } from './format.ts';
import type { GeneratedPage } from './page.ts';
import { REST_TAGS } from './rest-tags.ts';
import { describeBounds, describeType, listFields, type Schema } from './json-schema.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

interface Content {
  schema?: Schema;
  example?: unknown;
}

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  'x-scopes'?: string[];
  'x-role'?: string;
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { description: string; content?: Record<string, Content> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** These errors and headers are the same everywhere and stand on the first page. */
const COMMON_HEADERS = ['X-Org-Id', 'Idempotency-Key', 'X-Request-Id', 'traceparent'];
const NESTED = '/v1/agents/{agent_id}/sessions';

/** The reference of the REST API, from the OpenAPI document. */
export async function generateRestPages(folder: string): Promise<GeneratedPage[]> {
  const document = JSON.parse(await readFile(path.join(folder, 'openapi.json'), 'utf8')) as Document;
  const operations = Object.entries(document.paths)
    .filter(([address]) => !address.startsWith(NESTED))
    .flatMap(([address, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ address, method, operation })),
    );
  const tags = new Set([...REST_TAGS, ...operations.flatMap(({ operation }) => operation.tags)]);
  const pages = [...tags].map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(tag));
    const text = own.map(formatOperation).join('\n\n');
    const about = `The ${own.length} operations of the REST API about ${tag}. What all operations share is on [the first page](index.md).`;
    return { file: `reference/rest/${tag}.md`, markdown: `# REST: ${tag}\n\n${about}\n\n${text}\n` };
  });
  return [...pages, formatNouns(document)];
}

function formatOperation({
  address,
  method,
  operation,
}: {
  address: string;
  method: string;
  operation: Operation;
}): string {
  const { requestBody, responses } = operation;
  const parameters = (operation.parameters ?? []).filter(({ name }) => !COMMON_HEADERS.includes(name));
  return [
    `## ${operation.summary}`,
    `\`\`\`text shown\n${method.toUpperCase()} ${address}\n\`\`\``,
    `${code(operation.operationId)}. ${formatRights(operation)}`,
    parameters.length === 0 ? '' : formatParameters(parameters),
    requestBody === undefined ? '' : formatBody(requestBody.content),
    formatAnswers(responses),
    formatErrors(responses),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function formatRights(operation: Operation): string {
  if (operation['x-scopes'] === undefined || operation['x-scopes'].length === 0)
    return 'Anybody may call it, without a credential.';
  const scopes = operation['x-scopes'].map(code).join(', ');
  return `Scope: ${scopes}. Least role: ${code(operation['x-role'] ?? 'viewer')}.`;
}

function formatParameters(parameters: readonly Parameter[]): string {
  const rows = parameters.map(({ name, in: where, required = false, description = '', schema }) => [
    code(name),
    where,
    describeType(schema),
    required ? 'yes' : '',
    [describeBounds(schema), description].filter((text) => text !== '').join('. '),
  ]);
  return formatTable(['parameter', 'in', 'type', 'required', 'meaning'], rows);
}

function formatBody(content: Readonly<Record<string, Content>>): string {
  return Object.entries(content)
    .map(([type, { schema = {}, example }]) => {
      const fields = schema.$ref === undefined ? listFields(schema) : [];
      return [
        `Body, ${code(type)}${schema.$ref === undefined ? '' : `: ${describeType(schema)}`}`,
        fields.length === 0 ? '' : formatTable(['field', 'type', 'required', 'meaning'], fields),
        example === undefined || typeof example === 'string'
          ? ''
          : `\`\`\`json parsed\n${JSON.stringify(example, null, 2)}\n\`\`\``,
      ]
        .filter((part) => part !== '')
        .join('\n\n');
    })
    .join('\n\n');
}

function formatAnswers(responses: Operation['responses']): string {
  const rows = Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, { description, content = {} }]) => {
      const bodies = Object.entries(content).map(([type, { schema }]) =>
        schema?.$ref === undefined ? code(type) : describeType(schema),
      );
      return [status, description, bodies.join(', ')];
    });
  return formatTable(['status', 'answer', 'body'], rows);
}

/** The description of an error answer lists its codes. */
function formatErrors(responses: Operation['responses']): string {
  const codes = Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([, { description }]) => description.split(', '))
    .filter((word) => ErrorCode.safeParse(word).success);
  return codes.length === 0 ? '' : `Errors: ${codes.map((word) => `[${word}](../../errors/${word}.md)`).join(', ')}.`;
}

function formatNouns(document: Document): GeneratedPage {
  const nouns = Object.entries(document.components.schemas).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const sections = nouns.map(([name, schema]) => {
    const fields = listFields(schema);
    const text = schema.description === undefined ? '' : `${schema.description}\n\n`;
    const about =
      fields.length === 0
        ? `It is ${describeType(schema)}.`
        : formatTable(['field', 'type', 'required', 'meaning'], fields);
    return `## ${name}\n\n${text}${about}`;
  });
  const intro = 'The nouns of the REST API: what bodies and answers consist of.';
  return { file: 'reference/rest/nouns.md', markdown: `# REST: nouns\n\n${intro}\n\n${sections.join('\n\n')}\n` };
}
