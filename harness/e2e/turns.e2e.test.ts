import {
  addUsage,
  ZERO_USAGE,
  type CreateMessageResponse,
  type Message,
  type Page,
  type Turn,
  type Usage,
} from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isEvent, joinDeltas, readUntil } from './read-until.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack({ controlPlanes: 2, env: { INLINE_WAIT_MS: '3000' } });

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const textOf = (messages: readonly Message[] = []): string[] =>
  messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : [])));

describe('a turn', () => {
  it('answers in text and is recorded event by event', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const answer = await api.post(session.id, '[[sim:text Good day.]]', { wait: 20 });
    expect(answer).toMatchObject({
      role: 'user',
      disposition: 'started',
      turn: { status: 'completed', iterations: 1 },
    });
    expect(textOf(answer.output)).toEqual(['Good day.']);
    expect((await api.events(session.id)).map(({ type }) => type)).toEqual([
      'session.started',
      'input.message',
      'session.activated',
      'turn.started',
      'input.received',
      'reason.started',
      'output.message.started',
      'llm.generation',
      'output.message.completed',
      'reason.completed',
      'turn.completed',
      'session.idled',
    ]);
  });

  it('goes through rounds of tools, each generation reading the results of the one before', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const rounds =
      '[[sim:tool add {"a":2,"b":3}]][[sim:next]][[sim:tool multiply {"a":5,"b":4}]][[sim:next]][[sim:text Twenty.]]';
    const answer = await api.post(session.id, rounds, { wait: 20 });
    expect(answer.turn).toMatchObject({ status: 'completed', iterations: 3 });
    expect(textOf(answer.output)).toEqual(['Twenty.']);
    const { data } = await api.json<Page<Message>>('GET', `/v1/sessions/${session.id}/messages`);
    expect(data.map(({ role }) => role)).toEqual(['agent', 'tool_result', 'agent', 'tool_result', 'agent', 'user']);
    const results = data.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'tool_result' ? [part] : [])),
    );
    expect(results.map(({ result }) => result)).toEqual([{ result: '20' }, { result: '5' }]);
    const calls = data.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'tool_call' ? [part.id] : [])),
    );
    expect(results.map(({ tool_call_id }) => tool_call_id)).toEqual(calls);
  });

  it('runs the calls of one generation side by side', async () => {
    const { api, running } = shared;
    const session = await api.createSession();
    const call = (label: string) => `[[sim:tool peek {"label":"${session.id} ${label}","hold_ms":1500}]]`;
    await api.post(session.id, `${call('a')}${call('b')}${call('c')}`, { wait: 20 });
    const begun = running.simulator.effects('peek').filter(({ body }) => JSON.stringify(body).includes(session.id));
    const ended = (await api.events(session.id)).filter(({ type }) => type === 'tool.completed');
    expect([begun.length, ended.length]).toEqual([3, 3]);
    const durations = ended.map(({ data }) => z.object({ duration_ms: z.number() }).parse(data).duration_ms);
    const spread = Math.max(...begun.map(({ at }) => at)) - Math.min(...begun.map(({ at }) => at));
    expect(spread).toBeLessThan(Math.min(...durations));
  });

  it('shows an image to the model', async () => {
    const { api, running } = shared;
    const session = await api.createSession();
    const content = [
      { type: 'text', text: `[[sim:text A pixel.]] ${session.id}` },
      { type: 'image', base64: PIXEL, media_type: 'image/png' },
    ] as const;
    const answer = await api.post(session.id, '', { message: { role: 'user', content: [...content] }, wait: 20 });
    expect(textOf(answer.output)).toEqual(['A pixel.']);
    expect(answer.content).toEqual(content);
    const seen = running.simulator.requests().find(({ user_text }) => user_text.includes(session.id));
    const request = await (await fetch(`${running.simulator.url}/_sim/requests/${seen?.id}`)).text();
    expect(request).toContain(`data:image/png;base64,${PIXEL}`);
  });

  it('streams thinking and text whose pieces are exactly what is recorded', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const reading = readUntil(api, session.id, { until: isEvent('turn.completed') });
    await api.post(session.id, '[[sim:tps 400]][[sim:reasoning First I think about it for a while.]][[sim:words 60]]');
    const frames = await reading;
    const [generation] = frames.filter(isEvent('llm.generation'));
    const recorded = z
      .object({ thinking: z.string(), output: z.array(z.object({ text: z.string() })) })
      .parse(generation?.data.data);
    expect(recorded.thinking).toBe(joinDeltas(frames, 'reason.thinking.delta'));
    const text = joinDeltas(frames, 'output.message.delta');
    expect(text.length).toBeGreaterThan(100);
    // Deltas are previews, and the completed message replaces the last ones.
    expect(recorded.output[0]?.text.slice(0, text.length)).toBe(text);
    expect(frames.filter(isEvent('output.message.delta')).every(({ id }) => id === undefined)).toBe(true);
  });
});

describe('?wait=', () => {
  it('answers at the end of the turn, for as long as `true` stands for', async () => {
    const session = await shared.api.createSession();
    const answer = await shared.api.post(session.id, '[[sim:delay 300]][[sim:text Late.]]', { wait: 'true' });
    expect([answer.turn.status, textOf(answer.output)]).toEqual(['completed', ['Late.']]);
  });

  it('answers when all that is left is the client’s to do, before the turn parks and after', async () => {
    const { api } = shared;
    const tools = [{ name: 'ask_client', description: 'Asks.', parameters: { type: 'object' } }];
    const session = await api.createSession({ tools });
    const text = '[[sim:tool ask_client {}]]';
    const answer = await api.post(session.id, text, { wait: 20, key: 'asks' });
    expect(answer.turn.status).toBe('running');
    expect(answer.output?.[0]?.content).toMatchObject([{ type: 'tool_call', name: 'ask_client' }]);
    await readUntil(api, session.id, { until: isEvent('turn.parked') });
    const parked = await api.post(session.id, text, { wait: 20, key: 'asks' });
    expect([parked.turn.id, parked.turn.status]).toEqual([answer.turn.id, 'waiting']);
    expect(await api.json('GET', `/v1/sessions/${session.id}`)).toMatchObject({ status: 'requires_action' });
  });

  it('answers in time with the turn as it is, and the same key attaches again, to the same turn, till its end', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const text = '[[sim:delay 1600]][[sim:text At last.]]';
    const early = await api.post(session.id, text, { key: 'attach', wait: 1 });
    expect([early.turn.status, early.output]).toEqual(['running', []]);
    const late = await api.post(session.id, text, { key: 'attach', wait: 20 });
    expect([late.id, late.turn.id, late.disposition]).toEqual([early.id, early.turn.id, 'started']);
    expect([late.turn.status, textOf(late.output)]).toEqual(['completed', ['At last.']]);
    expect((await api.json<Page<Turn>>('GET', `/v1/sessions/${session.id}/turns`)).data).toHaveLength(1);
  });

  it('of a turn that fails answers with why, as soon as it has failed', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const answer = await api.post(session.id, '[[sim:error 400]]', { wait: 'true' });
    expect([answer.turn.status, answer.turn.error?.code]).toEqual(['failed', 'provider_bad_request']);
    expect(answer.turn).toEqual(await api.turn(session.id, answer.turn.id));
  });

  it('of a queued message answers at the end of its own turn, below its agent as well', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const first = await api.post(session.id, '[[sim:delay 600]][[sim:text One.]]');
    const nested = `/v1/agents/${session.agent_id}/sessions/${session.id}/messages?wait=true`;
    const body = { message: { content: [{ type: 'text', text: '[[sim:text Two.]]' }] } };
    const answer = await api.json<CreateMessageResponse>('POST', nested, { body });
    expect([answer.disposition, answer.turn.status, textOf(answer.output)]).toEqual(['queued', 'completed', ['Two.']]);
    expect(answer.turn.id).not.toBe(first.turn.id);
    expect((await api.turn(session.id, first.turn.id)).status).toBe('completed');
  });

  it.each(['0', '301', 'false', '1.5', ''])('of %j is refused', async (wait) => {
    const { api } = shared;
    const session = await api.createSession();
    const body = { message: { content: [{ type: 'text', text: 'Hello.' }] } };
    const answer = await api.fetch('POST', `/v1/sessions/${session.id}/messages?wait=${wait}`, { body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: 'wait' }] });
  });

  it('loses nothing when the client goes away', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const leave = new AbortController();
    const body = { message: { content: [{ type: 'text', text: '[[sim:delay 400]][[sim:text Still here.]]' }] } };
    const path = `/v1/sessions/${session.id}/messages?wait=30`;
    const posting = api.fetch('POST', path, { body, headers: { 'idempotency-key': 'gone' }, signal: leave.signal });
    await readUntil(api, session.id, { until: isEvent('reason.started') });
    leave.abort();
    await expect(posting).rejects.toThrow('abort');
    const answer = await api.json<{ turn: Turn; output: Message[] }>('POST', path, {
      body,
      headers: { 'idempotency-key': 'gone' },
    });
    expect([answer.turn.status, textOf(answer.output)]).toEqual(['completed', ['Still here.']]);
  });
});

describe('turns and messages', () => {
  it('are listed in pages, newest first, each once; a turn reads alone as in the list', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const posted: (number | undefined)[] = [];
    for (const text of ['one', 'two', 'three'])
      posted.push((await api.post(session.id, `[[sim:text ${text}]]`, { wait: 20 })).sequence);
    const turns = await allPages<Turn>(`/v1/sessions/${session.id}/turns?limit=2`);
    expect(turns.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    expect(turns.map(({ id }) => id)).toEqual(
      turns
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    for (const turn of turns) expect(await api.turn(session.id, turn.id)).toEqual(turn);
    const messages = await allPages<Message>(`/v1/sessions/${session.id}/messages?limit=4`);
    expect(textOf(messages)).toEqual([
      'three',
      '[[sim:text three]]',
      'two',
      '[[sim:text two]]',
      'one',
      '[[sim:text one]]',
    ]);
    expect(messages).toEqual((await api.json<Page<Message>>('GET', `/v1/sessions/${session.id}/messages`)).data);
    const ascending = await allPages<Message>(`/v1/sessions/${session.id}/messages?order=asc&limit=4`);
    expect(ascending).toEqual(messages.toReversed());
    expect(posted).toEqual(ascending.filter(({ role }) => role === 'user').map(({ sequence }) => sequence));
  });

  it('cost what their generations cost, and the session costs what its turns cost', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const texts = [
      '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:reasoning Hm.]][[sim:words 30]]',
      '[[sim:words 5]]',
    ];
    for (const text of texts) await api.post(session.id, text, { wait: 20 });
    const generations = (await api.events(session.id)).filter(({ type }) => type === 'llm.generation');
    const usageOf = (turnId?: string): Usage =>
      generations
        .filter(({ context }) => turnId === undefined || context.turn_id === turnId)
        .map(({ data }) => data['usage'] as Usage)
        .reduce(addUsage, ZERO_USAGE);
    const turns = await allPages<Turn>(`/v1/sessions/${session.id}/turns`);
    for (const { id, usage } of turns) expect(usage).toEqual(closeTo(usageOf(id)));
    const { usage } = await api.json<{ usage: Usage }>('GET', `/v1/sessions/${session.id}`);
    expect(usage).toEqual(closeTo(usageOf()));
    expect(usage.cost_usd).toBeGreaterThan(0);
  });
});

/** Matches tokens exactly; dollars only approximately, because they are added as floating point numbers in another order. */
function closeTo(usage: Usage): Usage {
  return { ...usage, cost_usd: expect.closeTo(usage.cost_usd ?? 0, 12) as number };
}

async function allPages<T>(path: string): Promise<T[]> {
  const all: T[] = [];
  for (let cursor = ''; ;) {
    const page = await shared.api.json<Page<T>>('GET', `${path}${cursor}`);
    all.push(...page.data);
    if (!page.has_more) return all;
    cursor = `${path.includes('?') ? '&' : '?'}cursor=${page.next_cursor}`;
  }
}
