import { describe, expect, it } from 'vitest';
import type { StreamFrame, StreamOptions } from '../dev/api-client.ts';
import { isEvent, readUntil } from './read-until.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack({ controlPlanes: 2, env: { INLINE_WAIT_MS: '200' } });

const UNTIL = '?until=idle';

/** Returns everything that the server sends before it ends the stream itself. */
const read = (id: string, { query = UNTIL, ...options }: StreamOptions = {}): Promise<StreamFrame[]> =>
  readUntil(shared.api, id, { query, ...options, until: () => false });
const types = (frames: readonly StreamFrame[]): string[] => frames.map(({ event }) => event);

/** Starts to read, and resolves once the stream is open. */
async function openStream(id: string, options: StreamOptions): Promise<{ frames: Promise<StreamFrame[]> }> {
  const opened = Promise.withResolvers<void>();
  const frames = readUntil(shared.api, id, {
    ...options,
    until: (frame) => {
      if (frame.event === 'connected') opened.resolve();
      return false;
    },
  });
  await Promise.race([opened.promise, frames]);
  return { frames };
}

async function restingSession(): Promise<{ id: string; head: StreamFrame['data']; ids: string[] }> {
  const { id } = await shared.api.createSession();
  await shared.api.post(id, '[[sim:text One.]]', { wait: 20 });
  await readUntil(shared.api, id, { until: isEvent('session.idled') });
  const log = await shared.api.events(id);
  const head = log.at(-1);
  if (head === undefined) throw new Error('a session has events');
  return { id, head: { ...head }, ids: log.map((event) => event.id) };
}

describe('until=idle', () => {
  it('waits for the first turn where there was none, wherever the reader stands', async () => {
    const { api } = shared;
    const { id } = await api.createSession();
    const started = (await api.events(id))[0];
    const readers = await Promise.all([
      openStream(id, { query: UNTIL }),
      openStream(id, { query: `${UNTIL}&after_sequence=1` }),
      openStream(id, { query: UNTIL, lastEventId: started?.id ?? '' }),
    ]);
    await api.post(id, '[[sim:text One.]]');
    const [whole, ...later] = await Promise.all(readers.map(({ frames }) => frames));
    expect(types(whole ?? []).slice(0, 2)).toEqual(['connected', 'session.started']);
    for (const frames of later) expect(types(frames).slice(0, 2)).toEqual(['connected', 'input.message']);
    for (const frames of [whole, ...later]) {
      expect(types(frames ?? []).slice(-2)).toEqual(['session.idled', 'done']);
      expect(frames?.at(-1)?.data).toEqual({ reason: 'idle' });
    }
  });

  it('is done at once where the session rests and the reader had not seen everything', async () => {
    const { id, head, ids } = await restingSession();
    for (const options of [{}, { lastEventId: ids.at(-2) ?? '' }, { query: `${UNTIL}&since_id=${ids.at(-3)}` }]) {
      const frames = await read(id, options);
      expect(types(frames).slice(-2)).toEqual(['session.idled', 'done']);
      expect(frames.at(-1)?.id).toBe(head.id);
    }
  });

  it('answers 204 to a reader who has seen everything of a session that rests', async () => {
    const { id, head } = await restingSession();
    const ask = async (query: string, headers: Record<string, string> = {}) => {
      const answer = await shared.api.fetch('GET', `/v1/sessions/${id}/sse${UNTIL}${query}`, { headers });
      return { status: answer.status, text: await answer.text() };
    };
    const nothing = { status: 204, text: '' };
    expect(await ask('', { 'last-event-id': String(head.id) })).toEqual(nothing);
    expect(await ask(`&since_id=${head.id}`)).toEqual(nothing);
    expect(await ask(`&after_sequence=${head.sequence}`)).toEqual(nothing);
    expect(await ask('&after_sequence=latest', { 'last-event-id': String(head.id) })).toEqual(nothing);
  });

  it('waits for the next turn with after_sequence=latest', async () => {
    const { id } = await restingSession();
    const { frames } = await openStream(id, { query: `${UNTIL}&after_sequence=latest` });
    await shared.api.post(id, '[[sim:text Two.]]');
    expect(types(await frames).slice(0, 2)).toEqual(['connected', 'input.message']);
    expect(types(await frames).slice(-2)).toEqual(['session.idled', 'done']);
  });

  it('passes by a rest that was over when the stream opened', async () => {
    const { id } = await restingSession();
    await shared.api.post(id, '[[sim:delay 300]][[sim:text Two.]]');
    const frames = await read(id);
    expect(types(frames).filter((type) => ['session.idled', 'done'].includes(type))).toEqual([
      'session.idled',
      'session.idled',
      'done',
    ]);
  });

  it('goes on over a queue, to the last turn’s end', async () => {
    const { api } = shared;
    const { id } = await api.createSession();
    await api.post(id, '[[sim:delay 200]][[sim:text One.]]');
    await api.post(id, '[[sim:text Two.]]');
    expect(types(await read(id)).filter((type) => /^turn\.|^done|idled/.test(type))).toEqual([
      'turn.started',
      'turn.completed',
      'turn.started',
      'turn.completed',
      'session.idled',
      'done',
    ]);
  });

  it('gives done the id of the last recorded event, filtered out or not', async () => {
    const { id, head } = await restingSession();
    const frames = await read(id, { query: `${UNTIL}&types=turn.started` });
    expect(types(frames)).toEqual(['connected', 'turn.started', 'done']);
    expect(frames.at(-1)?.id).toBe(head.id);
  });

  it('ends as requires_action when the turn parks for the client, and goes on after its answer', async () => {
    const { api } = shared;
    const tools = [{ name: 'ask_client', description: 'Asks.', parameters: { type: 'object' } }];
    const { id } = await api.createSession({ tools });
    await api.post(id, '[[sim:tool ask_client {}]][[sim:next]][[sim:text Thank you.]]');
    const parked = await read(id);
    expect(parked.at(-1)?.data).toEqual({ reason: 'requires_action' });
    const lastEventId = parked.at(-1)?.id ?? '';
    expect(await read(id, { lastEventId })).toEqual([]);
    const requested = parked.find(isEvent('tool.call_requested'))?.data.data as { tool_calls: { id: string }[] };
    const tool_results = [{ tool_call_id: requested.tool_calls[0]?.id, result: { answer: 42 } }];
    const answered = await api.json('POST', `/v1/sessions/${id}/tool-results`, { body: { tool_results } });
    expect(answered).toEqual({ accepted: [tool_results[0]?.tool_call_id] });
    const rest = await read(id, { lastEventId });
    expect(types(rest).slice(-2)).toEqual(['session.idled', 'done']);
    expect(types(rest)).toContain('turn.resumed');
    const again = await api.fetch('POST', `/v1/sessions/${id}/tool-results`, { body: { tool_results } });
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'already_resolved' }]);
  });

  it('does not end where a turn parks until a time: it waits for nobody', async () => {
    const { api } = shared;
    const { id } = await api.createSession();
    const { turn } = await api.post(id, '[[sim:error 429 retry_after_ms=90000]]', { wait: 20 });
    expect(turn.status).toBe('waiting');
    const { frames } = await openStream(id, { query: UNTIL });
    await api.json('POST', `/v1/sessions/${id}/turns/${turn.id}/cancel`);
    expect(types(await frames).filter((type) => /^turn\.|^done|idled/.test(type))).toEqual([
      'turn.started',
      'turn.parked',
      'turn.canceled',
      'session.idled',
      'done',
    ]);
  });
});
