import { createEverruns, defineTool, toToolDefinitions, type ClientTools, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

async function createSession(tools: ClientTools = {}): Promise<string> {
  const definition = {
    name: 'runs',
    system_prompt: 'You test.',
    capabilities: ['math'],
    tools: toToolDefinitions(tools),
  };
  const agent = await everruns.agents.create(definition);
  return (await everruns.sessions.create({ agent_id: agent.id })).id;
}

describe('a message that the SDK sends', () => {
  it('is the answer of the POST, the events of its turn, and the text of its answer', async () => {
    const session = await createSession();
    const run = everruns.sessions.send(session, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text All done.]]');
    expect(await run).toMatchObject({ session_id: session, disposition: 'started' });
    const types: string[] = [];
    for await (const { type } of run) types.push(type);
    expect([types[0], types.at(-1)]).toEqual(['input.message', 'turn.completed']);
    expect(types).toContain('tool.completed');
    expect(await run.text()).toBe('All done.');
    expect(await run.result()).toMatchObject({ status: 'completed', iterations: 2, requested: [] });
  });

  it('can be the first of a session that is made with it', async () => {
    const { agent_id } = await everruns.sessions.get(await createSession());
    const run = everruns.sessions.start({ agent_id, title: 'One request' }, '[[sim:text Begun.]]');
    expect(await run.text()).toBe('Begun.');
    expect(await everruns.sessions.get((await run).session_id)).toMatchObject({ title: 'One request', agent_id });
  });

  it('is parsed by a schema', async () => {
    const run = everruns.sessions.send(await createSession(), '[[sim:text {"city":"Oslo"}]]');
    expect(await run.parsed(z.object({ city: z.string() }))).toEqual({ city: 'Oslo' });
  });

  it('waits for its own turn where others come first', async () => {
    const session = await createSession();
    const first = everruns.sessions.send(session, '[[sim:delay 300]][[sim:text first]]');
    await first;
    const second = everruns.sessions.send(session, '[[sim:text second]]');
    expect(await second).toMatchObject({ disposition: 'queued' });
    expect(await Promise.all([first.text(), second.text()])).toEqual(['first', 'second']);
  });

  it('that steers ends with the turn that took it', async () => {
    const session = await createSession();
    const first = everruns.sessions.send(session, '[[sim:delay 300]][[sim:tool add {"a":1,"b":2}]]');
    await first;
    const message = { content: [{ type: 'text' as const, text: '[[sim:text steered]]' }] };
    const second = everruns.sessions.send(session, { message, busy_policy: 'steer' });
    expect(await second.text()).toBe('steered');
  });

  it('that fails throws the code of the turn; one that is canceled says so', async () => {
    const session = await createSession();
    await expect(everruns.sessions.send(session, '[[sim:error 400]]').text()).rejects.toMatchObject({
      name: 'TurnFailedError',
      code: 'provider_bad_request',
    });
    const run = everruns.sessions.send(session, '[[sim:hang]]');
    const text = expect(run.text()).rejects.toMatchObject({ name: 'TurnCanceledError' });
    await run.cancel();
    await text;
  });

  it('stops being read when the signal aborts, with its reason', async () => {
    const abort = new AbortController();
    const run = everruns.sessions.send(await createSession(), '[[sim:hang]]', { signal: abort.signal });
    const text = expect(run.text()).rejects.toThrow('enough');
    await run;
    abort.abort(new Error('enough'));
    await text;
    await run.cancel();
  });
});

describe('tools of the client', () => {
  const add = defineTool({
    description: 'Adds.',
    parameters: z.object({ a: z.number(), b: z.number() }),
    execute: ({ a, b }) => a + b,
  });
  const call = '[[sim:tool sum {"a":2,"b":3}]][[sim:tool broken {}]][[sim:next]][[sim:text Told.]]';
  const broken = { execute: () => Promise.reject(new Error('It is broken.')) };

  it('are answered by functions, and their errors are told to the model', async () => {
    const tools = { sum: add, broken };
    const session = await createSession(tools);
    const run = everruns.sessions.send(session, call, { tools });
    const results: unknown[] = [];
    for await (const event of run) if (event.type === 'tool.completed') results.push(event.data.result);
    expect(results).toHaveLength(2);
    expect(results).toContainEqual(expect.objectContaining({ result: 5 }));
    expect(results).toContainEqual(expect.objectContaining({ error: 'It is broken.' }));
    expect(await run.text()).toBe('Told.');
  });

  it('without a function are handed to the caller, who answers and reads on', async () => {
    const session = await createSession({ sum: add, broken });
    const run = everruns.sessions.send(session, call, { tools: { sum: add } });
    const waiting = await run.result();
    expect(waiting).toMatchObject({ status: 'requires_action', requested: [{ name: 'broken', arguments: {} }] });
    const answers = waiting.requested.map(({ id }) => ({ tool_call_id: id, result: 'mended' }));
    await everruns.sessions.submitToolResults(session, answers);
    expect(await run.text()).toBe('Told.');
  });
});
