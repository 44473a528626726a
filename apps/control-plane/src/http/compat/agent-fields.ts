import { omitUndefined } from '@everruns/kernel';
import { EverrunsError } from '@everruns/schemas';
import { z } from 'zod';
import type { Client } from './client.ts';
import { isEmpty, notOffered, type FieldTable } from './field-table.ts';
import { type Fields, toFields, withoutUndefined } from './fields.ts';

const NO_FILES = 'is not offered here; write files to each session, at /v1/sessions/{session_id}/fs/{path}';
const NO_MCP = 'is not offered here yet; declare the tools in tools, for the client to execute';
const NO_NETWORK = 'is not offered here; the operator decides which hosts can be reached';

/** The fields of a request that creates or changes an agent. */
export const AGENT_FIELDS: FieldTable = {
  name: 'kept',
  system_prompt: 'kept',
  description: 'kept',
  default_model_id: 'kept',
  fallback_model_id: 'kept',
  tags: 'kept',
  limits: 'kept',
  busy_policy: 'kept',
  capabilities: { becomes: (value) => ({ capabilities: toCapabilityRefs(value) }) },
  tools: { becomes: (value) => ({ tools: toClientTools(value) }) },
  max_iterations: { becomes: (value) => ({ limits: { max_iterations: value } }) },
  model: { becomes: toModelId },
  status: 'dropped',
  harness_id: 'dropped',
  harness_name: { becomes: assertDefaultHarness },
  parallel_tool_calls: { becomes: assertParallel },
  id: { refused: 'is given by the server; leave it out, and find the agent by its name' },
  display_name: { refused: 'is not offered here; send it as the name or in the description' },
  initial_files: { refused: NO_FILES },
  mcpServers: { refused: NO_MCP },
  mcp_servers: { refused: NO_MCP },
  network_access: { refused: NO_NETWORK },
  sandbox_policy: { refused: 'is not offered here' },
  max_output_tokens: { refused: 'is not offered here for an agent; set it on the model' },
  communication: { refused: 'is not offered here' },
  service_virtual_user_id: { refused: 'is not offered here' },
  short_description: { refused: 'is not offered here; send it in the description' },
  intro_markdown: { refused: 'is not offered here; send it in the description' },
  localizations: { refused: 'is not offered here' },
  starters: { refused: 'is not offered here' },
};

/** The fields of a request that creates a session. */
export const SESSION_FIELDS: FieldTable = {
  agent_id: 'kept',
  title: 'kept',
  tags: 'kept',
  model_id: 'kept',
  agent_version: 'kept',
  agent_label: 'kept',
  harness_id: 'dropped',
  harness_name: { becomes: assertDefaultHarness },
  parallel_tool_calls: { becomes: assertParallel },
  capabilities: { refused: 'are not offered for a session; give them to its agent' },
  tools: { refused: 'are not offered for a session; give them to its agent' },
  initial_files: { refused: NO_FILES },
  system_prompt: { refused: 'is not offered for a session; give it to its agent' },
  max_iterations: { refused: 'is not offered for a session; give it to its agent' },
  mcpServers: { refused: NO_MCP },
  mcp_servers: { refused: NO_MCP },
  network_access: { refused: NO_NETWORK },
  locale: { refused: 'is not offered here; say it in the system prompt' },
  hints: { refused: 'are not offered here' },
  goal: { refused: 'is not offered here' },
  workspace_id: { refused: 'is not offered here; every session has files of its own' },
  agent_identity_id: { refused: 'is not offered here' },
  virtual_user_id: { refused: 'is not offered here' },
  playground_user_id: { refused: 'is not offered here' },
  sandbox: { refused: 'is not offered here' },
};

const Ref = z.union([z.string(), z.looseObject({ ref: z.string(), config: z.unknown().optional() })]);

/** Accepts `"id"` and `{ref, config}`. The original writes an absent config as null or `{}`. */
function toCapabilityRefs(value: unknown): unknown {
  const refs = z.array(Ref).safeParse(value);
  if (!refs.success) return value;
  return refs.data.map((given) => {
    if (typeof given === 'string') return given;
    return isEmpty(given.config) ? { ref: given.ref } : { ref: given.ref, config: given.config };
  });
}

/** Translates the original's client-side tools. Throws `not_offered` for a tool that the server would execute. */
function toClientTools(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((given: unknown, index) => {
    const { name, description = '', parameters, type = 'client_side', policy, timeout_ms } = toFields(given);
    if (type === 'client_side' && policy !== 'requires_approval') {
      return withoutUndefined({
        name,
        description,
        parameters: parameters ?? { type: 'object', properties: {} },
        timeout_ms,
      });
    }
    const message =
      'is executed by the server, which takes such tools from capabilities alone; declare client_side tools';
    throw notOffered([{ path: `tools[${index}]`, code: 'not_offered', message }]);
  });
}

function toModelId(value: unknown): Fields {
  if (isEmpty(value)) return {};
  if (z.uuid().safeParse(value).success) return { default_model_id: value };
  throw notOffered([
    { path: 'model', code: 'not_offered', message: 'must be the id of a model; GET /v1/models lists them' },
  ]);
}

/**
 * There is one harness here. Any id is accepted, because a client must invent one, but a name must be
 * one that this harness satisfies.
 */
function assertDefaultHarness(value: unknown): Fields {
  if (isEmpty(value) || value === 'default' || value === 'generic') return {};
  throw notOffered([
    { path: 'harness_name', code: 'not_offered', message: 'must be generic: there is one harness here' },
  ]);
}

function assertParallel(value: unknown): Fields {
  if (value !== false) return {};
  const message = 'must be true or absent: calls of one answer run side by side here';
  throw notOffered([{ path: 'parallel_tool_calls', code: 'not_offered', message }]);
}

/** Returns the agent in the client's format. */
export function toTheirAgent(value: unknown, client: Client): Fields {
  const agent = toFields(value);
  const { max_iterations } = toFields(agent['limits']);
  const tools = z.array(z.looseObject({})).safeParse(agent['tools']).data ?? [];
  return {
    ...agent,
    capabilities: toTheirCapabilities(agent['capabilities'], client),
    tools: tools.map((tool) => ({ type: 'client_side', ...tool })),
    ...omitUndefined({ max_iterations }),
  };
}

function toTheirCapabilities(value: unknown, { capabilities: form }: Client): unknown {
  const refs = z.array(Ref).safeParse(value).data ?? [];
  if (form === null) return refs;
  if (form === 'ids') return refs.map((given) => (typeof given === 'string' ? given : given.ref));
  return refs.map((given) => (typeof given === 'string' ? { ref: given } : given));
}

/** Throws `invalid_request`, because the request identifies its agent neither by id nor by name. */
export function refuseNoAgent(): never {
  const message = 'is needed here: a session belongs to an agent; agent_name does too';
  throw new EverrunsError('invalid_request', `agent_id: ${message}.`, {
    errors: [{ path: 'agent_id', code: 'required', message }],
  });
}
