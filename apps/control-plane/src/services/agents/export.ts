import type { Agent, AgentId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { formatAgentFile } from './agent-file.ts';
import { definitionOf } from './copy.ts';
import { getAgent } from './get.ts';

/** Returns an agent and the Markdown that `importAgent` reads back as the same one. Throws `not_found`. */
export async function exportAgent(
  deps: Services,
  ctx: RequestContext,
  { agent_id, signal }: { agent_id: AgentId; signal: AbortSignal },
): Promise<{ agent: Agent; text: string }> {
  const agent = await getAgent(deps, ctx, { agent_id });
  return { agent, text: await formatAgentFile(definitionOf(agent), bindOffload(deps, ctx, signal)) };
}
