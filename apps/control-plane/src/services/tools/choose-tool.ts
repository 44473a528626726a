import { EverrunsError, type Agent, type CapabilityRef, type JsonObject, type ToolDefinition } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import { findMcpServer } from '../../repositories/mcp-servers.ts';
import { resolveTools } from '../agents/resolve-runtime-agent.ts';
import { bindOffload } from '../bind-offload.ts';
import { enableCapabilities, findCapability, type EnabledCapability } from '../capabilities/capability-catalog.ts';
import { askMcpServer } from '../mcp/ask-server.ts';
import { toListPart } from '../mcp/list-parts.ts';
import { unavailable } from '../mcp/list-tools.ts';
import { credentialOf, userOf } from '../mcp/server-access.ts';
import type { Services } from '../services.ts';

/** What a person asks for by name. */
export interface WantedTool {
  capability_id: string;
  tool: string;
  /** The agent whose settings of the capability and of the tool count. */
  agent: Agent | null;
  /** Settings in place of the agent's. */
  config: JsonObject | undefined;
}

export interface ChosenTool {
  definition: ToolDefinition;
  /** The capability with the settings that count. */
  ref: CapabilityRef;
}

/**
 * Finds a tool that can be run by itself. Throws `not_found` for a capability or tool that the platform or the agent does not have,
 * `invalid_request` for settings that the capability refuses, and `mcp_server_unavailable`.
 */
export async function chooseTool(deps: Services, ctx: RequestContext, wanted: WantedTool): Promise<ChosenTool> {
  const capability = findCapability(deps.capabilities, wanted.capability_id);
  if (capability === null || capability.status !== 'available') throw notFound('capability');
  const ref = toRef(deps, capability.id, wanted);
  const { enabled, errors } = await enableCapabilities(deps.capabilities, [ref], bindOffload(deps, ctx));
  const [first] = errors;
  if (first !== undefined) {
    const ofConfig = errors.map((error) => ({ ...error, path: error.path.replace(/^capabilities\[0\]\.?/, '') }));
    throw new EverrunsError('invalid_request', `${ofConfig[0]?.path}: ${first.message}.`, { errors: ofConfig });
  }
  const offered = await Promise.all(enabled.map((one) => withServerTool(deps, ctx, { enabled: one, wanted })));
  const settings = wanted.agent ?? { taint: undefined, tool_settings: undefined };
  const tools = resolveTools({ enabled: offered }, { ...settings, tools: [] });
  const definition = tools.find(({ name }) => name === wanted.tool);
  if (definition === undefined) throw notFound('tool');
  if (definition.opens !== undefined) {
    const message = 'starts other agents, which the playground does not: start a session with the agent instead';
    throw new EverrunsError('invalid_request', `tool: ${message}.`, {
      errors: [{ path: 'tool', code: 'not_supported', message }],
    });
  }
  return { definition, ref };
}

function toRef(deps: Services, id: string, { agent, config }: WantedTool): CapabilityRef {
  if (agent === null) return { ref: id, config: config ?? {} };
  const ofAgent = agent.capabilities.find(
    (one) => findCapability(deps.capabilities, typeof one === 'string' ? one : one.ref)?.id === id,
  );
  if (ofAgent === undefined) throw notFound('capability of this agent');
  const before = typeof ofAgent === 'string' ? undefined : ofAgent.config;
  return { ref: id, config: config ?? before ?? {} };
}

/** The tools of servers are known once they were asked. Of others the capability knows them. */
async function withServerTool(
  deps: Services,
  ctx: RequestContext,
  { enabled, wanted }: { enabled: EnabledCapability; wanted: WantedTool },
): Promise<EnabledCapability> {
  if (enabled.definition.id !== 'mcp') return enabled;
  const { servers } = enabled.config;
  const name = wanted.tool.split('__', 1)[0] ?? '';
  const isNamed = Array.isArray(servers) && servers.includes(name);
  const stored = isNamed
    ? ((await findMcpServer(deps.db, ctx, { name })) ?? deps.mcp.operated.find(ctx, { name }))
    : null;
  if (stored === null) throw notFound('tool');
  const user = userOf(ctx);
  const known = deps.mcp.directory.find(stored.server, credentialOf(stored.server, user));
  const answer = known ?? (await askMcpServer(deps, user, stored));
  if (answer.kind === 'failed') throw unavailable(name, answer);
  const { list } = toListPart(stored.server, answer);
  return { ...enabled, tools: list.tools.map(({ definition }) => definition) };
}
