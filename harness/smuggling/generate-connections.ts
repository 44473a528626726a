import { createRandom, type Random } from '../chaos/program/random.ts';
import type { Plan } from './converse.ts';

const METHODS = ['GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const REFUSED_METHODS = ['TRACE', 'PROPFIND', 'CONNECT', 'get'] as const;
const WITHOUT_BODY: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const TARGETS = ['/health', '/v1/agents?limit=1', '/v1/agents', '/v1/nothing', '/v1/sessions/x/messages'] as const;
const OF_ONE_CONNECTION = [
  'Connection: keep-alive',
  'Connection: x-hop, keep-alive\r\nX-Hop: 1',
  'Connection: x-forwarded-for',
  'Keep-Alive: timeout=99, max=1',
  'Proxy-Connection: keep-alive',
  'TE: trailers, deflate',
  'Trailer: x-late',
  'Expect: 100-continue',
  'Upgrade: websocket\r\nConnection: upgrade',
  'X-Forwarded-For: 1.2.3.4',
  'Cookie: everruns_session=somebody',
] as const;
/** Headers that servers are known to interpret in different ways. */
const AMBIGUOUS = [
  'Content-Length: 5\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nContent-Length: 5',
  'Content-Length: 5\r\nContent-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 5, 5',
  'Content-Length: +5',
  'Content-Length : 5',
  'Content-Length: 5\r\n ',
  'Content-Length: 0x5',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: \x0bchunked',
  'Transfer-Encoding:\nchunked',
  'Transfer-Encoding : chunked',
  'X: y\nContent-Length: 5',
  'X: y\rContent-Length: 5',
  'X: y\r\n Content-Length: 5',
  'Host: other',
] as const;
const BAD_CHUNKS = [
  '5 \r\n',
  '0x5\r\n',
  '5\n',
  '5;a\nb\r\n',
  '-5\r\n',
  'fffffffffffffffff\r\n',
  '5\r\r\n',
  ' 5\r\n',
] as const;

/**
 * Generates connections with this many requests in all, complete and cut, from a seed. Each request has an id:
 * `<seed>-<number>`.
 */
export function generateConnections(seed: number, count: number): Plan[] {
  const random = createRandom(seed);
  const connections: Plan[] = [];
  const made: string[] = [];
  const makeId = () => `${seed}-${made.push('')}`;
  while (made.length < count) {
    const parts = Array.from({ length: random.between(1, 8) }, () => makeRequest(random, makeId));
    const ending = random.chance(0.7) ? 'waits' : random.pick(['ends', 'vanishes'] as const);
    // A client that waits for the server to close the connection asks it to.
    if (ending === 'waits') parts.push(makeLast(makeId()));
    const bytes = Buffer.from(parts.join(''), 'latin1');
    const end = ending === 'waits' ? bytes.length : random.between(1, bytes.length);
    connections.push({ ending, pieces: cut(random, bytes.subarray(0, end)) });
  }
  return connections;
}

function makeRequest(random: Random, makeId: () => string): string {
  const method = random.chance(0.01) ? random.pick(REFUSED_METHODS) : random.pick(METHODS);
  const version = random.chance(0.02) ? '1.0' : '1.1';
  const target = random.chance(0.01) ? `http://localhost${random.pick(TARGETS)}` : random.pick(TARGETS);
  const head = [`${method} ${target} HTTP/${version}`, 'Host: localhost', `X-Request-Id: ${makeId()}`];
  if (random.chance(0.3)) head.push(random.pick(OF_ONE_CONNECTION));
  const hasBody = random.chance(WITHOUT_BODY.includes(method) ? 0.03 : 0.8);
  if (!hasBody) return `${head.join('\r\n')}\r\n${random.chance(0.2) ? 'Content-Length: 0\r\n' : ''}\r\n`;
  head.push('Content-Type: application/json');
  const body = makeBody(random, makeId);
  if (random.chance(0.04)) return `${[...head, random.pick(AMBIGUOUS)].join('\r\n')}\r\n\r\n${body}`;
  if (random.chance(0.5))
    return `${head.join('\r\n')}\r\nContent-Length: ${lieAbout(random, body.length)}\r\n\r\n${body}`;
  return `${head.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\n${toChunks(random, body)}`;
}

/** Sometimes the body is a complete request, which must still be treated as a body. */
function makeBody(random: Random, makeId: () => string): string {
  if (random.chance(0.15)) return `0\r\n\r\n${makeLast(`${makeId()}-in-a-body`)}`;
  if (random.chance(0.05)) return 'x'.repeat(random.between(60_000, 200_000));
  return JSON.stringify({ name: `agent ${random.between(1, 1_000_000)}`, system_prompt: '' });
}

function lieAbout(random: Random, length: number): number {
  return random.chance(0.04) ? Math.max(0, length + random.between(-30, 30)) : length;
}

function toChunks(random: Random, body: string): string {
  const chunks: string[] = [];
  for (let at = 0; at < body.length;) {
    const chunk = body.slice(at, at + random.between(1, Math.max(2, body.length)));
    const extension = random.chance(0.1) ? ';name="value"' : '';
    const start = random.chance(0.02) ? random.pick(BAD_CHUNKS) : `${chunk.length.toString(16)}${extension}\r\n`;
    chunks.push(`${start}${chunk}\r\n`);
    at += chunk.length;
  }
  const trailer = random.chance(0.1) ? 'X-Late: 1\r\n' : '';
  return `${chunks.join('')}0\r\n${trailer}\r\n`;
}

function makeLast(id: string): string {
  return `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: ${id}\r\nConnection: close\r\n\r\n`;
}

function cut(random: Random, bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = random.chance(0.7) ? bytes.length - at : random.between(1, bytes.length - at);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
