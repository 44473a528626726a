import { toBoundedText } from '@everruns/kernel';
import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { isObject, isShallow, toSafeSchema } from './safe-schema.ts';

/** A tool as its server describes it, made safe for models and for storage. */
export interface SafeTool {
  /** As agents call it: `server__tool`. */
  name: string;
  /** As the server calls it. */
  remote_name: string;
  description: string;
  parameters: JsonObject;
  output_schema?: JsonObject;
  /** The schema of the arguments as the server gave it, where it fills headers from arguments. */
  header_schema?: JsonObject;
  hints: { read_only?: boolean; destructive?: boolean; idempotent?: boolean; open_world?: boolean };
}

const MAX_NAME = 64;
const MAX_REMOTE_NAME = 256;
const MAX_DESCRIPTION = 4_096;
const MAX_OUTPUT_SCHEMA = 32 * 1_024;
/** What is deeper cannot even be written as JSON. */
const MAX_SCHEMA_DEPTH = 64;

/**
 * Returns the tools of a server with names that every vendor takes and that differ from each other. What is no tool, or has a name that cannot
 * be sent back, is left out.
 */
export function toSafeTools(server: string, listed: readonly JsonObject[]): SafeTool[] {
  const taken = new Set<string>();
  return listed.flatMap((tool) => {
    const { name: remote } = tool;
    if (typeof remote !== 'string' || remote === '' || remote.length > MAX_REMOTE_NAME) return [];
    if (!remote.isWellFormed() || remote.includes('\u0000')) return [];
    const name = toToolName(server, remote, taken);
    if (taken.has(name)) return [];
    taken.add(name);
    return [toSafeTool(tool, { name, remote })];
  });
}

function toSafeTool(tool: JsonObject, { name, remote }: { name: string; remote: string }): SafeTool {
  const { inputSchema, outputSchema, description, title } = tool;
  return {
    name,
    remote_name: remote,
    description: words(description) || words(title) || remote,
    parameters: toSafeSchema(inputSchema),
    ...(isBounded(outputSchema) ? { output_schema: outputSchema } : {}),
    ...(isBounded(inputSchema) && fillsHeaders(inputSchema) ? { header_schema: inputSchema } : {}),
    hints: toHints(tool['annotations']),
  };
}

/** A name that was changed, or is too long, ends with a hash of the whole one, so that it is the same in every list. */
function toToolName(server: string, remote: string, taken: ReadonlySet<string>): string {
  const prefix = `${server}__`;
  const plain = remote.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
  const isWhole = plain === remote && prefix.length + plain.length <= MAX_NAME;
  if (isWhole && !taken.has(prefix + plain)) return prefix + plain;
  const hash = createHash('sha256').update(remote).digest('hex').slice(0, 8);
  return `${prefix}${plain.slice(0, MAX_NAME - prefix.length - hash.length - 1)}_${hash}`;
}

function toHints(annotations: JsonValue | undefined): SafeTool['hints'] {
  if (!isObject(annotations)) return {};
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  return {
    ...(typeof readOnlyHint === 'boolean' ? { read_only: readOnlyHint } : {}),
    ...(typeof destructiveHint === 'boolean' ? { destructive: destructiveHint } : {}),
    ...(typeof idempotentHint === 'boolean' ? { idempotent: idempotentHint } : {}),
    ...(typeof openWorldHint === 'boolean' ? { open_world: openWorldHint } : {}),
  };
}

function fillsHeaders(schema: JsonObject): boolean {
  return JSON.stringify(schema).includes('"x-mcp-header"');
}

/** Whether a schema may be stored and checked against as it is. */
function isBounded(schema: JsonValue | undefined): schema is JsonObject {
  if (!isObject(schema) || !isShallow(schema, MAX_SCHEMA_DEPTH)) return false;
  const text = JSON.stringify(schema);
  return text.length <= MAX_OUTPUT_SCHEMA && !/\\u0000|\\ud[89a-f]|__proto__/i.test(text);
}

function words(value: JsonValue | undefined): string {
  return typeof value === 'string' ? toBoundedText(value, MAX_DESCRIPTION) : '';
}
