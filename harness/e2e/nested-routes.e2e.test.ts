import { expect, it } from 'vitest';
import { listOperations, loadDocument, type Operation } from './operations.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

it('every session route answers the same below the agent, and 404 below another agent', async () => {
  const { api } = shared;
  const operations = listOperations(await loadDocument(api));
  const session = await api.createSession();
  const stranger = await api.createAgent();
  const { id, turn } = await api.post(session.id, '[[sim:text Hello.]]', { wait: 20 });
  await api.json('POST', `/v1/sessions/${session.id}/fs/a.txt`, { body: { content: 'a' } });
  // The title, which the message gives the session soon after its turn, is in answers from then on.
  const readTitle = async () => (await api.json<{ title?: string }>('GET', `/v1/sessions/${session.id}`)).title;
  await expect.poll(readTitle).toBeDefined();
  const ids = { session_id: session.id, turn_id: turn.id, message_id: id, path: 'a.txt' };
  const fill = (operation: Operation, agentId: string) => operation.fill({ ...ids, agent_id: agentId });
  const nested = operations.filter(({ operationId }) => operationId.endsWith('_nested'));
  expect(nested.length).toBeGreaterThan(12);
  const log = await api.events(session.id);
  const compared: string[] = [];
  for (const operation of nested) {
    const flat = operations.find(({ operationId }) => `${operationId}_nested` === operation.operationId);
    if (operation.path.includes('{session_id}')) {
      const answer = await api.fetch(
        operation.method,
        fill(operation, stranger.id),
        operation.sample === null ? {} : { body: operation.sample },
      );
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 404]);
    }
    if (flat === undefined || operation.method !== 'GET' || operation.path.endsWith('/sse')) continue;
    const read = async (path: string) => (await api.fetch('GET', path)).text();
    const filter = operation.path.includes('{session_id}') ? '' : `?agent_id=${session.agent_id}`;
    expect(await read(fill(operation, session.agent_id))).toBe(await read(`${fill(flat, session.agent_id)}${filter}`));
    compared.push(flat.operationId);
  }
  expect(await api.events(session.id)).toEqual(log);
  expect(compared.toSorted()).toEqual(
    [
      'diff_generation_contexts',
      'export_session',
      'get_file',
      'get_generation_context',
      'get_session',
      'get_session_lineage',
      'get_turn',
      'list_events',
      'list_files',
      'list_messages',
      'list_queue',
      'list_sessions',
      'list_turns',
      'list_waits',
    ].toSorted(),
  );
});

it('a session that is made and spoken to below its agent is the agent’s', async () => {
  const { api } = shared;
  const agent = await api.createAgent();
  const base = `/v1/agents/${agent.id}/sessions`;
  const session = await api.json<{ id: string; agent_id: string }>('POST', base, { body: {} });
  expect(session.agent_id).toBe(agent.id);
  const body = { message: { content: [{ type: 'text', text: '[[sim:text Nested.]]' }] } };
  const answer = await api.json('POST', `${base}/${session.id}/messages?wait=20`, { body });
  expect(answer).toMatchObject({ turn: { status: 'completed' }, output: [{ content: [{ text: 'Nested.' }] }] });
  const other = await api.createAgent();
  const mismatch = await api.fetch('POST', base, { body: { agent_id: other.id } });
  expect([mismatch.status, await mismatch.json()]).toMatchObject([400, { errors: [{ path: 'agent_id' }] }]);
});
