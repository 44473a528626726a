import { judgeFigure, judgesFigures } from '@everruns/kernel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject, Page, Session } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedLog } from '../bench/growth/seed-log.ts';
import { seedSessions } from '../bench/growth/seed-sessions.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { converse } from './converse.ts';
import { createReader, type Reader } from './read-everything.ts';
import { type Reply, startScriptedProvider } from './scripted-provider.ts';

/** Nightly runs use the full sizes and the product's default time limits for the model. */
const IS_FULL = judgesFigures();
const SIZES = IS_FULL
  ? { sessions: 40_000, events: 30_000, turns: 400, silenceMs: 100_000 }
  : { sessions: 4_000, events: 3_000, turns: 60, silenceMs: 2_500 };
const LIMITS: Record<string, string> = IS_FULL
  ? {}
  : { MODEL_SILENCE_SECONDS: '5', MODEL_FIRST_BYTE_SECONDS: '5', MODEL_FIRST_BYTE_LOCAL_SECONDS: '5' };
const TIMEOUT_MS = 600_000;
const MAX_READ_MS = 2_000;

const shared = useStack({ env: LIMITS });
let reader: Reader;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  reader = await createReader(shared.api);
});
afterAll(() => Promise.all(stops.map((stop) => stop())));

const event = (delta: JsonObject, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'e', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const BEGIN = event({ content: 'Hel' });
const END = `${event({ content: 'lo' }, 'stop')}data: [DONE]\n\n`;

/** Returns answers with a pause in each place where a model may pause. */
function silentReplies(silenceMs: number): Record<string, Reply> {
  const say = (steps: readonly (string | null)[]): Reply => {
    return (response) => {
      void (async () => {
        for (const step of steps) {
          if (step === null) await sleep(silenceMs);
          else if (step === '') response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
          else response.write(step);
        }
        response.end();
      })();
    };
  };
  return {
    'before its first byte': say([null, '', BEGIN, END]),
    'behind its headers': say(['', null, BEGIN, END]),
    'in the middle of its answer': say(['', BEGIN, null, END]),
  };
}

it(
  `a model that is silent for ${SIZES.silenceMs} ms, wherever, is waited for and asked once`,
  { timeout: TIMEOUT_MS },
  async () => {
    await Promise.all(
      Object.entries(silentReplies(SIZES.silenceMs)).map(async ([place, reply]) => {
        const provider = await startScriptedProvider();
        stops.push(() => provider.close());
        const options = { format: 'openai_compatible' as const, origin: provider.origin };
        const talking = await converse(shared.api, reader, options);
        provider.next.push(reply);
        const { turn } = await talking.say('Think.');
        const texts = (await shared.api.events(talking.session.id)).filter(
          ({ type }) => type === 'output.message.completed',
        );
        expect([place, turn.status, provider.asked.length]).toEqual([place, 'completed', 1]);
        expect(JSON.stringify(texts)).toContain('"Hello"');
        await talking.expectToGoOn('readSession');
      }),
    );
  },
);

it.skipIf(IS_FULL)(
  'a model that is silent for longer than is set is asked again',
  { timeout: TIMEOUT_MS },
  async () => {
    await Promise.all(
      Object.entries(silentReplies(30_000)).map(async ([place, reply]) => {
        const provider = await startScriptedProvider();
        stops.push(() => provider.close());
        const talking = await converse(shared.api, reader, { format: 'openai_compatible', origin: provider.origin });
        provider.next.push(reply);
        const { turn } = await talking.say('Think.');
        expect([place, turn.status, provider.asked.length]).toEqual([place, 'completed', 2]);
      }),
    );
  },
);

async function timeRead<Body>(path: string): Promise<Body> {
  const startedAt = performance.now();
  const body = await shared.api.json<Body>('GET', path);
  judgeFigure({ name: path, value: performance.now() - startedAt, unit: 'ms', most: MAX_READ_MS });
  return body;
}

it(
  `lists over ${SIZES.sessions} sessions and ${SIZES.events} events are read in pages, each thing once, and in time`,
  { timeout: TIMEOUT_MS },
  async () => {
    const { api, running } = shared;
    const session = await api.createSession();
    const databaseUrl = running.postgres.url;
    await seedSessions({ databaseUrl, agentId: session.agent_id, count: SIZES.sessions });
    await seedLog({ databaseUrl, sessionId: session.id, events: SIZES.events, messages: SIZES.events / 10 });
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < 30; page += 1) {
      const path: string = `/v1/sessions?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const { data, next_cursor }: Page<Session> = await timeRead(path);
      for (const { id } of data) seen.add(id);
      cursor = next_cursor ?? null;
    }
    expect(seen.size).toBe(3_000);
    const filters = [
      'search=number',
      'tag=rare',
      'status=idle',
      'created_after=2020-01-01T00:00:00Z',
      `agent_id=${session.agent_id}`,
    ];
    for (const filter of filters) await timeRead(`/v1/sessions?${filter}`);
    for (const group of ['day', 'model', 'agent', 'session']) await timeRead(`/v1/usage?group_by=${group}`);
    await timeRead(`/v1/sessions/${session.id}/events?limit=1000`);
    await timeRead(`/v1/sessions/${session.id}/messages?limit=100`);
    const events = await api.events(session.id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(SIZES.events);
  },
);

it(`a session of ${SIZES.turns} turns with tools goes on as fast as it began`, { timeout: TIMEOUT_MS }, async () => {
  const { api } = shared;
  const session = await api.createSession();
  const times: number[] = [];
  for (let turn = 0; turn < SIZES.turns; turn += 1) {
    const startedAt = performance.now();
    const answer = await api.post(session.id, `[[sim:tool add {"a":${turn},"b":1}]][[sim:next]][[sim:text Done.]]`, {
      wait: 60,
    });
    times.push(performance.now() - startedAt);
    expect([turn, answer.turn.status]).toEqual([turn, 'completed']);
  }
  const medianOf = (values: number[]): number =>
    values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;
  const fifth = Math.floor(SIZES.turns / 5);
  const most = 5 * medianOf(times.slice(0, fifth)) + 250;
  judgeFigure({ name: 'the last turns of a long session', value: medianOf(times.slice(-fifth)), unit: 'ms', most });
  const { data } = await api.json<Page<unknown>>('GET', `/v1/sessions/${session.id}/turns?limit=100`);
  expect(data).toHaveLength(Math.min(100, SIZES.turns));
  expect(
    await reader.readSession({
      session_id: session.id,
      agent_id: session.agent_id,
      turn_id: (data[0] as { id: string }).id,
    }),
  ).toEqual([]);
});
