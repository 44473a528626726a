import { systemClock } from '@everruns/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalServer } from '../test/local-server.ts';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';

let guarded: GuardedFetch;
afterEach(() => guarded.close());

function open(): GuardedFetch {
  guarded = createGuardedFetch({
    clock: systemClock,
    allowCidrs: ['127.0.0.0/8'],
    allowedOrigins: [],
    log: { warn: () => undefined },
  });
  return guarded;
}

describe('a call that is narrowed to hosts', () => {
  it('reaches a listed host and says which address answered', async () => {
    await using server = await startLocalServer((_request, response) => response.end('here'));
    const response = await open()({ purpose: 'tool', hosts: [`127.0.0.1:${server.port}`] })(`${server.origin}/a#b`);
    expect([await response.text(), response.url]).toEqual(['here', `${server.origin}/a#b`]);
  });

  it('reaches no other host or port, and follows no redirect to one', async () => {
    await using other = await startLocalServer((_request, response) => response.end('other'));
    await using server = await startLocalServer((_request, response) =>
      response.writeHead(302, { location: other.origin }).end(),
    );
    const send = open()({ purpose: 'tool', hosts: [`127.0.0.1:${server.port}`] });
    await expect(send(other.origin)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(send(server.origin)).rejects.toThrow('not one of the allowed hosts');
    expect([server.connections(), other.connections()]).toEqual([1, 0]);
  });
});

describe('headers that hold a secret', () => {
  it('stay with their origin and leave with a redirect to another', async () => {
    await using other = await startLocalServer((_request, response) => response.end('other'));
    await using server = await startLocalServer((request, response) => {
      const location = request.url === '/' ? '/again' : other.origin;
      response.writeHead(307, { location }).end();
    });
    const send = open()({ purpose: 'tool', secretHeaders: ['X-Token'] });
    const response = await send(server.origin, { headers: { 'x-token': 's3cret', 'x-other': 'kept' } });
    expect([await response.text(), response.url]).toEqual(['other', `${other.origin}/`]);
    expect(server.requests.map(({ headers }) => headers['x-token'])).toEqual(['s3cret', 's3cret']);
    expect(other.requests[0]?.headers).toMatchObject({ 'x-other': 'kept' });
    expect(other.requests[0]?.headers).not.toHaveProperty('x-token');
  });
});
