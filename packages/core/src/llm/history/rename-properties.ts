import type { JsonObject } from '@everruns/schemas';
import { isSchema } from '../compat/walk-schema.ts';
import type { LlmMessage, LlmTool } from '../driver.ts';
import { digest } from './digest.ts';

/**
 * Anthropic refuses a whole request for one tool parameter whose name does not match. Only parameters at the root are checked.
 */
const SAFE_PROPERTY = /^[a-zA-Z0-9_.-]{1,64}$/;
const LONGEST = 64;
const MARK_LENGTH = 8;

export interface RenamedProperties {
  tools: LlmTool[];
  messages: LlmMessage[];
  /** Returns the arguments of a call of this tool with the tool's own names. */
  restore: (tool: string, args: JsonObject) => JsonObject;
}

/**
 * Gives parameters names that providers accept, in tools and calls. The description of a renamed parameter begins with its own
 * name.
 */
export function renameProperties(tools: readonly LlmTool[], messages: readonly LlmMessage[]): RenamedProperties {
  const safeNames = new Map<string, Map<string, string>>();
  const renamed = tools.map((tool) => {
    const names = unsafeNames(tool.parameters);
    if (names.size === 0) return tool;
    safeNames.set(tool.name, names);
    return { ...tool, parameters: renameParameters(tool.parameters, names) };
  });
  if (safeNames.size === 0) return { tools: [...tools], messages: [...messages], restore: (_, args) => args };
  const originals = new Map([...safeNames].map(([tool, names]) => [tool, invert(names)]));
  return {
    tools: renamed,
    messages: messages.map((message) => {
      if (message.role !== 'assistant') return message;
      const calls = message.tool_calls.map((call) => ({
        ...call,
        arguments: renameKeys(call.arguments, safeNames.get(call.name)),
      }));
      return { ...message, tool_calls: calls };
    }),
    restore: (tool, args) => renameKeys(args, originals.get(tool)),
  };
}

function unsafeNames({ properties }: JsonObject): Map<string, string> {
  const names = Object.keys(isSchema(properties) ? properties : {});
  return new Map(names.filter((name) => !SAFE_PROPERTY.test(name)).map((name) => [name, toSafeName(name)]));
}

function renameParameters(parameters: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  const { properties, required } = parameters;
  const entries = Object.entries(isSchema(properties) ? properties : {}).map(([name, child]) => {
    const safe = names.get(name);
    if (safe === undefined || !isSchema(child)) return [safe ?? name, child] as const;
    const said = typeof child['description'] === 'string' ? `${name}: ${child['description']}` : name;
    return [safe, { ...child, description: said }] as const;
  });
  return {
    ...parameters,
    properties: Object.fromEntries(entries),
    ...(Array.isArray(required)
      ? { required: required.map((name) => (typeof name === 'string' ? (names.get(name) ?? name) : name)) }
      : {}),
  };
}

function renameKeys(args: JsonObject, names: ReadonlyMap<string, string> | undefined): JsonObject {
  if (names === undefined) return args;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [names.get(name) ?? name, value]));
}

function invert(names: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...names].map(([name, safe]) => [safe, name]));
}

function toSafeName(name: string): string {
  const letters = name.replace(/[^a-zA-Z0-9_.-]+/g, '_');
  const mark = digest(name).toString(16).padStart(MARK_LENGTH, '0').slice(-MARK_LENGTH);
  return `${letters.slice(0, LONGEST - MARK_LENGTH - 1)}_${mark}`;
}
