import { hasLength, isText, isTime, isUuid, isWhole, type Step } from './replay.ts';

/** What the types of the original's version 0.3 need of its answers, and the steps that make one of each. */
export const AGENT = {
  id: isUuid,
  name: isText,
  system_prompt: isText,
  status: 'active',
  created_at: isTime,
  updated_at: isTime,
};
export const SESSION = { id: isUuid, agent_id: '{agent}', status: isText, created_at: isTime };
const PROVIDER = {
  id: isUuid,
  name: isText,
  provider_type: isText,
  api_key_set: false,
  status: 'active',
  created_at: isTime,
};
export const MODEL = {
  id: isUuid,
  provider_id: '{provider}',
  display_name: isText,
  capabilities: hasLength(0),
  status: 'active',
};
export const FILE = {
  id: isUuid,
  session_id: '{session}',
  is_readonly: false,
  size_bytes: isWhole,
  created_at: isTime,
  updated_at: isTime,
};
export const session = '/v1/agents/{agent}/sessions/{session}';

export const makeAgent = (name: string, more: object = {}): Step => ({
  say: `create the agent ${name}`,
  method: 'POST',
  path: '/v1/agents',
  body: { name, system_prompt: 'You are a helpful assistant', ...more },
  status: 201,
  reads: { ...AGENT, name, capabilities: [], tags: [] },
  keeps: { agent: 'id' },
});

export const makeSession = (title: string, more: { body?: object; reads?: object } = {}): Step => ({
  say: `create the session ${title}`,
  method: 'POST',
  path: '/v1/agents/{agent}/sessions',
  body: { title, ...more.body },
  status: 201,
  reads: { ...SESSION, title, ...more.reads },
  keeps: { session: 'id' },
});

export const makeProvider = (name: string, more: object = {}): Step => ({
  say: `create the provider ${name}`,
  method: 'POST',
  path: '/v1/llm-providers',
  body: { name, provider_type: 'openai', ...more },
  status: 201,
  reads: { ...PROVIDER, name },
  keeps: { provider: 'id' },
});

export const makeModel = (model_id: string, kept: string, more: object = {}): Step => ({
  say: `create the model ${model_id}`,
  method: 'POST',
  path: '/v1/llm-providers/{provider}/models',
  body: { model_id, display_name: model_id, ...more },
  status: 201,
  reads: { ...MODEL, model_id },
  keeps: { [kept]: 'id' },
});

export const remove = (path: string, status = 204): Step => ({ say: `delete ${path}`, method: 'DELETE', path, status });
