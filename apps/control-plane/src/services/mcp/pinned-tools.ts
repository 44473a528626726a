import { describeServers } from '@everruns/capabilities/catalog';
import { JsonObject, type Agent, type OrganizationId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findToolList } from '../../repositories/tool-lists.ts';
import type { EnabledCapability, ResolvedCapabilities } from '../capabilities/capability-catalog.ts';
import type { CoreServices } from '../services.ts';
import { ToolList } from './list-memory.ts';

const NO_TOOLS: ToolList = { tools: [], instructions: [] };

/** Returns the list that is pinned to a turn. One that was deleted has no tools. */
export async function loadToolList(
  { mcp: { lists } }: Pick<CoreServices, 'mcp'>,
  db: Database,
  { org_id, hash }: { org_id: OrganizationId; hash: string },
): Promise<ToolList> {
  const known = lists.find(org_id, hash);
  if (known !== null) return known;
  const list = ToolList.parse((await findToolList(db, { org_id }, hash)) ?? NO_TOOLS);
  lists.set(org_id, hash, list);
  return list;
}

/** Adds the pinned tools of servers to an agent's capabilities. A tool of the agent's own with the same name goes first. */
export function withServerTools(
  { enabled, errors }: ResolvedCapabilities,
  { tools, instructions }: ToolList,
  { agent, org_id }: { agent: Pick<Agent, 'id' | 'tools'>; org_id: OrganizationId },
): ResolvedCapabilities {
  const own = [...enabled.flatMap((capability) => capability.tools), ...agent.tools];
  const taken = new Set(own.map(({ name }) => name));
  const free = tools.filter(({ definition }) => !taken.has(definition.name));
  const withTools = (capability: EnabledCapability): EnabledCapability => ({
    ...capability,
    prompt: describeServers(instructions, `${org_id} ${agent.id}`),
    tools: free.map(({ definition }) => definition),
    config: JsonObject.parse({
      tools: Object.fromEntries(
        free.map(({ definition, target }) => [definition.name, { ...target, effect: definition.effect }]),
      ),
    }),
  });
  return { errors, enabled: enabled.map((one) => (one.definition.id === 'mcp' ? withTools(one) : one)) };
}
