import { parse } from 'yaml';
import { messageOf } from '@everruns/kernel';
import { createRefusal } from '../create-refusal.ts';
import { compileOperation } from './compile-operation.ts';
import type { CompiledDocument, CompiledTool, CompileInput } from './compiled.ts';
import { isRecord, textOf, type Json, type JsonRecord } from './json.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;
const MAX_TOOLS = 64;
const MAX_COMPILED_CHARS = 512 * 1_024;

interface Found {
  id: string;
  method: string;
  path: string;
  operation: JsonRecord;
  item: JsonRecord;
}

/** Compiles the chosen operations of a document. Throws `invalid_request` that says what is wrong with it. */
export default function compileDocument(input: CompileInput): CompiledDocument {
  const document = readDocument(input.document);
  const chosen = choose(findOperations(document), input);
  const baseUrl = findBaseUrl(document, input.baseUrl);
  const names = new Set<string>();
  const tools = chosen.map(({ id, ...place }): CompiledTool => {
    const name = uniqueName(id, names);
    const description = describe(place);
    return { name, description, operation: compileOperation(document, place) };
  });
  if (JSON.stringify(tools).length > MAX_COMPILED_CHARS) {
    throw createRefusal(
      'The chosen operations have schemas that are too large together. Choose fewer by tags or operations.',
    );
  }
  return { baseUrl, tools };
}

function readDocument(text: string): JsonRecord {
  let value: unknown;
  try {
    value = /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { schema: 'core', merge: false, maxAliasCount: 50 });
  } catch (error) {
    throw createRefusal(`The document is neither JSON nor YAML: ${messageOf(error).split('\n')[0]}`);
  }
  const version = isRecord(value) ? value['openapi'] : undefined;
  if (!isRecord(value) || typeof version !== 'string' || !/^3\.[01]\./.test(version)) {
    throw createRefusal('The document is not an OpenAPI document of version 3.0 or 3.1: it needs the field "openapi".');
  }
  return value;
}

function findOperations(document: JsonRecord): Found[] {
  const { paths } = document;
  return Object.entries(isRecord(paths) ? paths : {}).flatMap(([path, item]) => {
    if (!isRecord(item) || !path.startsWith('/')) return [];
    return METHODS.flatMap((method): Found[] => {
      const operation = item[method];
      if (!isRecord(operation)) return [];
      const id = textOf(operation['operationId']) || `${method}${path}`;
      return [{ id, method: method.toUpperCase(), path, operation, item }];
    });
  });
}

function choose(found: readonly Found[], { tags, operations }: CompileInput): Found[] {
  const missing = operations?.find((id) => !found.some((one) => one.id === id));
  if (missing !== undefined) throw createRefusal(`The document has no operation with the id "${missing}".`);
  const chosen = found.filter(
    ({ id, operation }) =>
      (operations === null || operations.includes(id)) &&
      (tags === null || listOf(operation['tags']).some((tag) => typeof tag === 'string' && tags.includes(tag))),
  );
  if (chosen.length === 0) throw createRefusal('No operation of the document is chosen. Change tags or operations.');
  if (chosen.length <= MAX_TOOLS) return chosen;
  throw createRefusal(
    `${chosen.length} operations are chosen, and an agent may have ${MAX_TOOLS}. Choose fewer by tags or operations.`,
  );
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function findBaseUrl({ servers }: JsonRecord, given: string | null): string {
  const server = listOf(servers)[0];
  const variables = isRecord(server) && isRecord(server['variables']) ? server['variables'] : {};
  const template = given ?? (isRecord(server) ? textOf(server['url']) : '');
  const text = template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = variables[name];
    return isRecord(variable) ? textOf(variable['default']) : '';
  });
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw createRefusal('The address of the API is not an absolute http or https address. Set base_url.');
  }
  return url.href.replace(/\/$/, '');
}

/** Names of tools may hold letters, digits, _ and -, at most 64, and each is used once. */
function uniqueName(id: string, taken: Set<string>): string {
  const base =
    id
      .replaceAll(/[^a-zA-Z0-9_-]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 60) || 'operation';
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  taken.add(name);
  return name;
}

function describe({ method, path, operation }: Omit<Found, 'id' | 'item'>): string {
  const words = [textOf(operation['summary']), textOf(operation['description'])].filter((text) => text !== '');
  return `${method} ${path}${words.length === 0 ? '' : `: ${words.join('. ')}`}`.slice(0, 1_000).toWellFormed();
}
