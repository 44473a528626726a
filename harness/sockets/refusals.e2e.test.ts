import { judgeFigure } from '@everruns/kernel/testing';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { useStack } from '../e2e/shared-stack.ts';
import { connectDevice, TestDevice } from './test-device.ts';
import { generateCases, playCases } from './wire/play-frames.ts';

const shared = useStack({
  env: {
    AUTH_MODE: 'full',
    AUTH_ADMIN_EMAIL: 'ada@example.com',
    AUTH_ADMIN_PASSWORD: 'correct horse battery',
    ORGANIZATION_LIMITS: 'sockets=5',
  },
});
const opened: TestDevice[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((device) => device.cut()));
});
const url = () => shared.running.urls[0] ?? '';

async function signIn(): Promise<{ authorization: string; cookie: string }> {
  const body = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery' });
  const headers = { 'content-type': 'application/json', origin: url() };
  const login = await fetch(`${url()}/v1/auth/login`, { method: 'POST', body, headers });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { authorization: '', cookie };
}

async function newKey(scopes: string[] = ['read', 'write']): Promise<{ id: string; key: string }> {
  const { cookie } = await signIn();
  const body = JSON.stringify({ name: randomUUID(), scopes });
  const headers = { 'content-type': 'application/json', origin: url(), cookie };
  const answer = await fetch(`${url()}/v1/auth/api-keys`, { method: 'POST', body, headers });
  return (await answer.json()) as { id: string; key: string };
}

async function deleteKey(id: string): Promise<void> {
  const { cookie } = await signIn();
  await fetch(`${url()}/v1/auth/api-keys/${id}`, { method: 'DELETE', headers: { origin: url(), cookie } });
}

/** The status of the handshake, with the code of its problem. */
async function shake(
  headers: Record<string, string>,
  path = '/v1/ws',
  { protocols = [], version = 13 }: { protocols?: string[]; version?: number } = {},
): Promise<string> {
  const socket = new WebSocket(`${url().replace('http', 'ws')}${path}`, protocols, {
    headers,
    protocolVersion: version,
  });
  socket.on('error', () => undefined);
  const opened = once(socket, 'open').then(() => `101 ${socket.protocol}`);
  const refused = once(socket, 'unexpected-response').then(async ([, response]) => {
    const answer = response as IncomingMessage;
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return `${answer.statusCode} ${(JSON.parse(Buffer.concat(chunks).toString()) as { code: string }).code}`;
  });
  const outcome = await Promise.race([opened, refused]);
  socket.terminate();
  return outcome;
}

describe('a handshake', () => {
  it('shows its credential in a header, a protocol that is never chosen, or a cookie of the own site', async () => {
    const { key } = await newKey();
    const { cookie } = await signIn();
    const named = ['everruns.v1', `everruns.credential.${key}`];
    expect([
      await shake({ authorization: `Bearer ${key}` }),
      await shake({}, '/v1/ws', { protocols: named }),
      await shake({ cookie, origin: url() }),
      await shake({}, '/v1/ws', { protocols: ['everruns.v1'] }),
    ]).toEqual(['101 ', '101 everruns.v1', '101 ', '101 everruns.v1']);
  });

  it('is refused with a problem document', async () => {
    const { key } = await newKey();
    const { cookie } = await signIn();
    const evil = 'https://evil.example';
    expect({
      'a wrong key': await shake({ authorization: 'Bearer evr_wrong' }),
      'a cookie without an origin': await shake({ cookie }),
      'a cookie from another site': await shake({ cookie, origin: evil }),
      'a key from another site': await shake({ authorization: `Bearer ${key}`, origin: evil }),
      'nothing, from another site': await shake({ origin: evil }),
      'a sandboxed page': await shake({ origin: 'null' }),
      'a foreign host': await shake({ host: 'evil.example' }),
      'a credential in the address': await shake({}, `/v1/ws?key=${key}`),
      'another address': await shake({ authorization: `Bearer ${key}` }, '/v1/agents'),
      'another version': await shake({}, '/v1/ws', { version: 8 }),
    }).toEqual({
      'a wrong key': '401 unauthenticated',
      'a cookie without an origin': '403 cross_site_request',
      'a cookie from another site': '403 cross_site_request',
      'a key from another site': '403 cross_site_request',
      'nothing, from another site': '403 cross_site_request',
      'a sandboxed page': '403 cross_site_request',
      'a foreign host': '421 misdirected_host',
      'a credential in the address': '400 invalid_request',
      'another address': '400 invalid_request',
      'another version': '426 invalid_request',
    });
    const plain = await fetch(`${url()}/v1/ws`);
    expect([plain.status, plain.headers.get('sec-websocket-version')]).toEqual([426, '13']);
  });
});

describe('a socket', () => {
  async function open(first?: object | string): Promise<TestDevice> {
    const device = new TestDevice(url());
    opened.push(device);
    await once(device.socket, 'open');
    if (typeof first === 'string') device.socket.send(first);
    else if (first !== undefined) device.send(first);
    return device;
  }
  async function connect(): Promise<TestDevice> {
    const { key } = await newKey();
    const device = await connectDevice(url(), { credential: key });
    opened.push(device);
    return device;
  }

  it('without a credential in time, with a wrong one or with something else first is closed', async () => {
    const silent = await open();
    const wrong = await open({ type: 'auth', credential: 'evr_wrong' });
    expect(await wrong.next('error')).toMatchObject({ code: 'unauthenticated' });
    const early = await open({ type: 'subscribe', session_id: randomUUID() });
    expect(await early.next('error')).toMatchObject({ code: 'unauthenticated' });
    const large = await open({ type: 'auth', credential: 'x'.repeat(5_000) });
    expect(await Promise.all([silent, wrong, early, large].map(({ closed }) => closed))).toEqual([
      1008, 1008, 1008, 1009,
    ]);
  });

  it('of a revoked key is closed', async () => {
    const { id, key } = await newKey();
    const device = await connectDevice(url(), { credential: key });
    opened.push(device);
    const revoked = performance.now();
    await deleteKey(id);
    expect(await device.next('bye')).toMatchObject({ reason: 'auth_expired', retry_ms: null });
    expect(await device.closed).toBe(1008);
    judgeFigure({ name: 'the goodbye of a revoked key', value: performance.now() - revoked, unit: 'ms', most: 5_000 });
  });

  it('of a key that may only read executes nothing and sends nothing', async () => {
    const { key } = await newKey(['read']);
    await expect(connectDevice(url(), { credential: key, tools: ['a'] })).rejects.toThrow('forbidden');
    const device = await connectDevice(url(), { credential: key });
    opened.push(device);
    device.send({ type: 'message', request_id: 'r', session_id: randomUUID(), content: [{ type: 'text', text: 'a' }] });
    expect(await device.next('error')).toMatchObject({ code: 'forbidden', request_id: 'r' });
  });

  it('with a frame that is too large, no text or no UTF-8 is closed with the code of RFC 6455', async () => {
    const [large, huge, binary] = [await connect(), await connect(), await connect()];
    large.socket.send('x'.repeat(1024 * 1024 + 1));
    huge.socket.send('x'.repeat(10 * 1024 * 1024));
    binary.socket.send(Buffer.from('{}'));
    expect(await Promise.all([large.closed, huge.closed, binary.closed])).toEqual([1009, 1009, 1003]);
    const cut = await connect();
    cut.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await cut.closed).toBe(1007);
  });

  it('ends as RFC 6455 says, whatever its frames are', async () => {
    expect(await playCases(url(), generateCases(100, 20_261_201))).toEqual([]);
  });

  it('is told of every frame that cannot be read, and stays open', async () => {
    const device = await connect();
    const about: string[] = [];
    for (const text of [
      '{',
      '[]',
      '{"type":"run"}',
      '{"type":"pong","x":1}',
      '{"type":"claim","tool_call_id":"x"}',
      '['.repeat(100),
    ]) {
      device.socket.send(text);
      about.push((await device.next('error')).code);
    }
    expect(about).toEqual([
      'malformed_json',
      'invalid_request',
      'invalid_request',
      'unknown_field',
      'invalid_request',
      'invalid_request',
    ]);
    device.send({ type: 'claim', tool_call_id: randomUUID() });
    expect(await device.next('error')).toMatchObject({ code: 'not_found' });
  });

  it('beyond the limit of the organization is refused', async () => {
    const devices = await Promise.all([1, 2, 3, 4, 5].map(connect));
    const { key } = await newKey();
    await expect(connectDevice(url(), { credential: key })).rejects.toThrow('limit_reached');
    expect(await shake({ authorization: `Bearer ${key}` })).toBe('429 limit_reached');
    await devices[0]?.cut();
    await expect.poll(() => shake({ authorization: `Bearer ${key}` })).toBe('101 ');
  });
});
