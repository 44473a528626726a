import type { CreateAgentRequest } from '../nouns.ts';
import { isStandardSchema, validate, type StandardSchema } from './standard-schema.ts';
import { toJsonSchema } from './to-json-schema.ts';

export interface ToolContext {
  tool_call_id: string;
  session_id: string;
  /** Aborts when the turn ends before the tool does, or when the reader of the run stops. */
  signal: AbortSignal;
  /** Shows readers of the session how far the call is. Absent where calls are answered over REST. */
  progress?: (message: string) => void;
}

/** A tool that the client executes. */
export interface ClientTool<Arguments = never> {
  description?: string;
  /** A JSON Schema of an object, or a Standard Schema (zod and others), which then also checks the arguments. */
  parameters?: StandardSchema<Arguments> | Record<string, unknown>;
  /** The model reads the returned JSON, or the error that was thrown. */
  execute: (args: Arguments, context: ToolContext) => unknown;
}

/** Tools by name. Each may have its own type of arguments. */
export type ClientTools = Record<string, ClientTool>;

/** Gives `execute` its arguments' type from the schema. */
export function defineTool<Arguments = Record<string, unknown>>(tool: ClientTool<Arguments>): ClientTool {
  // The arguments are checked with the tool's own schema before it is called.
  return tool as unknown as ClientTool;
}

/**
 * Returns the tools as an agent declares them, for `agents.create({ tools })`. Throws `TypeError` for a schema that has no JSON
 * Schema.
 */
export function toToolDefinitions(tools: ClientTools): NonNullable<CreateAgentRequest['tools']> {
  return Object.entries(tools).map(([name, tool]) => ({
    name,
    description: tool.description ?? '',
    parameters: tool.parameters === undefined ? { type: 'object' } : toJsonSchema(name, tool.parameters),
    policy: 'client_side',
  }));
}

/** Runs a tool and returns its result in the form of the API. Never throws. */
export async function runClientTool(
  tool: ClientTool,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<{ tool_call_id: string; result: unknown } | { tool_call_id: string; error: string }> {
  const { tool_call_id } = context;
  try {
    const { parameters } = tool;
    const checked = parameters !== undefined && isStandardSchema(parameters) ? await validate(parameters, args) : args;
    // The tool's own schema has accepted the arguments.
    const result: unknown = await tool.execute(checked as never, context);
    return { tool_call_id, result: result === undefined ? null : result };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { tool_call_id, error: text === '' ? 'The tool failed.' : text };
  }
}
