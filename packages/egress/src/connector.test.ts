import { describe, expect, it } from 'vitest';
import { startLocalServer } from '../test/local-server.ts';
import { createConnector } from './connector.ts';

describe('the connector', () => {
  it('drops a socket whose connected address is refused, though the name passed', async () => {
    await using server = await startLocalServer((_request, response) => response.end('secret'));
    const verdicts = [true, false];
    const blocked: string[] = [];
    const connect = createConnector({
      isAllowed: () => verdicts.shift() ?? false,
      onBlocked: (host, address) => blocked.push(`${host} ${address}`),
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      connectTimeoutMs: 1_000,
    });
    const target = { hostname: 'rebind.example', host: 'rebind.example', protocol: 'http:', port: String(server.port) };
    const error = await new Promise((resolve) => connect(target, (...[failure]) => resolve(failure)));
    expect(error).toMatchObject({ code: 'invalid_request' });
    expect(blocked).toEqual(['rebind.example 127.0.0.1']);
    expect(server.requests).toHaveLength(0);
  });

  it('passes a failed lookup on as it is', async () => {
    const connect = createConnector({
      isAllowed: () => true,
      onBlocked: () => {},
      lookup: (_name, _options, callback) => callback(Object.assign(new Error('nowhere'), { code: 'ENOTFOUND' }), ''),
      connectTimeoutMs: 1_000,
    });
    const target = { hostname: 'nowhere.example', host: 'nowhere.example', protocol: 'http:', port: '80' };
    const error = await new Promise((resolve) => connect(target, (...[failure]) => resolve(failure)));
    expect(error).toMatchObject({ code: 'ENOTFOUND' });
  });
});
