import type { RunJob } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import {
  EverrunsError,
  TURN_DEFAULTS,
  type Agent,
  type Controls,
  type FieldError,
  type InputToolDefinition,
  type JsonObject,
  type OrganizationId,
  type ResolvedModel,
  type RuntimeAgent,
  type ToolDefinition,
} from '@everruns/schemas';
import { applyToolSettings, decidePolicy, isSwitchedOff } from '../../engine/index.ts';
import {
  enableCapabilities,
  type CapabilityCatalog,
  type ResolvedCapabilities,
} from '../capabilities/capability-catalog.ts';

/** The parts of an agent that its runtime form is made of. */
export type AgentDefinition = Pick<
  Agent,
  'system_prompt' | 'capabilities' | 'tools' | 'tools_policy' | 'tool_settings' | 'taint' | 'limits'
>;

export interface RuntimeAgentInput {
  organizationId: OrganizationId;
  definition: AgentDefinition;
  model: ResolvedModel;
  /** The model to which the turn may still fall back. */
  fallback: ResolvedModel | null;
  controls: Controls | null;
}

const CLIENT_TOOL_TIMEOUT_MS = 600_000;

/**
 * Returns the agent as the loop needs it. What `assertRunnable` accepted resolves; a capability whose settings a newer release no longer
 * accepts is left out, so that the turn does not fail.
 */
export function resolveRuntimeAgent(capabilities: ResolvedCapabilities, input: RuntimeAgentInput): RuntimeAgent {
  const { organizationId, definition, model, fallback, controls } = input;
  return {
    organization_id: organizationId,
    model,
    can_fall_back: fallback !== null,
    ...knowledgeOf(capabilities, definition),
    limits: {
      max_iterations: definition.limits.max_iterations ?? TURN_DEFAULTS.maxIterations,
      ...omitUndefined({ max_tokens: controls?.max_tokens }),
    },
    ...(controls === null ? {} : toModelControls(controls)),
  };
}

type Knowledge = Pick<RuntimeAgent, 'system_prompt' | 'tools' | 'capability_configs' | 'web_search'>;
const knowledge = new WeakMap<ResolvedCapabilities, { definition: AgentDefinition; made: Knowledge }>();

/** What all turns of a version of an agent tell the model: the same objects for each, by which later steps know what they have made of them. */
function knowledgeOf(capabilities: ResolvedCapabilities, definition: AgentDefinition): Knowledge {
  const known = knowledge.get(capabilities);
  if (known?.definition === definition) return known.made;
  const { enabled } = capabilities;
  const prompts = enabled.flatMap(({ prompt }) => (prompt === null ? [] : [prompt]));
  const configs: Record<string, JsonObject> = {};
  for (const { definition: capability, config, tools } of enabled) {
    if (tools.length > 0) configs[capability.id] = config;
  }
  const made = {
    system_prompt: [definition.system_prompt, ...prompts].filter((text) => text !== '').join('\n\n'),
    tools: applyPolicy(resolveTools({ enabled }, definition), definition),
    capability_configs: configs,
    ...searchOf({ enabled }, definition),
  };
  knowledge.set(capabilities, { definition, made });
  return made;
}

/** The name that the search of a provider has among the tools. */
const PROVIDER_SEARCH = 'web_search';

function searchOf(
  { enabled }: Pick<ResolvedCapabilities, 'enabled'>,
  { tool_settings }: AgentDefinition,
): Pick<RuntimeAgent, 'web_search'> {
  const search = enabled.find(({ providerSearch }) => providerSearch !== null)?.providerSearch;
  if (search === undefined || search === null || isSwitchedOff(PROVIDER_SEARCH, tool_settings)) return {};
  return { web_search: search };
}

/** The rest of the controls has chosen the model and its limits. */
function toModelControls({
  model_id: _1,
  reasoning: _2,
  max_tokens: _3,
  ...controls
}: Controls): Pick<RuntimeAgent, 'controls'> {
  return Object.keys(controls).length === 0 ? {} : { controls };
}

/** The worker answers calls that need nobody with their generation, so it has to know which those are. */
function applyPolicy(tools: ToolDefinition[], { tools_policy: toolsPolicy }: AgentDefinition): ToolDefinition[] {
  if (toolsPolicy === undefined) return tools;
  return tools.map((definition) => {
    const { policy } = decidePolicy({ definition, toolsPolicy, taint: null, call: null });
    return policy === definition.policy ? definition : { ...definition, policy };
  });
}

/**
 * Returns the agent's tools as its settings change them: those of its capabilities in order, then its own. Without taint, none brings
 * foreign content.
 */
export function resolveTools(
  { enabled }: Pick<ResolvedCapabilities, 'enabled'>,
  definition: Pick<AgentDefinition, 'tools' | 'taint' | 'tool_settings'>,
): ToolDefinition[] {
  const brought = [...enabled.flatMap(({ tools }) => tools), ...definition.tools.map(toClientTool)];
  const all = applyToolSettings(brought, definition.tool_settings);
  return definition.taint === 'off' ? all.map(({ foreign: _foreign, ...tool }) => tool) : all;
}

/** Throws `invalid_request` for settings that a capability refuses and for two tools with one name. */
export async function assertRunnable(
  catalog: CapabilityCatalog,
  definition: Pick<AgentDefinition, 'capabilities' | 'tools'>,
  runJob: RunJob,
): Promise<void> {
  const { enabled, errors: refused } = await enableCapabilities(catalog, definition.capabilities, runJob);
  const errors = [...refused];
  const owners = new Map<string, string>();
  for (const { definition: capability, tools, providerSearch } of enabled) {
    if (providerSearch !== null) owners.set(PROVIDER_SEARCH, `capability ${capability.id}`);
    for (const tool of tools) {
      const owner = owners.get(tool.name);
      if (owner === undefined) owners.set(tool.name, `capability ${capability.id}`);
      else errors.push(duplicate('capabilities', tool.name, owner));
    }
  }
  for (const [index, tool] of definition.tools.entries()) {
    const owner = owners.get(tool.name);
    if (owner === undefined) owners.set(tool.name, `tools[${index}]`);
    else errors.push(duplicate(`tools[${index}].name`, tool.name, owner));
  }
  const [first] = errors;
  if (first !== undefined) throw new EverrunsError('invalid_request', `${first.path}: ${first.message}.`, { errors });
}

function duplicate(path: string, name: string, owner: string): FieldError {
  return { path, code: 'duplicate', message: `${name} is already a tool of ${owner}` };
}

/** A client executes the tool in its own way, perhaps with lasting effects, so its effect is `once`. */
function toClientTool(tool: InputToolDefinition): ToolDefinition {
  return {
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters,
    effect: 'once',
    policy: 'client_side',
    timeout_ms: tool.timeout_ms ?? CLIENT_TOOL_TIMEOUT_MS,
  };
}
