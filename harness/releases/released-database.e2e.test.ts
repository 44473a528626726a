import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { isEvent, readUntil } from '../e2e/read-until.ts';
import { FULL_AUTH } from '../e2e/two-organizations.ts';

const folder = new URL('./', import.meta.url);
const releases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const TIMEOUT_MS = 30_000;

type Log = { id: string; sequence: number; type: string; data: unknown }[];
const EventList = z.object({ data: z.array(z.custom<Log[number]>(() => true)) });
const Contents = z.object({
  encryption_key: z.string(),
  people: z.record(
    z.string(),
    z.object({ api_key: z.string(), agent_id: z.string(), sessions: z.record(z.string(), z.string()) }),
  ),
  /** The events of each session, as the release itself returned them. */
  logs: z.record(z.string(), z.record(z.string(), EventList)),
});

describe.each(releases)('a database that release $name has filled', ({ name }) => {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8');
  const contents = Contents.parse(JSON.parse(read('contents.json')));
  const people = Object.entries(contents.people).map(([person, { api_key, ...rest }]) => ({
    person,
    api_key,
    ...rest,
  }));
  let stack: Stack;
  const clientOf = (key: string): ApiClient => new ApiClient(stack.urls, { authorization: key });
  beforeAll(async () => {
    const restore = { sql: read('dump.pgsql'), encryptionKey: contents.encryption_key };
    stack = await startStack({ runner: 'local', env: FULL_AUTH, restore });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  it.each(people)('shows the events of $person as they were written', async ({ person, api_key, sessions }) => {
    const api = clientOf(api_key);
    for (const [kind, id] of Object.entries(sessions)) {
      const before = contents.logs[person]?.[kind]?.data ?? [];
      const { data } = await api.json<{ data: Log }>('GET', `/v1/sessions/${id}/events?limit=1000`);
      // A turn that was running continues, so the log may be longer.
      expect([kind, data.slice(0, before.length)]).toEqual([kind, before]);
    }
  });

  it.each(people)('answers every list and every session of $person', async ({ api_key, agent_id, sessions }) => {
    const api = clientOf(api_key);
    const lists = ['agents', 'sessions', 'llm-providers', 'llm-models', 'usage', 'audit-log', 'auth/api-keys'];
    const ofSession = Object.values(sessions).flatMap((id) =>
      ['', '/turns', '/messages', '/queue', '/fs/'].map((part) => `sessions/${id}${part}`),
    );
    const paths = [...lists, `agents/${agent_id}`, `agents/${agent_id}/export`, ...ofSession];
    const statuses = await Promise.all(
      paths.map(async (path) => `${path} ${(await api.fetch('GET', `/v1/${path}`)).status}`),
    );
    expect(statuses.filter((status) => !status.endsWith(' 200'))).toEqual([]);
    const { data } = await api.json<{ data: { id: string }[] }>('GET', '/v1/sessions?limit=100');
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.values(sessions)));
  });

  it.each(people)('lets the turn of $person that waits for its client go on', async ({ api_key, sessions }) => {
    const api = clientOf(api_key);
    const session = sessions['waiting'] ?? '';
    const { data } = await api.json<{ data: Log }>('GET', `/v1/sessions/${session}/events?types=tool.call_requested`);
    const requested = z.object({ tool_calls: z.array(z.object({ id: z.string() })) }).parse(data.at(-1)?.data);
    const tool_results = requested.tool_calls.map(({ id }) => ({ tool_call_id: id, result: 'yes' }));
    await api.json('POST', `/v1/sessions/${session}/tool-results`, { body: { tool_results } });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    await readUntil(api, session, { until: isEvent('turn.completed'), signal });
  });

  it.each(people)('takes another message in each idle session of $person', async ({ api_key, sessions }) => {
    const api = clientOf(api_key);
    for (const kind of ['plain', 'failed', 'canceled', 'limited', 'empty']) {
      const { turn } = await api.post(sessions[kind] ?? '', '[[sim:text Still here]]', { wait: 20 });
      expect([kind, turn.status]).toEqual([kind, 'completed']);
    }
  });
});
