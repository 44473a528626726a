import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createScriptedPlatform } from '../test/scripted-platform.ts';
import { createEverrunsOn, type Everruns } from './everruns.ts';
import type { operations } from './gen/openapi.ts';

/** A copy of a route below its agent is the same operation. */
type Operation = Exclude<keyof operations, `${string}_nested`>;
/** The provider sends the browser there, so no client calls it. */
type CalledByProviders = 'finish_oauth';
type Call = (everruns: Everruns) => unknown;

const file = { content: 'x' };
const org = { organization_id: 'o' };
const path = { from: '/a', to: '/b' };

/** One call for each operation of the document. The types refuse a table that lacks one. */
const CALLS: Record<Exclude<Operation, CalledByProviders>, Call> = {
  get_health: (api) => api.health(),
  get_liveness: (api) => api.liveness(),
  get_readiness: (api) => api.readiness(),
  get_auth_config: (api) => api.auth.config(),
  login: (api) => api.auth.login({ email: 'a@b.c', password: 'p', grant: 'tokens' }),
  register: (api) => api.auth.register({ email: 'a@b.c', password: 'p', grant: 'tokens' }),
  refresh_tokens: (api) => api.auth.refresh('t'),
  get_me: (api) => api.auth.me(),
  logout: (api) => api.auth.logout(),
  switch_organization: (api) => api.auth.switchOrganization('o'),
  preview_invitation: (api) => api.auth.previewInvitation('t'),
  accept_invitation: (api) => api.auth.acceptInvitation('t'),
  change_password: (api) => api.auth.changePassword({ current_password: 'p', new_password: 'q' }),
  start_device_login: (api) => api.auth.startDeviceLogin({ client_name: 'cli' }),
  exchange_device_code: (api) => api.auth.exchangeDeviceCode('d'),
  get_device_login: (api) => api.auth.deviceLogin('BCDF-GHJK'),
  approve_device_login: (api) => api.auth.approveDeviceLogin('BCDF-GHJK'),
  deny_device_login: (api) => api.auth.denyDeviceLogin('BCDF-GHJK'),
  start_oauth: (api) => fetchUrl(api, api.auth.oauthUrl('google', { return_to: '/x' })),
  create_api_key: (api) => api.apiKeys.create({ name: 'k', scopes: ['read'] }),
  list_api_keys: (api) => api.apiKeys.list().page(),
  delete_api_key: (api) => api.apiKeys.delete('k'),
  get_organization: (api) => api.organizations.get('o'),
  update_organization: (api) => api.organizations.update('o', { name: 'n' }),
  list_members: (api) => api.organizations.members.list('o').page(),
  update_member: (api) => api.organizations.members.update('o', 'u', { role: 'admin' }),
  delete_member: (api) => api.organizations.members.delete('o', 'u'),
  leave_organization: (api) => api.organizations.leave(org.organization_id),
  create_invitation: (api) => api.organizations.invitations.create('o', { email: 'a@b.c', role: 'member' }),
  list_invitations: (api) => api.organizations.invitations.list('o').page(),
  delete_invitation: (api) => api.organizations.invitations.delete('o', 'i'),
  list_audit_log: (api) => api.auditLog.list().page(),
  create_agent: (api) => api.agents.create({ name: 'n', system_prompt: 'p' }),
  list_agents: (api) => api.agents.list().page(),
  get_agent: (api) => api.agents.get('a'),
  update_agent: (api) => api.agents.update('a', {}),
  archive_agent: (api) => api.agents.archive('a'),
  unarchive_agent: (api) => api.agents.unarchive('a'),
  list_agent_versions: (api) => api.agents.versions('a').page(),
  get_agent_version: (api) => api.agents.getVersion('a', 1),
  diff_agent_versions: (api) => api.agents.diffVersions('a', { from: 1, to: 2 }),
  restore_agent_version: (api) => api.agents.restoreVersion('a', 1),
  put_agent_label: (api) => api.agents.putLabel('a', { label: 'production', version: 1 }),
  delete_agent_label: (api) => api.agents.deleteLabel('a', 'production'),
  import_agent: (api) => api.agents.import('p'),
  copy_agent: (api) => api.agents.copy('a'),
  export_agent: (api) => api.agents.export('a'),
  create_session: (api) => api.sessions.create({ agent_id: 'a' }),
  list_sessions: (api) => api.sessions.list().page(),
  get_session: (api) => api.sessions.get('s'),
  update_session: (api) => api.sessions.update('s', {}),
  delete_session: (api) => api.sessions.delete('s'),
  cancel_session: (api) => api.sessions.cancel('s'),
  clear_session_taint: (api) => api.sessions.clearTaint('s'),
  export_session: (api) => api.sessions.export('s'),
  create_message: (api) => api.sessions.send('s', 'Hello'),
  list_messages: (api) => api.sessions.messages('s').page(),
  redact_message: (api) => api.sessions.redactMessage('s', 'm'),
  exclude_message: (api) => api.sessions.excludeMessage('s', 'm'),
  create_tool_results: (api) => api.sessions.submitToolResults('s', [{ tool_call_id: 'c', result: 1 }]),
  list_queue: (api) => api.sessions.queue('s').page(),
  update_queued_message: (api) => api.sessions.updateQueued('s', 'm', { patch: {} }),
  drop_queued_message: (api) => api.sessions.dropQueued('s', 'm'),
  list_turns: (api) => api.turns.list('s').page(),
  list_waits: (api) => api.turns.waits('s').page(),
  get_turn: (api) => api.turns.get('s', 't'),
  cancel_turn: (api) => api.turns.cancel('s', 't'),
  retry_turn: (api) => api.turns.retry('s', 't'),
  fork_session: (api) => api.sessions.fork('s', { at_sequence: 8, message: 'Hello' }),
  get_session_lineage: (api) => api.sessions.lineage('s'),
  get_generation_context: (api) => api.sessions.context('s', 'latest'),
  diff_generation_contexts: (api) => api.sessions.diffContexts('s', { from: 8, to: 'latest' }),
  list_events: (api) => api.sessions.events('s').page(),
  stream_events: (api) => api.sessions.stream('s').next(),
  stat_file: (api) => api.files.stat('s', '/a'),
  move_file: (api) => api.files.move('s', path),
  copy_file: (api) => api.files.copy('s', path),
  grep_files: (api) => api.files.grep('s', { pattern: 'x' }),
  list_files: (api) => api.files.list('s'),
  get_file: (api) => api.files.read('s', 'a'),
  create_file: (api) => api.files.create('s', 'a', { file }),
  update_file: (api) => api.files.update('s', 'a', { file }),
  delete_file: (api) => api.files.delete('s', 'a'),
  list_approvals: (api) => api.approvals.list().page(),
  count_approvals: (api) => api.approvals.count(),
  stream_feed: (api) => api.feed().next(),
  get_approval: (api) => api.approvals.get('a'),
  resolve_approval: (api) => api.approvals.approve('a'),
  list_approval_rules: (api) => api.approvals.rules().page(),
  list_devices: (api) => api.devices.list().page(),
  delete_device: (api) => api.devices.delete('d'),
  delete_approval_rule: (api) => api.approvals.forget('r'),
  get_subject: (api) => api.subjects.get('app:x'),
  delete_subject: (api) => api.subjects.delete('app:x', { sessions: 'keep' }),
  list_secrets: (api) => api.secrets.list().page(),
  put_secret: (api) => api.secrets.put('s', { value: '0123456789', hosts: ['a.example'] }),
  delete_secret: (api) => api.secrets.delete('s'),
  create_webhook: (api) => api.webhooks.create({ url: 'https://a.example', events: ['turn.failed'] }),
  list_webhooks: (api) => api.webhooks.list().page(),
  get_webhook: (api) => api.webhooks.get('w'),
  update_webhook: (api) => api.webhooks.update('w', {}),
  delete_webhook: (api) => api.webhooks.delete('w'),
  rotate_webhook_secret: (api) => api.webhooks.rotateSecret('w'),
  list_webhook_deliveries: (api) => api.webhooks.deliveries('w').page(),
  replay_webhook_delivery: (api) => api.webhooks.replay('w', 'd'),
  create_mcp_server: (api) => api.mcpServers.create({ name: 'n', url: 'https://a.example/mcp' }),
  list_mcp_servers: (api) => api.mcpServers.list().page(),
  get_mcp_server: (api) => api.mcpServers.get('s'),
  update_mcp_server: (api) => api.mcpServers.update('s', {}),
  delete_mcp_server: (api) => api.mcpServers.delete('s'),
  check_mcp_server: (api) => api.mcpServers.check('s'),
  list_mcp_tools: (api) => api.mcpServers.tools('s').page(),
  start_mcp_login: (api) => api.mcpServers.login('s'),
  get_mcp_client_metadata: (api) => api.mcpConnections.clientMetadata(),
  list_mcp_connections: (api) => api.mcpConnections.list().page(),
  finish_mcp_login: (api) => api.mcpConnections.finish({ state: 's', code: 'c' }),
  delete_mcp_connection: (api) => api.mcpConnections.delete('c'),
  list_mcp_resources: (api) => api.mcpServers.resources('s').page(),
  list_mcp_resource_templates: (api) => api.mcpServers.resourceTemplates('s').page(),
  read_mcp_resource: (api) => api.mcpServers.readResource('s', 'a://b'),
  list_mcp_prompts: (api) => api.mcpServers.prompts('s').page(),
  get_mcp_prompt: (api) => api.mcpServers.getPrompt('s', { name: 'p' }),
  create_llm_provider: (api) => api.providers.create({ name: 'n', provider_type: 'llmsim' }),
  list_llm_providers: (api) => api.providers.list().page(),
  get_llm_provider: (api) => api.providers.get('p'),
  update_llm_provider: (api) => api.providers.update('p', {}),
  delete_llm_provider: (api) => api.providers.delete('p'),
  run_tool: (api) => api.tools.run('math', 'add', { arguments: { a: 1, b: 2 } }),
  list_llm_provider_types: (api) => api.providers.types().page(),
  check_llm_model: (api) => api.models.check('m'),
  check_llm_provider: (api) => api.providers.check('p'),
  create_llm_model: (api) => api.providers.createModel('p', { model_id: 'm' }),
  list_llm_models: (api) => api.models.list().page(),
  get_llm_model: (api) => api.models.get('m'),
  update_llm_model: (api) => api.models.update('m', {}),
  delete_llm_model: (api) => api.models.delete('m'),
  list_capabilities: (api) => api.capabilities.list().page(),
  get_capability: (api) => api.capabilities.get('c'),
  create_session_job: (api) => api.sessionJobs.create({ action: 'cancel', session_ids: ['s'] }),
  list_session_jobs: (api) => api.sessionJobs.list().page(),
  get_session_job: (api) => api.sessionJobs.get('j'),
  cancel_session_job: (api) => api.sessionJobs.cancel('j'),
  create_feedback: (api) => api.sessions.giveFeedback({ session_id: 's', message_id: 'm' }, { rating: 'up' }),
  create_view: (api) => api.views.create({ name: 'v', filter: {} }),
  list_views: (api) => api.views.list().page(),
  get_view: (api) => api.views.get('v'),
  update_view: (api) => api.views.update('v', { name: 'w' }),
  delete_view: (api) => api.views.delete('v'),
  list_usage: (api) => api.usage.list().page(),
  get_turn_statistics: (api) => api.usage.turns(),
  list_limits: (api) => api.limits.list().page(),
};

interface Document {
  paths: Record<string, Record<string, { operationId: string }>>;
}

const document: Document = JSON.parse(
  readFileSync(new URL('../../../apps/docs/openapi.json', import.meta.url), 'utf8'),
);
const templates = Object.entries(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ operationId, method, template })),
);

let seen: { method: string; url: string }[] = [];

async function fetchUrl(_: Everruns, url: string): Promise<void> {
  seen.push({ method: 'GET', url });
}

/**
 * Finds the operation of the document at this address. If several templates match, the one with the fewest parameters is meant.
 */
function findOperation({ method, url }: { method: string; url: string }): string | undefined {
  const { pathname } = new URL(url);
  const fits = templates.filter(
    ({ template, ...each }) =>
      each.method.toUpperCase() === method &&
      new RegExp(`^${template.replaceAll('{path}', '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
  const parameters = (template: string) => template.split('{').length;
  return fits.sort((a, b) => parameters(a.template) - parameters(b.template))[0]?.operationId;
}

it.each(Object.entries(CALLS))('the operation %s has a method', async (operationId, call) => {
  seen = [];
  const platform = createScriptedPlatform();
  platform.fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    seen.push({ method, url });
    // The stream is over, so the client has no reason to reconnect.
    if (/\/(?:sse|feed)(?:\?|$)/.test(url)) return new Response(null, { status: 204 });
    return new Response('{"data":[]}', { status: 200, headers: { 'content-type': 'application/json' } });
  };
  // Other tests check how the method reads the answer.
  await Promise.resolve(call(createEverrunsOn(platform, { baseUrl: 'http://api.test' }))).catch(() => undefined);
  expect(seen[0] && findOperation(seen[0])).toBe(operationId);
});

it('the document has no operation beside these', () => {
  const listed = new Set([...Object.keys(CALLS), 'finish_oauth']);
  const operationIds = templates.map(({ operationId }) => operationId.replace(/_nested$/, ''));
  expect(operationIds.filter((operationId) => !listed.has(operationId))).toEqual([]);
});
