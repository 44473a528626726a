import { SubagentsConfig, TaskParameters } from '@everruns/capabilities/catalog';
import { normalizeFilePath, type Agent, type JsonObject } from '@everruns/schemas';
import type { AgentResolver } from '../../engine/index.ts';

type Plan = Awaited<ReturnType<AgentResolver['planSubagent']>>;
type Task = ReturnType<AgentResolver['readTask']>;

/** Which agent a call of `task` starts, or what is wrong with the call. */
export function planSubagent(agent: Pick<Agent, 'id' | 'capabilities'>, args: JsonObject): Plan {
  const parsed = TaskParameters.safeParse(args);
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success)
    return refused(`Invalid arguments: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not those of a task'}.`);
  const agents = readConfig(agent)?.agents ?? [];
  const called = agents.find(({ name }) => name === parsed.data.agent);
  if (called === undefined) {
    const names = agents.map(({ name }) => name).join(', ');
    return refused(`There is no agent "${parsed.data.agent}" to call. Agents: ${names === '' ? 'none' : names}.`);
  }
  try {
    readTask(args);
  } catch (error) {
    return refused(`input_files: ${error instanceof Error ? error.message : 'a path is not valid'}`);
  }
  const { name, agent_id = agent.id, label } = called;
  return { kind: 'spawn', agent: name, agent_id, ...(label === undefined ? {} : { label }) };
}

/** Throws for arguments that `planSubagent` refuses. */
export function readTask(args: JsonObject): Task {
  const { prompt, input_files = [] } = TaskParameters.parse(args);
  return { prompt, input_files: [...new Set(input_files.map((path) => normalizeFilePath(path)))] };
}

/** The settings of sub-agents, or null for an agent that calls none. */
export function readConfig({ capabilities }: Pick<Agent, 'capabilities'>): SubagentsConfig | null {
  const ref = capabilities.find((one) => (typeof one === 'string' ? one : one.ref) === 'subagents');
  if (ref === undefined) return null;
  return SubagentsConfig.safeParse(typeof ref === 'string' ? {} : (ref.config ?? {})).data ?? null;
}

const refused = (error: string): Plan => ({ kind: 'refused', error });
