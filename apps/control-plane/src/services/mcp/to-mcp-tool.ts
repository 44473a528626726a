import type { SafeTool } from '@everruns/mcp';
import { matchesToolPattern, type McpServer, type McpTool, type ToolEffect, type ToolPolicy } from '@everruns/schemas';
import { omitUndefined } from '@everruns/kernel';

const TIMEOUT_MS = 120_000;

/** Returns the tools of a server that agents get, with the effect and the policy of each. */
export function toMcpTools(server: McpServer, listed: readonly SafeTool[]): McpTool[] {
  return listed.filter(({ remote_name }) => isOffered(server, remote_name)).map((tool) => toMcpTool(server, tool));
}

function isOffered({ tool_filter: { include, exclude = [] } = {} }: McpServer, name: string): boolean {
  const isNamed = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matchesToolPattern(pattern, name));
  return (include === undefined || isNamed(include)) && !isNamed(exclude);
}

function toMcpTool(server: McpServer, { remote_name, hints, output_schema, ...tool }: SafeTool): McpTool {
  return {
    name: tool.name,
    remote_name,
    description: tool.description,
    parameters: tool.parameters,
    effect: toEffect(hints),
    policy:
      findPolicy(server, remote_name) ??
      (hints.destructive === true && hints.read_only !== true ? 'requires_approval' : 'auto'),
    timeout_ms: TIMEOUT_MS,
    hints: { open_world: hints.open_world ?? true, ...omitUndefined({ destructive: hints.destructive }) },
    foreign: true,
    ...omitUndefined({ output_schema }),
  };
}

/** A tool of which its server says nothing may do anything, so that it runs once. */
function toEffect({ read_only, idempotent }: SafeTool['hints']): ToolEffect {
  if (read_only === true) return 'read';
  return idempotent === true ? 'idempotent' : 'once';
}

/** Of the server's overrides, the tool's own name counts before the longest beginning. */
function findPolicy({ policy_overrides: overrides = {} }: McpServer, name: string): ToolPolicy | null {
  if (Object.hasOwn(overrides, name)) return overrides[name] ?? null;
  const matching = Object.keys(overrides).filter((pattern) => matchesToolPattern(pattern, name));
  const [best] = matching.toSorted((one, other) => other.length - one.length);
  return best === undefined ? null : (overrides[best] ?? null);
}
