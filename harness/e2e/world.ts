import { connectDevice } from '../sockets/test-device.ts';
import pg from 'pg';
import type { ApiClient } from '../dev/api-client.ts';
import { readUntil } from './read-until.ts';

/** The parameters of a path, with one existing resource of each kind. */
export type World = Record<
  | 'agent_id'
  | 'session_id'
  | 'turn_id'
  | 'message_id'
  | 'provider_id'
  | 'model_id'
  | 'secret_name'
  | 'subject'
  | 'server_id'
  | 'approval_id'
  | 'webhook_id'
  | 'delivery_id'
  | 'rule_id'
  | 'job_id'
  | 'view_id'
  /** A device. */
  | 'id'
  | 'capability_id'
  | 'tool'
  /** A generation of the session. */
  | 'generation'
  | 'path'
  /** Versions of the agent. */
  | 'version'
  | 'to'
  /** A label of the agent. */
  | 'label',
  string
>;

const TIMEOUT_MS = 60_000;

/** Creates a session with a turn that is over, one that runs and a queued message, so that every route finds the resource in its path. */
export async function createWorld(
  api: ApiClient,
  agent: { default_model_id?: string } = {},
  wanted: { subject?: string } = {},
): Promise<World> {
  const session = await api.createSession(agent, wanted);
  await api.post(session.id, 'first', { wait: 20 });
  const { turn } = await api.post(session.id, '[[sim:hang]]');
  await readUntil(api, session.id, {
    until: ({ event, data }) => event === 'reason.started' && JSON.stringify(data['context']).includes(turn.id),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const queued = await api.post(session.id, 'waits');
  await api.json('POST', `/v1/sessions/${session.id}/fs/a.txt`, { body: { content: 'a' } });
  const provider = { name: 'world', provider_type: 'llmsim' };
  const { id: providerId } = await api.json<{ id: string }>('POST', '/v1/llm-providers', { body: provider });
  const model = { body: { model_id: 'world' } };
  const { id: modelId } = await api.json<{ id: string }>('POST', `/v1/llm-providers/${providerId}/models`, model);
  // Names are unique in an organization only, and each world needs one that no other has.
  const secretName = `world-${providerId}`;
  const secret = { value: 'world-secret-0123456789', hosts: ['api.example.com'] };
  await api.json('PUT', `/v1/secrets/${secretName}`, { body: secret });
  // Of a subject that has nothing else, so that a test that erases it takes nothing from others.
  const subject = `app:${providerId}`;
  await api.json('PUT', `/v1/secrets/${secretName}?subject=${subject}`, { body: secret });
  // Nothing listens there, so that the server is found and cannot be reached.
  const server = { name: `w${providerId.replaceAll('-', '').slice(-20)}`, url: 'http://127.0.0.1:9/mcp' };
  const { id: serverId } = await api.json<{ id: string }>('POST', '/v1/mcp-servers', { body: server });
  const webhookId = await createWebhook(api);
  const approvals = await createApprovals(api, agent);
  const { data: told } = await api.json<{ data: { id: string }[] }>('GET', `/v1/webhooks/${webhookId}/deliveries`);
  return {
    agent_id: session.agent_id,
    session_id: session.id,
    turn_id: turn.id,
    message_id: queued.id,
    provider_id: providerId,
    model_id: modelId,
    secret_name: secretName,
    subject,
    server_id: serverId,
    webhook_id: webhookId,
    delivery_id: told[0]?.id ?? '',
    ...(await createListParts(api, session.id)),
    ...approvals,
    id: await createDevice(api),
    capability_id: 'math',
    tool: 'add',
    generation: 'latest',
    path: 'a.txt',
    version: '1',
    to: '1',
    label: await createLabel(api, session.agent_id),
  };
}

/** Names of labels are the organization's own, so each world has one that no other has. */
async function createLabel(api: ApiClient, agentId: string): Promise<string> {
  const label = `world-${agentId.slice(-12)}`;
  await api.json('PUT', `/v1/agents/${agentId}/labels/${label}`, { body: { version: 1 } });
  return label;
}

/** A job that changes nothing, and a view. */
async function createListParts(api: ApiClient, sessionId: string): Promise<Pick<World, 'job_id' | 'view_id'>> {
  const job = { action: 'untag', session_ids: [sessionId], tags: ['nothing'] };
  const view = { name: 'world', filter: { outcome: 'failed' } };
  const made = async (path: string, body: object) => (await api.json<{ id: string }>('POST', path, { body })).id;
  return { job_id: await made('/v1/session-jobs', job), view_id: await made('/v1/views', view) };
}

/** An approval that waits, and a rule that remembers another one. */
async function createApprovals(
  api: ApiClient,
  agent: { default_model_id?: string },
): Promise<Pick<World, 'approval_id' | 'rule_id'>> {
  const policy = { ...agent, capabilities: ['current_time'], tools_policy: { get_current_time: 'requires_approval' } };
  // A fuzz may have remembered an approval for every session.
  const known = await api.json<{ data: { id: string; scope: string }[] }>('GET', '/v1/approval-rules?limit=100');
  for (const { id } of known.data.filter(({ scope }) => scope !== 'session'))
    await api.fetch('DELETE', `/v1/approval-rules/${id}`);
  const first = await findApproval(api, policy);
  const body = { decision: 'approve', remember: { scope: 'session' } };
  await api.json('POST', `/v1/approvals/${first}/resolve`, { body });
  const rules = await api.json<{ data: { id: string }[] }>('GET', '/v1/approval-rules?limit=1');
  return { approval_id: await findApproval(api, policy), rule_id: rules.data[0]?.id ?? '' };
}

async function findApproval(api: ApiClient, agent: Record<string, unknown>): Promise<string> {
  const session = await api.createSession(agent);
  await api.post(session.id, '[[sim:tool get_current_time {}]]', { wait: 20 });
  const found = await api.json<{ data: { id: string }[] }>('GET', `/v1/approvals?session_id=${session.id}`);
  return found.data[0]?.id ?? '';
}

/** Filled in the background, after the turns of the world have ended. */
const IN_THE_BACKGROUND = ['message_search', 'session_texts'];

/** Returns the number of rows in each table that requests write. */
export async function countRows(postgresUrl: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename <> all($1)",
      [IN_THE_BACKGROUND],
    );
    const counts = tables.rows.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`);
    const { rows } = await client.query<{ name: string; rows: number }>(counts.join(' union all '));
    return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
  } finally {
    await client.end();
  }
}

/** An organization has a few webhooks at most, so one that is there serves another world too. */
async function createWebhook(api: ApiClient): Promise<string> {
  const { data } = await api.json<{ data: { id: string; events: string[] }[] }>('GET', '/v1/webhooks?limit=100');
  const found = data.find(({ events }) => events.includes('approval.requested'));
  if (found !== undefined) return found.id;
  const body = { url: 'http://127.0.0.1:9/hooks', events: ['approval.requested'] };
  return (await api.json<{ id: string }>('POST', '/v1/webhooks', { body })).id;
}

/** A device that has connected once. */
async function createDevice(api: ApiClient): Promise<string> {
  const device = await connectDevice(api.url(''), { headers: api.headers });
  await device.cut();
  const { data } = await api.json<{ data: { id: string; device_id: string }[] }>('GET', '/v1/devices?limit=100');
  return data.find(({ device_id }) => device_id === device.device_id)?.id ?? '';
}
