import { judgeFigure } from '@everruns/kernel/testing';
import { callAgents, createEverruns, type Everruns, type SessionEvent } from '@everruns/sdk';
import { beforeAll, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
  const task = (scenario: string) => ({
    tool_call: { name: 'task', arguments: { agent: 'worker', prompt: `[[sim:scenario ${scenario}]]` } },
  });
  const { simulator } = shared.running;
  simulator.script({ name: 'leaf', replies: [['I am a leaf.']] });
  simulator.script({ name: 'branch', replies: [[task('leaf'), task('leaf')], ['I am a branch.']] });
  simulator.script({ name: 'root', replies: [[task('branch'), task('leaf')], ['All have answered.']] });
  simulator.script({ name: 'slow-leaf', replies: [[{ delay_ms: 60_000 }, 'too late']] });
  simulator.script({ name: 'slow-branch', replies: [[task('slow-leaf'), task('slow-leaf')], ['never']] });
  simulator.script({ name: 'slow-root', replies: [[task('slow-branch'), task('slow-leaf')], ['never']] });
});

async function createSession(): Promise<string> {
  const worker = await everruns.agents.create({
    name: 'worker',
    system_prompt: 'You work.',
    capabilities: [callAgents({ worker: { description: 'A copy' } })],
  });
  const editor = await everruns.agents.create({
    name: 'editor',
    system_prompt: 'You edit.',
    capabilities: [callAgents({ worker: { agent_id: worker.id, description: 'Works' } })],
  });
  return (await everruns.sessions.create({ agent_id: editor.id })).id;
}

/** Each log is dense and in order, follows the event that tells of it, and is out before the event that tells of its end. */
function judgeOrder(root: string, events: readonly SessionEvent[]): void {
  const heads = new Map<string, number>([[root, 0]]);
  for (const event of events) {
    if (event.sequence === undefined) continue;
    expect(event.sequence).toBe((heads.get(event.session_id) ?? NaN) + 1);
    heads.set(event.session_id, event.sequence);
    if (event.type === 'subagent.spawned') heads.set(event.data.session_id, 0);
    if (event.type === 'subagent.completed')
      expect(heads.get(event.data.session_id)).toBeGreaterThanOrEqual(event.data.child_sequence);
  }
}

it('agents give tasks to others, and a reader follows all of them in one stream', async () => {
  const session = await createSession();
  const streamed: SessionEvent[] = [];
  const following = (async () => {
    for await (const event of everruns.sessions.stream(session, { tree: true, until: 'idle' })) streamed.push(event);
  })();
  const answer = await everruns.sessions.send(session, '[[sim:scenario root]]').text();
  expect(answer).toBe('All have answered.');
  await following;
  judgeOrder(session, streamed);
  const recorded = streamed.filter(({ sequence }) => sequence !== undefined);
  const results = recorded.filter(({ type, session_id }) => type === 'tool.completed' && session_id === session);
  expect(JSON.stringify(results)).toContain('I am a branch.');
  const sessions = (await everruns.sessions.tree(session).page()).data;
  expect(sessions).toHaveLength(5);
  const [root, total] = [await everruns.sessions.get(session), sessions.map(({ usage }) => usage.output_tokens)];
  expect(root.usage_total?.output_tokens).toBe(total.reduce((sum, tokens) => sum + tokens, 0));
  const leaf = sessions.find(
    ({ parent_session_id }) => parent_session_id !== session && parent_session_id !== undefined,
  );
  expect((await everruns.sessions.get(leaf?.id ?? '')).path).toHaveLength(3);
  const listed: SessionEvent[] = [];
  for await (const event of everruns.sessions.treeEvents(session, { limit: 7 })) listed.push(event);
  judgeOrder(session, listed);
  const key = ({ session_id, sequence }: SessionEvent) => `${session_id} ${sequence ?? 0}`;
  expect(listed.map(key)).toEqual(expect.arrayContaining(recorded.map(key)));
  expect(new Set(listed.map(key)).size).toBe(listed.length);
});

it('a reader that comes back with its cursor gets the rest, once', async () => {
  const session = await createSession();
  await everruns.sessions.send(session, '[[sim:scenario root]]').text();
  const whole: SessionEvent[] = [];
  for await (const event of everruns.sessions.treeEvents(session)) whole.push(event);
  let cursor: string | undefined;
  const first: SessionEvent[] = [];
  const onCursor = (place: string) => void (cursor = place);
  for await (const event of everruns.sessions.stream(session, { tree: true, onCursor })) {
    first.push(event);
    if (first.length >= whole.length / 2) break;
  }
  expect(cursor?.length).toBeLessThanOrEqual(1_024);
  const rest: SessionEvent[] = [];
  for await (const event of everruns.sessions.stream(session, { tree: true, ...(cursor && { cursor }) })) {
    rest.push(event);
    if (first.length + rest.length >= whole.length) break;
  }
  const all = [...first, ...rest];
  judgeOrder(session, all);
  expect(all).toHaveLength(whole.length);
});

it('cancel at the root stops every request to the model', async () => {
  const session = await createSession();
  const { simulator } = shared.running;
  const running = () =>
    simulator.requests().filter(({ ended_at, aborted_at }) => ended_at === null && aborted_at === null);
  const run = everruns.sessions.send(session, '[[sim:scenario slow-root]]');
  await run;
  await expect.poll(running, { timeout: 30_000, interval: 20 }).toHaveLength(3);
  const canceledAt = Date.now();
  await everruns.sessions.cancel(session);
  await expect.poll(running, { interval: 20 }).toEqual([]);
  judgeFigure({ name: 'every request ends after a cancel', value: Date.now() - canceledAt, unit: 'ms', most: 2_000 });
  const busy = async () =>
    (await everruns.sessions.tree(session).page()).data.filter(({ status }) => status !== 'idle').length;
  await expect.poll(busy).toBe(0);
});

it('a place in one log is refused for a tree, and a cursor without one', async () => {
  const session = await createSession();
  for (const query of ['tree=true&after_sequence=3', 'tree=true&since_id=x', 'cursor=abc', 'tree=true&cursor=abc'])
    expect((await shared.api.fetch('GET', `/v1/sessions/${session}/events?${query}`)).status).toBe(400);
});
