import { randomUUID } from 'node:crypto';
import { RuntimeAgent, type AgentLimits, type Controls, type ResolvedModel, type ToolsPolicy } from '@everruns/schemas';
import { assertModelExists } from '../../services/models/get.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { TOOLS } from './kit-tools.ts';

/** What a test sets of the one agent that all sessions have. */
export interface KitSettings {
  limits: AgentLimits;
  /** The files that its sub-agents get. */
  inputFiles: string[];
  toolsPolicy: ToolsPolicy | undefined;
  /** The model to which a turn may still fall back. */
  fallback: ResolvedModel | null;
  /** The parameters that models were reported to refuse. */
  readonly refusedParameters: { id: string; parameters: readonly string[] }[];
}

const AGENT = RuntimeAgent.parse({
  system_prompt: 'test',
  model: {
    id: randomUUID(),
    provider_id: randomUUID(),
    provider_name: 'sim',
    provider_type: 'llmsim',
    model: 'llmsim-instant',
    allow_private_address: false,
  },
  tools: TOOLS,
  capability_configs: {},
  limits: { max_iterations: 100 },
});

function agentWith({ fallback }: KitSettings, controls: Controls | null): RuntimeAgent {
  const hasFallenBack = controls?.model_id !== undefined;
  const model = hasFallenBack && fallback !== null ? fallback : AGENT.model;
  return { ...AGENT, model, can_fall_back: fallback !== null && !hasFallenBack };
}

/** An agent with `TOOLS` and a model of any name. */
export function createKitAgents(kit: KitSettings): EngineDeps['agents'] {
  return {
    assertModelExists,
    resolveRuntimeAgent: async (_db, { controls }) => agentWith(kit, controls),
    resolveFallback: async () => kit.fallback,
    hasFallenBack: async (_db, { controls }) => controls?.model_id !== undefined,
    asksModel: () => false,
    resolveTools: async () => TOOLS,
    resolveLimits: async () => kit.limits,
    planSubagent: async (_db, { session }, { agent }) =>
      agent === undefined
        ? { kind: 'spawn', agent: 'helper', agent_id: session.agent_id }
        : { kind: 'refused', error: `There is no agent ${JSON.stringify(agent)}.` },
    readTask: ({ prompt = 'work' }) => ({
      prompt: typeof prompt === 'string' ? prompt : '',
      input_files: kit.inputFiles,
    }),
    findTurnTools: async () => ({ kind: 'none' }),
    resolveToolsPolicy: async () => kit.toolsPolicy,
    priceUsage: async (_db, _model, usage) => ({ ...usage, cost_usd: 0.5 }),
    ignoresTaint: async () => false,
    rememberRefused: async (_db, refused) => void kit.refusedParameters.push(refused),
  };
}
