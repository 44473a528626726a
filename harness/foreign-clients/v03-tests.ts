import { hasLength, isAbsent, isText, isTime, isTrue, isUuid, isWhole, type Step } from './replay.ts';

/**
 * The requests of the eight integration tests of the original's version 0.3, in their order, with the values that they assert and those
 * that its types need to read an answer.
 */
const AGENT = {
  id: isUuid,
  name: isText,
  system_prompt: isText,
  status: 'active',
  created_at: isTime,
  updated_at: isTime,
};
const SESSION = { id: isUuid, agent_id: '{agent}', status: isText, created_at: isTime };
const PROVIDER = {
  id: isUuid,
  name: isText,
  provider_type: isText,
  api_key_set: false,
  status: 'active',
  created_at: isTime,
};
const MODEL = {
  id: isUuid,
  provider_id: '{provider}',
  display_name: isText,
  capabilities: hasLength(0),
  status: 'active',
};
const FILE = {
  id: isUuid,
  session_id: '{session}',
  is_readonly: false,
  size_bytes: isWhole,
  created_at: isTime,
  updated_at: isTime,
};
const session = '/v1/agents/{agent}/sessions/{session}';

const makeAgent = (name: string, more: object = {}): Step => ({
  say: `create the agent ${name}`,
  method: 'POST',
  path: '/v1/agents',
  body: { name, system_prompt: 'You are a helpful assistant', ...more },
  status: 201,
  reads: { ...AGENT, name, capabilities: [], tags: [] },
  keeps: { agent: 'id' },
});

const makeSession = (title: string, more: { body?: object; reads?: object } = {}): Step => ({
  say: `create the session ${title}`,
  method: 'POST',
  path: '/v1/agents/{agent}/sessions',
  body: { title, ...more.body },
  status: 201,
  reads: { ...SESSION, title, ...more.reads },
  keeps: { session: 'id' },
});

const makeProvider = (name: string, more: object = {}): Step => ({
  say: `create the provider ${name}`,
  method: 'POST',
  path: '/v1/llm-providers',
  body: { name, provider_type: 'openai', ...more },
  status: 201,
  reads: { ...PROVIDER, name },
  keeps: { provider: 'id' },
});

const makeModel = (model_id: string, kept: string, more: object = {}): Step => ({
  say: `create the model ${model_id}`,
  method: 'POST',
  path: '/v1/llm-providers/{provider}/models',
  body: { model_id, display_name: model_id, ...more },
  status: 201,
  reads: { ...MODEL, model_id },
  keeps: { [kept]: 'id' },
});

const remove = (path: string, status = 204): Step => ({ say: `delete ${path}`, method: 'DELETE', path, status });

export const V03_TESTS: Readonly<Record<string, readonly Step[]>> = {
  full_agent_session_workflow: [
    makeAgent('Test Agent', { description: 'An agent for testing' }),
    {
      say: 'list agents',
      method: 'GET',
      path: '/v1/agents',
      status: 200,
      reads: {
        data: hasLength(1),
        'data.0.id': isUuid,
        'data.0.capabilities': hasLength(0),
        'data.0.status': 'active',
      },
    },
    {
      say: 'get the agent',
      method: 'GET',
      path: '/v1/agents/{agent}',
      status: 200,
      reads: { ...AGENT, id: '{agent}' },
    },
    {
      say: 'update the agent',
      method: 'PATCH',
      path: '/v1/agents/{agent}',
      body: { name: 'Updated Test Agent', description: 'Updated description', system_prompt: null, status: 'active' },
      status: 200,
      reads: { ...AGENT, name: 'Updated Test Agent', description: 'Updated description' },
    },
    makeSession('Test Session', { reads: { status: 'started', tags: [] } }),
    {
      say: 'add a message',
      method: 'POST',
      path: `${session}/messages`,
      body: { message: { role: 'user', content: [{ type: 'text', text: 'Hello!' }] } },
      status: 201,
      reads: { id: isUuid, session_id: '{session}', role: 'user', sequence: isWhole, created_at: isTime },
    },
    {
      say: 'list messages',
      method: 'GET',
      path: `${session}/messages`,
      status: 200,
      reads: { data: hasLength(1), 'data.0.role': 'user', 'data.0.content': [{ type: 'text', text: 'Hello!' }] },
    },
    { say: 'get the session', method: 'GET', path: session, status: 200, reads: { ...SESSION, id: '{session}' } },
    {
      say: 'list events',
      method: 'GET',
      path: `${session}/events`,
      status: 200,
      reads: { data: hasLength(1), 'data.0.id': isUuid, 'data.0.type': 'session.started', 'data.0.context': {} },
    },
  ],
  health_endpoint: [
    { say: 'health', method: 'GET', path: '/health', status: 200, reads: { status: 'ok', version: isText } },
  ],
  openapi_spec: [
    {
      say: 'the document',
      method: 'GET',
      path: '/api-doc/openapi.json',
      status: 200,
      reads: { 'info.title': 'Everruns API' },
    },
  ],
  llm_provider_and_model_workflow: [
    makeProvider('Test OpenAI Provider', { base_url: 'https://api.openai.com/v1', is_default: true }),
    makeModel('gpt-5.2', 'model', { display_name: 'GPT-5.2', capabilities: ['chat', 'vision'], is_default: false }),
    {
      say: 'update the model',
      method: 'PATCH',
      path: '/v1/llm-models/{model}',
      body: { model_id: 'gpt-5.2', display_name: 'Renamed', capabilities: ['chat'] },
      status: 200,
      reads: { ...MODEL, display_name: 'Renamed' },
    },
    {
      say: 'list the models of the provider',
      method: 'GET',
      path: '/v1/llm-providers/{provider}/models',
      status: 200,
      reads: { '': hasLength(1, 1), '0.model_id': 'gpt-5.2' },
    },
    remove('/v1/llm-models/{model}'),
    remove('/v1/llm-providers/{provider}'),
  ],
  llm_model_profile: [
    makeProvider('Test Profile Provider', { is_default: false }),
    makeModel('gpt-4o', 'model', { display_name: 'GPT-4o', capabilities: ['chat', 'vision'], is_default: false }),
    {
      say: 'list models, the newest first',
      method: 'GET',
      path: '/v1/llm-models',
      status: 200,
      reads: {
        '': hasLength(1),
        '0.id': '{model}',
        '0.provider_name': 'Test Profile Provider',
        '0.profile.name': 'GPT-4o',
        '0.profile.family': 'gpt-4o',
        '0.profile.tool_call': isTrue,
        '0.profile.limits.context': isWhole,
      },
    },
    remove('/v1/llm-models/{model}'),
    remove('/v1/llm-providers/{provider}'),
  ],
  session_inherits_agent_default_model: [
    makeProvider('Test Provider for Session Model', { is_default: false }),
    makeModel('test-model', 'model', { is_default: false }),
    makeAgent('Agent with Default Model', { default_model_id: '{model}' }),
    makeSession('Test Session', { reads: { model_id: '{model}' } }),
    makeModel('test-model-2', 'second', { is_default: false }),
    makeSession('Test Session 2', { body: { model_id: '{second}' }, reads: { model_id: '{second}' } }),
    remove('/v1/agents/{agent}'),
    remove('/v1/llm-models/{model}'),
    remove('/v1/llm-models/{second}'),
    remove('/v1/llm-providers/{provider}'),
  ],
  session_filesystem: [
    makeAgent('Filesystem Test Agent'),
    makeSession('Filesystem Test Session'),
    { say: 'the root is empty', method: 'GET', path: `${session}/fs`, status: 200, reads: { data: hasLength(0, 0) } },
    {
      say: 'create a file',
      method: 'POST',
      path: `${session}/fs/hello.txt`,
      body: { content: 'Hello, World!', encoding: 'text' },
      status: 201,
      reads: { ...FILE, path: '/hello.txt', is_directory: false, content: 'Hello, World!' },
    },
    {
      say: 'read it',
      method: 'GET',
      path: `${session}/fs/hello.txt`,
      status: 200,
      reads: { ...FILE, content: 'Hello, World!', encoding: 'text' },
    },
    {
      say: 'its stat',
      method: 'POST',
      path: `${session}/fs/_/stat`,
      body: { path: '/hello.txt' },
      status: 200,
      reads: { path: '/hello.txt', is_directory: false, size_bytes: 13 },
    },
    {
      say: 'update it',
      method: 'PUT',
      path: `${session}/fs/hello.txt`,
      body: { content: 'Updated content', encoding: null },
      status: 200,
      reads: { ...FILE, content: 'Updated content' },
    },
    {
      say: 'create a directory',
      method: 'POST',
      path: `${session}/fs/docs`,
      body: { is_directory: true },
      status: 201,
      reads: { is_directory: true, content: isAbsent },
    },
    {
      say: 'create a file below a directory that is not there',
      method: 'POST',
      path: `${session}/fs/src/main.rs`,
      body: { content: 'fn main() {}' },
      status: 201,
      reads: { path: '/src/main.rs' },
    },
    {
      say: 'list all',
      method: 'GET',
      path: `${session}/fs?recursive=true`,
      status: 200,
      reads: { data: hasLength(3) },
    },
    {
      say: 'copy',
      method: 'POST',
      path: `${session}/fs/_/copy`,
      body: { src_path: '/hello.txt', dst_path: '/hello-copy.txt' },
      status: 201,
      reads: { path: '/hello-copy.txt' },
    },
    {
      say: 'move',
      method: 'POST',
      path: `${session}/fs/_/move`,
      body: { src_path: '/hello-copy.txt', dst_path: '/renamed.txt' },
      status: 200,
      reads: { path: '/renamed.txt' },
    },
    {
      say: 'search',
      method: 'POST',
      path: `${session}/fs/_/grep`,
      body: { pattern: 'main', path_pattern: null },
      status: 200,
      reads: { data: hasLength(1), 'data.0.path': '/src/main.rs', 'data.0.matches.0.line_number': 1 },
    },
    { ...remove(`${session}/fs/renamed.txt`, 200), reads: { deleted: true } },
    { ...remove(`${session}/fs/src?recursive=true`, 200), reads: { deleted: true } },
    remove('/v1/agents/{agent}'),
  ],
  message_triggers_agent_workflow: [
    makeProvider('LlmSim Test Provider', { provider_type: 'llmsim' }),
    makeModel('llmsim-test', 'model'),
    makeAgent('Workflow Test Agent', { default_model_id: '{model}' }),
    makeSession('Workflow Test Session'),
    {
      say: 'send a message',
      method: 'POST',
      path: `${session}/messages`,
      body: { message: { content: [{ type: 'text', text: 'Say hello in one word.' }] } },
      status: 201,
      reads: { id: isUuid, role: 'user', sequence: isWhole },
    },
    {
      say: 'the agent has answered',
      method: 'GET',
      path: `${session}/messages`,
      status: 200,
      reads: { data: hasLength(2), 'data.1.role': 'agent', 'data.1.content.0.text': isText },
      untilMs: 30_000,
    },
    { say: 'there are events', method: 'GET', path: `${session}/events`, status: 200, reads: { data: hasLength(2) } },
    remove('/v1/agents/{agent}'),
    remove('/v1/llm-models/{model}'),
    remove('/v1/llm-providers/{provider}'),
  ],
};
