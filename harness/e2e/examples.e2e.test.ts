import { beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { listOperations, loadDocument, type Operation } from './operations.ts';
import { useStack } from './shared-stack.ts';
import { ADMIN, createTwoOrganizations, FULL_AUTH, PASSWORD, type TwoOrganizations } from './two-organizations.ts';
import { createWorld } from './world.ts';

const shared = useStack({ env: FULL_AUTH });

let orgs: TwoOrganizations;
let api: ApiClient;
let operations: Operation[];
beforeAll(async () => {
  orgs = await createTwoOrganizations(shared.running);
  api = new ApiClient(shared.running.urls, orgs.ada.token);
  operations = listOperations(await loadDocument(api)).filter(hasBody);
});

/** A login needs an authorization server with TLS, and what a server offers needs one that answers: see mcp-logins.pg.test.ts and mcp-offers.pg.test.ts. */
const NEEDS_A_SERVER = ['start_mcp_login', 'finish_mcp_login', 'read_mcp_resource', 'get_mcp_prompt'];

const hasBody = ({ body, textTypes }: Operation) => body !== null || textTypes.length > 0;
const plain = ({ operationId }: Operation) => operationId.replace(/_nested$/, '');

interface Scene {
  ids: Record<string, string>;
  /** Real values for fields that an example can only invent, such as the id of an existing resource or a token that was shown. */
  standIns: Record<string, unknown>;
  /** The credentials of the example's caller. */
  headers: Record<string, string>;
}

/** Creates separate resources for each example, because one example may change what another needs. */
async function makeScene(operation: Operation): Promise<Scene> {
  const session = await api.createSession();
  await api.json('POST', `/v1/sessions/${session.id}/fs/notes/a.txt`, { body: { content: 'color' } });
  const path = plain(operation) === 'create_file' ? 'notes/new.txt' : 'notes/a.txt';
  const ids = { ...orgs.world, agent_id: session.agent_id, session_id: session.id, path };
  return { ids, standIns: {}, headers: orgs.ada.token, ...(await SCENES[plain(operation)]?.(ids)) };
}

/** Bea invites somebody. A later invitation of the same address would replace it. */
async function invite(email: string): Promise<Partial<Scene>> {
  const bea = new ApiClient(shared.running.urls, orgs.bea.token);
  const body = { email, role: 'viewer' };
  return { standIns: await bea.json('POST', `/v1/orgs/${orgs.bea.org_id}/invitations`, { body }) };
}

const SCENES: Record<string, (ids: Record<string, string>) => Promise<Partial<Scene>>> = {
  login: async () => ({ standIns: ADMIN }),
  refresh_tokens: async () => {
    const body = { ...ADMIN, grant: 'tokens' };
    const { tokens } = await api.json<{ tokens: Record<string, string> }>('POST', '/v1/auth/login', { body });
    return { standIns: tokens };
  },
  change_password: async () => ({ standIns: { current_password: PASSWORD }, headers: orgs.vic.token }),
  switch_organization: async () => ({ standIns: { organization_id: orgs.ada.org_id } }),
  preview_invitation: () => invite('grace@everruns.test'),
  accept_invitation: () => invite(ADMIN.email),
  exchange_device_code: async () => ({ standIns: await startDeviceLogin() }),
  approve_device_login: async () => ({ standIns: await startDeviceLogin() }),
  deny_device_login: async () => ({ standIns: await startDeviceLogin() }),
  update_queued_message: async (ids) => ({ ids: { ...ids, ...(await createWorld(api)) } }),
  resolve_approval: async (ids) => ({ ids: { ...ids, ...(await createWorld(api)) } }),
  create_session: async ({ agent_id }) => ({ standIns: { agent_id } }),
  create_feedback: async (ids) => {
    const { output } = await api.post(String(ids['session_id']), 'hello', { wait: 20 });
    return { ids: { ...ids, message_id: String(output?.at(-1)?.id) } };
  },
  create_tool_results: async (ids) => {
    const tools = [{ name: 'ask_client', description: 'Asks.', parameters: { type: 'object' } }];
    const session = await api.createSession({ tools });
    const { output } = await api.post(session.id, '[[sim:tool ask_client {}]]', { wait: 20 });
    const call = output?.flatMap(({ content }) => content).find(({ type }) => type === 'tool_call');
    if (call?.type !== 'tool_call') throw new Error('the turn asks nothing of its client');
    return {
      ids: { ...ids, agent_id: session.agent_id, session_id: session.id },
      standIns: { tool_call_id: call.id },
    };
  },
};

const startDeviceLogin = (): Promise<Record<string, string>> =>
  api.json('POST', '/v1/auth/device', { body: { client_name: 'everruns' } });

/** Replaces the fields with these names in the example, at any depth. */
function withStandIns(example: unknown, standIns: Record<string, unknown>): unknown {
  const text = JSON.stringify(example, (name, value: unknown) => (name in standIns ? standIns[name] : value));
  return JSON.parse(text);
}

async function send(operation: Operation, { ids, standIns, headers }: Scene): Promise<string> {
  const [textType] = operation.textTypes;
  const example = withStandIns(operation.example, standIns);
  const response = await fetch(api.url(operation.fill(ids)), {
    method: operation.method,
    headers: { ...headers, 'content-type': textType ?? 'application/json' },
    body: textType === undefined ? JSON.stringify(example) : String(example),
  });
  const text = await response.text();
  const isDeclared = operation.responses.has(response.status);
  return response.ok && isDeclared ? 'ok' : `${response.status} ${text}`;
}

describe('the examples of the OpenAPI document', () => {
  it('are there for every body', () => {
    expect(operations.length).toBeGreaterThan(35);
    expect(operations.filter(({ example }) => example === undefined)).toEqual([]);
  });

  it('are accepted as they stand, but for the ids and tokens that they name', async () => {
    const sent = operations.filter(({ operationId }) => !NEEDS_A_SERVER.includes(operationId));
    const answers: string[] = [];
    // One after the other: what they need at once would be refused by a small database.
    for (const operation of sent)
      answers.push(`${operation.operationId}: ${await send(operation, await makeScene(operation))}`);
    expect(answers).toEqual(sent.map(({ operationId }) => `${operationId}: ok`));
  });
});
