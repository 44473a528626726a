import { omitUndefined } from '@everruns/kernel';
import { LIMITS } from '@everruns/schemas';
import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { maxBodyBytes } from '../e2e/hostile-body-inputs.ts';
import { listOperations, loadDocument, type Operation } from '../e2e/operations.ts';
import { createWorld, type World } from '../e2e/world.ts';
import { hostileBodies, SHAPE_COUNT } from './hostile-bodies.ts';
import { HOSTILE_FILES, HOSTILE_PATTERNS } from './hostile-texts.ts';
import { chooseRule, judgeHolds, measureHold, type Hold } from './holds.ts';

const rule = chooseRule();
const isThorough = rule.runs > 1;
const [watchPort] = await findFreePorts(1);
const WATCH = new URL('process/serve-readings.ts', import.meta.url).href;
const Reading = z.object({ cpuMs: z.number(), delayMs: z.number() });
const JSON_TYPE = { 'content-type': 'application/json' };

let stack: Stack | null = null;
let api = new ApiClient([]);
let world: World | null = null;
let operations: Operation[] = [];

beforeAll(async () => {
  stack = await startStack({
    runner: 'local',
    env: { NODE_OPTIONS: `--import=${WATCH}`, LOOP_WATCH_PORT: String(watchPort), LOG_LEVEL: 'silent' },
  });
  api = new ApiClient(stack.urls);
  world = await createWorld(api);
  // A nested route has the same handler at another path.
  operations = listOperations(await loadDocument(api)).filter(({ operationId }) => !operationId.endsWith('_nested'));
});
afterAll(() => stack?.[Symbol.asyncDispose]());

async function readLoop(): Promise<number> {
  return Reading.parse(await (await fetch(`http://127.0.0.1:${watchPort}/`)).json()).cpuMs;
}

interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
}

/** Returns how long the request held the loop. No hostile request may get a 5xx, except the 503 of a share in full use. */
async function send({ method, path, headers = {}, body, signal }: Sent): Promise<number> {
  await readLoop();
  const init = {
    method,
    headers,
    ...omitUndefined({ body, signal }),
  };
  const answer = await fetch(api.url(path), init).catch(() => null);
  const text = await answer?.text();
  if (answer !== null && answer.status >= 500 && answer.status !== 503)
    throw new Error(`${method} ${path}: ${answer.status} ${text?.slice(0, 300)}`);
  return readLoop();
}

function hold(title: string, request: Sent): Promise<Hold> {
  return measureHold(rule, title, () => send(request));
}

function pathOf(operation: Operation): string {
  if (world === null) throw new Error('the world is there inside tests only');
  return operation.fill(world);
}

/** Returns all shapes in nightly runs, otherwise a different one for each route. */
function shapesFor(index: number): readonly number[] | undefined {
  return isThorough ? undefined : [index % SHAPE_COUNT];
}

async function attackWithBodies(operation: Operation, index: number): Promise<Hold[]> {
  const [field = 'x'] = Object.keys(operation.sample ?? {});
  const holds: Hold[] = [];
  for (const { title, body } of hostileBodies(field, maxBodyBytes(operation), shapesFor(index))) {
    const request = { method: operation.method, path: pathOf(operation), headers: JSON_TYPE, body };
    holds.push(await hold(`${operation.operationId}: ${title}`, request));
  }
  return holds;
}

it('no route holds the event loop, whatever the body', { timeout: rule.timeoutMs }, async () => {
  const holds: Hold[] = [];
  const ofBodies = operations.filter(({ body }) => body !== null);
  for (const [index, operation] of ofBodies.entries()) holds.push(...(await attackWithBodies(operation, index)));
  expect(ofBodies.length).toBeGreaterThan(20);
  judgeHolds(holds);
});

it('no route holds the event loop, whatever its parameters', { timeout: rule.timeoutMs }, async () => {
  const holds: Hold[] = [];
  const query = `?${Array.from({ length: 3_000 }, (_, index) => `a${index % 1_500}`).join('&')}`;
  for (const operation of operations.filter(({ path }) => !/\/(?:sse|feed)$/.test(path))) {
    holds.push(await hold(`${operation.operationId}: parameters`, { method: 'GET', path: pathOf(operation) + query }));
  }
  judgeHolds(holds);
});

it('no agent file holds the event loop', { timeout: rule.timeoutMs }, async () => {
  const holds: Hold[] = [];
  for (const { type, title, text } of HOSTILE_FILES.filter((_, index) => isThorough || index % 2 === 0)) {
    const body = text(LIMITS.agentFileBytes - 100);
    holds.push(
      await hold(`import: ${title}`, {
        method: 'POST',
        path: '/v1/agents/import',
        headers: { 'content-type': type },
        body,
      }),
    );
  }
  judgeHolds(holds);
});

it('no pattern holds the event loop, and nobody waits for its search', { timeout: rule.timeoutMs }, async () => {
  const session = await api.createSession();
  const fs = `/v1/sessions/${session.id}/fs`;
  const content = `${'ab'.repeat(50_000)}\n`.repeat(3);
  await api.json('POST', `${fs}/long.txt`, { body: { content } });
  const holds: Hold[] = [];
  for (const pattern of HOSTILE_PATTERNS) {
    const body = JSON.stringify({ pattern });
    // The client disconnects, which ends the search, so that it does not hold its thread for its full time limit.
    const signal = AbortSignal.timeout(500);
    holds.push(
      await hold(`grep: ${pattern}`, { method: 'POST', path: `${fs}/_/grep`, headers: JSON_TYPE, body, signal }),
    );
  }
  judgeHolds(holds);
});

it(
  'the largest things that are taken do not hold the event loop, written or read',
  { timeout: rule.timeoutMs },
  async () => {
    const session = await api.createSession();
    const posted = await api.createSession();
    const at = `/v1/sessions/${session.id}`;
    const put = (title: string, path: string, body: unknown): Promise<Hold> =>
      hold(title, { method: 'PUT', path, headers: JSON_TYPE, body: JSON.stringify(body) });
    const get = (title: string, path: string): Promise<Hold> => hold(title, { method: 'GET', path });
    const post = (title: string, path: string, body: unknown): Promise<Hold> =>
      hold(title, { method: 'POST', path, headers: JSON_TYPE, body: JSON.stringify(body) });
    const bytes = Buffer.alloc(LIMITS.fileBytes, 0xff);
    const controls = '\u0007'.repeat(2_000_000);
    const tools = Array.from({ length: 128 }, (_, index) => ({
      name: `tool-${index}`,
      description: 'x'.repeat(1_000),
      parameters: {
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 100 }, (_, field) => [`f${field}`, {}])),
      },
    }));
    const agent = { name: 'large', system_prompt: 'ä'.repeat(LIMITS.systemPromptBytes / 2), tools };
    const image = { type: 'image', media_type: 'image/png', base64: 'A'.repeat(6_000_000) };
    const pictures = { message: { content: [image, image] } };
    await api.json('POST', `${at}/messages?wait=30`, { body: pictures });
    for (const path of ['a.txt', 'b.bin']) await api.json('POST', `${at}/fs/${path}`, { body: { content: '' } });
    const made = await api.json<{ id: string }>('POST', '/v1/agents', { body: agent });
    for (let count = 0; count < 5; count += 1)
      await api.json('POST', '/v1/agents', { body: { ...agent, name: `large ${count}` } });
    const holds = [
      await put('written: a text of 10 MB', `${at}/fs/a.txt`, { content: 'x'.repeat(LIMITS.fileBytes) }),
      await get('read: a text of 10 MB', `${at}/fs/a.txt`),
      await put('written: control characters', `${at}/fs/a.txt`, { content: controls }),
      await get('read: control characters', `${at}/fs/a.txt`),
      await put('written: bytes of 10 MB', `${at}/fs/b.bin`, { content: bytes.toString('base64'), encoding: 'base64' }),
      await get('read: bytes of 10 MB', `${at}/fs/b.bin`),
      await get('read: a download of 10 MB', `${at}/fs/b.bin?raw=1`),
      await hold('an upload of 10 MB', {
        method: 'PUT',
        path: `${at}/fs/b.bin`,
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      }),
      await post('posted: a large agent', '/v1/agents', agent),
      await get('read: a large agent', `/v1/agents/${made.id}`),
      await get('read: large agents', '/v1/agents?limit=100'),
      await get('read: the file of a large agent', `/v1/agents/${made.id}/export`),
      await post('posted: a copy of a large agent', `/v1/agents/${made.id}/copy`, {}),
      // This uses its own session, so that the reads below see one such message however often it is posted.
      await post('posted: pictures of 12 MB', `/v1/sessions/${posted.id}/messages?wait=30`, pictures),
      await get('read: messages with pictures', `${at}/messages?limit=100`),
      await get('read: events with pictures', `${at}/events?limit=1000`),
      await get('read: the whole session', `${at}/export`),
      await get('read: the document of the API', '/api-doc/openapi.json'),
    ];
    judgeHolds(holds);
  },
);
