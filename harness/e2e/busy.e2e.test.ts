import { LIMITS, Problem, type Message, type Page, type Session, type Turn } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../dev/api-client.ts';
import { isEvent, readUntil, settle } from './read-until.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack({ controlPlanes: 2 });

/** Keeps the session busy until the turn is ended from outside. */
const HOLD = '[[sim:hang]]';

async function holdSession(agent: Record<string, unknown> = {}): Promise<{ id: string; turn: Turn }> {
  const session = await shared.api.createSession(agent);
  const { turn } = await shared.api.post(session.id, HOLD);
  await readUntil(shared.api, session.id, { until: isEvent('reason.started') });
  return { id: session.id, turn };
}

const queueOf = async (id: string): Promise<Message[]> =>
  (await shared.api.json<Page<Message>>('GET', `/v1/sessions/${id}/queue`)).data;
const cancelTurn = (id: string, turnId: string): Promise<Turn> =>
  shared.api.json('POST', `/v1/sessions/${id}/turns/${turnId}/cancel`);
const firstText = ({ content }: Pick<Message, 'content'>): string =>
  content[0]?.type === 'text' ? content[0].text : '';
const inputsOf = (log: readonly LoggedEvent[]): string[] =>
  log.filter(({ type }) => type === 'input.message').map(({ data }) => firstText(data['message'] as Message));
const endsOf = (log: readonly LoggedEvent[]): string[] =>
  log.map(({ type }) => type).filter((type) => /^turn\.(completed|failed|canceled)$/.test(type));

describe('a message to a busy session', () => {
  it('waits in the queue, with its position, and gets its turn in order', async () => {
    const { api } = shared;
    const { id, turn } = await holdSession();
    const first = await api.post(id, '[[sim:text first]]');
    const second = await api.post(id, '[[sim:text second]]', { busy_policy: 'queue' });
    expect(
      [first, second].map(({ disposition, turn: { status, position } }) => ({ disposition, status, position })),
    ).toEqual([
      { disposition: 'queued', status: 'queued', position: 1 },
      { disposition: 'queued', status: 'queued', position: 2 },
    ]);
    expect((await queueOf(id)).map((message) => message.id)).toEqual([first.id, second.id]);
    expect(await api.json('GET', `/v1/sessions/${id}`)).toMatchObject({
      status: 'active',
      queued_count: 2,
      active_turn_id: turn.id,
    });
    await cancelTurn(id, turn.id);
    await settle(api, id);
    const log = await api.events(id);
    expect(inputsOf(log)).toEqual([HOLD, '[[sim:text first]]', '[[sim:text second]]']);
    expect(endsOf(log)).toEqual(['turn.canceled', 'turn.completed', 'turn.completed']);
    expect(await queueOf(id)).toEqual([]);
  });

  it('steers the running turn: read after the tool results, under the same end', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const { turn } = await api.post(session.id, '[[sim:tool peek {"label":"steer","hold_ms":500}]]');
    await readUntil(api, session.id, { until: isEvent('tool.started') });
    const steered = await api.post(session.id, '[[sim:text As you wish.]]', { busy_policy: 'steer' });
    expect([steered.disposition, steered.turn.id]).toEqual(['steered', turn.id]);
    await settle(api, session.id);
    const types = (await api.events(session.id)).map(({ type }) => type);
    expect(types.filter((type) => /^(input\.message|tool\.completed|turn\.)/.test(type))).toEqual([
      'input.message',
      'turn.started',
      'input.message.queued',
      'tool.completed',
      'input.message',
      'turn.completed',
    ]);
    const { data } = await api.json<Page<Message>>('GET', `/v1/sessions/${session.id}/messages`);
    expect(data[0] && firstText(data[0])).toBe('As you wish.');
  });

  it('interrupts: the running turn ends as canceled, its model call is dropped, and the message starts at once', async () => {
    const { api, running } = shared;
    const { id, turn } = await holdSession();
    const answer = await api.post(id, '[[sim:text Stop it.]]', { busy_policy: 'interrupt', wait: 20 });
    expect([answer.disposition, answer.turn.status]).toEqual(['interrupted', 'completed']);
    const log = await api.events(id);
    const end = log.find(({ type, context }) => type === 'turn.canceled' && context.turn_id === turn.id);
    expect(end?.data).toMatchObject({ reason: 'interrupted' });
    await expect.poll(() => running.simulator.requests().some(({ outcome }) => outcome === 'aborted')).toBe(true);
  });

  it('is rejected with 409 and leaves nothing behind', async () => {
    const { api } = shared;
    const { id, turn } = await holdSession({ busy_policy: 'reject' });
    const log = await api.events(id);
    const refused = await api.fetch('POST', `/v1/sessions/${id}/messages`, {
      body: { message: { content: [{ type: 'text', text: 'no' }] } },
    });
    expect([refused.status, Problem.parse(await refused.json()).code]).toEqual([409, 'session_busy']);
    expect(await api.events(id)).toEqual(log);
    expect((await api.post(id, 'yes', { busy_policy: 'queue' })).disposition).toBe('queued');
    await api.json('POST', `/v1/sessions/${id}/cancel`);
    expect((await api.turn(id, turn.id)).status).toBe('canceled');
  });
});

describe('the queue', () => {
  it('is edited and dropped from until a message is taken', async () => {
    const { api } = shared;
    const { id, turn } = await holdSession();
    const dropped = await api.post(id, 'a', { tags: ['t'], metadata: { k: 1 } });
    const kept = await api.post(id, 'b');
    const path = (messageId: string) => `/v1/sessions/${id}/queue/${messageId}`;
    const edit = (text: string) => ({ body: { message: { content: [{ type: 'text', text }] }, tags: null } });
    const edited = await api.json<Message>('PATCH', path(dropped.id), edit('a, edited'));
    expect([firstText(edited), edited.tags, edited.metadata]).toEqual(['a, edited', undefined, { k: 1 }]);
    expect((await queueOf(id)).map(firstText)).toEqual(['a, edited', 'b']);
    expect((await api.fetch('DELETE', path(dropped.id))).status).toBe(204);
    await api.json('PATCH', path(kept.id), edit('[[sim:text b, edited]]'));
    expect((await api.turn(id, kept.turn.id)).position).toBe(1);
    expect((await api.turn(id, dropped.turn.id)).status).toBe('canceled');
    for (const method of ['PATCH', 'DELETE']) {
      const again = await api.fetch(method, path(dropped.id), method === 'PATCH' ? edit('late') : {});
      expect([again.status, Problem.parse(await again.json()).code]).toEqual([409, 'not_queued']);
    }
    await cancelTurn(id, turn.id);
    await settle(api, id);
    const log = await api.events(id);
    expect(inputsOf(log)).toEqual([HOLD, '[[sim:text b, edited]]']);
    expect(log.map(({ type }) => type).filter((type) => type.startsWith('input.message.'))).toEqual([
      'input.message.queued',
      'input.message.queued',
      'input.message.updated',
      'input.message.dropped',
      'input.message.updated',
    ]);
    expect((await api.fetch('PATCH', path(kept.id), edit('late'))).status).toBe(409);
  });

  it('holds its limit and not one more, whichever replica is asked', async () => {
    const { api } = shared;
    const { id } = await holdSession();
    const body = { message: { content: [{ type: 'text', text: 'x' }] } };
    // A post that waited too long for the lock on the session's row wrote nothing and must be sent again.
    const post = async (): Promise<Response> => {
      const answer = await api.fetch('POST', `/v1/sessions/${id}/messages`, { body });
      return answer.status === 503 ? post() : answer;
    };
    const answers = await Promise.all(Array.from({ length: LIMITS.queueLength + 3 }, post));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409]);
    for (const answer of refused) {
      expect(Problem.parse(await answer.json())).toMatchObject({
        code: 'queue_full',
        errors: [{ limit: LIMITS.queueLength }],
      });
    }
    expect(await queueOf(id)).toHaveLength(LIMITS.queueLength);
    const session = await api.json<Session>('POST', `/v1/sessions/${id}/cancel`);
    expect([session.status, session.queued_count]).toEqual(['idle', 0]);
    const turns = await api.json<Page<Turn>>('GET', `/v1/sessions/${id}/turns?limit=100`);
    expect(new Set(turns.data.map(({ status }) => status))).toEqual(new Set(['canceled']));
  });
});

describe('cancel', () => {
  it('of a queued turn touches that turn alone, of a running one lets the queue go on, of an ended one changes nothing', async () => {
    const { api } = shared;
    const { id, turn } = await holdSession();
    const [out, next] = [await api.post(id, 'out'), await api.post(id, '[[sim:text next]]')];
    expect(await cancelTurn(id, out.turn.id)).toMatchObject({ id: out.turn.id, status: 'canceled' });
    expect((await api.turn(id, turn.id)).status).toBe('running');
    const canceled = await cancelTurn(id, turn.id);
    expect(canceled).toMatchObject({ status: 'canceled', id: turn.id });
    await settle(api, id);
    expect((await api.turn(id, next.turn.id)).status).toBe('completed');
    expect(await cancelTurn(id, turn.id)).toEqual(canceled);
    expect(inputsOf(await api.events(id))).toEqual([HOLD, '[[sim:text next]]']);
  });

  it('of a session ends the turn, drops queue and steers, and the next message finds it idle', async () => {
    const { api } = shared;
    const { id } = await holdSession();
    await api.post(id, 'queued');
    await api.post(id, 'steer', { busy_policy: 'steer' });
    expect(await api.json('POST', `/v1/sessions/${id}/cancel`)).toMatchObject({ status: 'idle', queued_count: 0 });
    expect(inputsOf(await api.events(id))).toEqual([HOLD]);
    const next = await api.post(id, '[[sim:text Again.]]', { wait: 20 });
    expect([next.disposition, next.turn.status]).toEqual(['started', 'completed']);
  });
});

describe('through two replicas', () => {
  it('thirty messages to five sessions at once make thirty turns, of which no two overlap', async () => {
    const { api } = shared;
    const sessions = await Promise.all(Array.from({ length: 5 }, () => api.createSession()));
    const text = '[[sim:delay 20]][[sim:tool add {"a":1,"b":1}]][[sim:next]][[sim:words 5]]';
    await Promise.all(sessions.flatMap(({ id }) => Array.from({ length: 6 }, () => api.post(id, text))));
    await Promise.all(sessions.map(({ id }) => settle(api, id)));
    for (const { id } of sessions) {
      const log = await api.events(id);
      expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, index) => index + 1));
      const edges = log.filter(({ type }) => type.startsWith('turn.'));
      expect(edges.map(({ type }) => type)).toEqual(Array(6).fill(['turn.started', 'turn.completed']).flat());
      expect(new Set(edges.map(({ context }) => context.turn_id)).size).toBe(6);
      // All events of a turn must be between its own start and end.
      let open: string | undefined;
      for (const { type, context } of log) {
        if (type === 'turn.started') open = context.turn_id;
        if (/^(reason|act|tool|llm|output)\./.test(type)) expect(context.turn_id).toBe(open);
        if (type === 'turn.completed') open = undefined;
      }
    }
  });

  it('four clients with one Idempotency-Key make one message and one turn, and read one body', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const body = { message: { content: [{ type: 'text', text: '[[sim:text Once.]]' }] } };
    const path = `/v1/sessions/${session.id}/messages`;
    const send = async (key: string, given: object = body) => {
      const answer = await api.fetch('POST', path, { body: given, headers: { 'idempotency-key': key } });
      return { status: answer.status, text: await answer.text() };
    };
    const answers = await Promise.all(Array.from({ length: 4 }, () => send('one')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await settle(api, session.id);
    expect(await send('one')).toEqual(answers[0]);
    const other = await send('one', { ...body, tags: ['x'] });
    expect([other.status, Problem.parse(JSON.parse(other.text)).code]).toEqual([422, 'idempotency_key_reused']);
    expect(inputsOf(await api.events(session.id))).toEqual(['[[sim:text Once.]]']);
    expect((await api.json<Page<Turn>>('GET', `/v1/sessions/${session.id}/turns`)).data).toHaveLength(1);
  });

  it('four clients with one key make one agent and one session too', async () => {
    const { api } = shared;
    const create = async (path: string, body: object) => {
      const headers = { 'idempotency-key': 'twins' };
      const made = await Promise.all(
        Array.from({ length: 4 }, () => api.json<{ id: string }>('POST', path, { body, headers })),
      );
      expect(made).toEqual(Array(4).fill(made[0]));
      return made[0]?.id;
    };
    await create('/v1/sessions', { agent_id: await create('/v1/agents', { name: 'twin', system_prompt: '' }) });
  });
});
