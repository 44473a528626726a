import { buildUi, startUi } from '@everruns/cli/ui';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { converse, type Plan } from './converse.ts';
import { startEchoServer } from './echo-server.ts';
import { findDisagreements, type Talk } from './find-disagreements.ts';
import { generateConnections } from './generate-connections.ts';
import { findPython } from './h11-judge.ts';
import { startRecordingTap, type RecordingTap } from './recording-tap.ts';

const REQUESTS = 2_000;
const SEED = 20_261_130;
const AT_ONCE = 16;
const BUILD_MS = 600_000;
/** `scripts/test.js` reports when it is missing. */
const python = findPython() ?? '';

beforeAll(() => buildUi(() => undefined), BUILD_MS);

/** Runs all these conversations with the UI, several at once. The results have the order of the plans. */
async function converseAll(url: string, plans: readonly Plan[]): Promise<Talk[]> {
  const talks: Talk[] = [];
  const next = plans.entries();
  const work = async () => {
    for (const [index, plan] of next) {
      const read = await converse(url, plan);
      talks[index] = { sent: Buffer.concat(plan.pieces), read, isBrokenOff: plan.ending !== 'waits' };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return talks;
}

async function startTappedUi(
  opened: AsyncDisposableStack,
  target: string,
): Promise<{ tap: RecordingTap; url: string }> {
  const tap = opened.use(await startRecordingTap(target));
  const ui = opened.use(await startUi({ apiUrl: tap.url, host: '127.0.0.1', port: 0 }));
  return { tap, url: ui.url };
}

let requests = 0;
/** Returns the bytes of one request with its own id. */
function say(line: string, { headers = [] as string[], body = '' } = {}): string {
  requests += 1;
  return [`${line} HTTP/1.1`, 'Host: localhost', `X-Request-Id: said-${requests}`, ...headers, '', body].join('\r\n');
}
const sayLast = () => say('GET /v1/last', { headers: ['Connection: close'] });
const toPlan = (...parts: string[]): Plan => ({ pieces: [Buffer.from(parts.join(''), 'latin1')], ending: 'waits' });
const toChunks = (body: string) => `${body === '' ? '' : `${body.length.toString(16)}\r\n${body}\r\n`}0\r\n\r\n`;

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];
const INNER = 'GET /v1/inner HTTP/1.1\r\nHost: localhost\r\n\r\n';
const BODIES = [
  { name: 'none', headers: [], body: '' },
  { name: 'empty', headers: ['Content-Length: 0'], body: '' },
  { name: 'short', headers: ['Content-Length: 5'], body: 'hello' },
  { name: 'request', headers: [`Content-Length: ${INNER.length}`], body: INNER },
  { name: 'awaited', headers: ['Expect: 100-continue', 'Content-Length: 5'], body: 'hello' },
  { name: 'chunked', headers: ['Transfer-Encoding: chunked'], body: toChunks('hello') },
  { name: 'no-chunk', headers: ['Transfer-Encoding: chunked'], body: toChunks('') },
  { name: 'long', headers: ['Content-Length: 100000'], body: 'x'.repeat(100_000) },
  {
    name: 'long-chunk',
    headers: ['Transfer-Encoding: chunked', 'Trailer: x-late'],
    body: toChunks('y'.repeat(100_000)),
  },
];

const odd = (headers: string[], body = '') => say('POST /v1/odd', { headers, body });
const ODD: [string, string, number][] = [
  ['TRACE', say('TRACE /v1/odd'), 405],
  ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
  ['an upgrade', say('GET /v1/odd', { headers: ['Connection: upgrade', 'Upgrade: websocket'] }), 400],
  ['an upgrade with a body', odd(['Connection: upgrade', 'Upgrade: h2c', 'Content-Length: 5'], 'hello'), 400],
  ['another expectation', odd(['Expect: a-miracle', 'Content-Length: 5'], 'hello'), 417],
  ['an absolute target', say('GET http://localhost/v1/odd'), 400],
  ['two Hosts', odd(['Host: localhost']), 400],
  ['a length and chunks', odd(['Content-Length: 5', 'Transfer-Encoding: chunked'], toChunks('')), 400],
  ['two equal lengths', odd(['Content-Length: 5', 'Content-Length: 5'], 'hello'), 400],
  ['a folded header', odd(['X: y', ' z: 1']), 400],
  ['a bare line feed', odd(['X: y\nZ: 1']), 400],
  ['a long trailer', odd(['Transfer-Encoding: chunked'], `0\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`), 431],
];

describe.runIf(python !== '')('the UI before a server that answers with what it was asked, judged by h11', () => {
  const opened = new AsyncDisposableStack();
  /** All conversations so far, which are judged together because they share the connections to the server. */
  const spoken: Talk[] = [];
  let ui: Awaited<ReturnType<typeof startTappedUi>>;
  beforeAll(async () => {
    ui = await startTappedUi(opened, opened.use(await startEchoServer()).url);
  });
  afterAll(() => opened.disposeAsync());

  /** Returns the status codes that each plan's client read, and the first lines of all requests that have reached the server. */
  async function judge(plans: readonly Plan[]): Promise<{ statuses: number[][]; reached: string[] }> {
    const talks = await converseAll(ui.url, plans);
    const before = spoken.length;
    spoken.push(...talks);
    const found = await findDisagreements(python, { talks: spoken, recordings: ui.tap.recordings() });
    expect(found.disagreements).toEqual([]);
    return {
      statuses: found.answers.slice(before).map((answers) => answers.map(({ status }) => status)),
      reached: found.passed.map(({ method, target }) => `${method} ${target}`),
    };
  }

  it('every method is carried with our own framing, or refused, with every kind of body', async () => {
    const cases = METHODS.flatMap((method) =>
      BODIES.map((body) => ({ method, ...body, target: `${method} /v1/${body.name}` })),
    );
    const plans = cases.map(({ target, headers, body }) => toPlan(say(target, { headers, body }), sayLast()));
    const { statuses, reached } = await judge(plans);
    const isCarried = ({ method, body }: (typeof cases)[number]) => body === '' || !WITHOUT_BODY.includes(method);
    expect(cases.map(({ target }, index) => [target, ...(statuses[index] ?? [])])).toEqual(
      cases.map((each) => [each.target, ...(isCarried(each) ? [200, 200] : [400])]),
    );
    const carried = cases.filter(isCarried).map(({ target }) => target);
    expect(reached.filter((line) => !line.endsWith('/last')).sort()).toEqual(carried.sort());
  });

  it('what has no one reading is refused before the server hears of it, and ends the connection', async () => {
    const { statuses, reached } = await judge(ODD.map(([, bytes]) => toPlan(say('GET /v1/before'), bytes, sayLast())));
    expect(ODD.map(([name], index) => [name, statuses[index]])).toEqual(
      ODD.map(([name, , status]) => [name, [200, status]]),
    );
    expect(reached.filter((line) => /odd|ws/.test(line))).toEqual([]);
  });

  it('thirty requests in one packet are answered one after another', async () => {
    const parts = Array.from({ length: 30 }, (_, index) =>
      index % 3 === 0 ? say('POST /v1/piped', { headers: ['Content-Length: 5'], body: 'hello' }) : say('GET /v1/piped'),
    );
    const { statuses } = await judge([toPlan(...parts, sayLast())]);
    expect(statuses).toEqual([Array.from({ length: 31 }, () => 200)]);
  });

  it('uploads that break off leave whole requests only on the connections that others use', async () => {
    const heads = ['Content-Length: 9000', 'Content-Length: 900000', 'Transfer-Encoding: chunked'];
    const broken = Array.from({ length: 30 }, (_, index): Plan => {
      const head = heads[index % heads.length] ?? '';
      const half = head.startsWith('T') ? `1000\r\n${'x'.repeat(2_000)}` : 'x'.repeat(8_000);
      return {
        pieces: [Buffer.from(say('PUT /v1/upload', { headers: [head] })), Buffer.from(half)],
        ending: index % 2 === 0 ? 'ends' : 'vanishes',
      };
    });
    const beside = broken.map(() =>
      toPlan(say('POST /v1/beside', { headers: ['Content-Length: 5'], body: 'hello' }), sayLast()),
    );
    const { statuses, reached } = await judge(broken.flatMap((plan, index) => [plan, beside[index] ?? plan]));
    expect(statuses.filter((_, index) => index % 2 === 1)).toEqual(beside.map(() => [200, 200]));
    expect(reached.filter((line) => line.endsWith('/upload'))).toEqual([]);
  });
});

describe.runIf(python !== '')('UI and control plane, judged by h11', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ runner: 'local' });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  it(`mean the same by ${REQUESTS} generated requests (seed ${SEED})`, async () => {
    await using opened = new AsyncDisposableStack();
    const { tap, url } = await startTappedUi(opened, stack.urls[0] ?? '');
    const talks = await converseAll(url, generateConnections(SEED, REQUESTS));
    const found = await findDisagreements(python, { talks, recordings: tap.recordings() });
    expect(found.disagreements).toEqual([]);
    expect(Math.min(found.passed.length, found.answered)).toBeGreaterThan(REQUESTS / 3);
  });
});

it('a UI that starts again under its clients leaves none of them waiting', async () => {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startEchoServer());
  const [port = 0] = await findFreePorts(1);
  const start = () => startUi({ apiUrl: server.url, host: '127.0.0.1', port });
  /** Retries until there is an answer; the test fails if none ever comes. */
  const reconnect = (path: string, status: number) =>
    expect
      .poll(
        async () => {
          const answer = await fetch(`http://127.0.0.1:${port}${path}`);
          await answer.body?.cancel();
          return answer.status;
        },
        { timeout: 60_000, interval: 10 },
      )
      .toBe(status);
  const wanted: [string, number][] = [
    ['/v1/stream', 200],
    ['/v1/stream', 200],
    ['/v1/agents', 200],
    ['/login', 200],
    ['/login', 200],
    ['/nothing', 404],
  ];
  for (let round = 0; round < 3; round += 1) {
    const clients = Promise.all(wanted.map(([path, status]) => reconnect(path, status)));
    await using _ui = await start();
    await clients;
  }
});
