import type { DriverConnection, ModelDriver } from '@everruns/core';
import { createFakeClock, createScriptedDriver, makeModel } from '@everruns/core/testing';
import type { EgressPolicy } from '@everruns/egress';
import { LlmProviderType, PROVIDERS } from '@everruns/schemas';
import { DEFAULT_MODEL_LIMITS } from '@everruns/settings';
import { describe, expect, it } from 'vitest';
import { createDriverConnector } from './drivers.ts';
import { createLeftOutMemory } from './left-out-memory.ts';
import { makeDriverTable } from './testing/make-driver-table.ts';

function makeWorld() {
  const connections: [vendor: string, connection: DriverConnection][] = [];
  const policies: EgressPolicy[] = [];
  const creator =
    (vendor: string) =>
    (connection: DriverConnection): ModelDriver => {
      connections.push([vendor, connection]);
      return createScriptedDriver([]);
    };
  const connect = createDriverConnector({
    drivers: makeDriverTable(creator),
    openFetch: (policy) => {
      policies.push(policy);
      return () => Promise.reject(new Error('no network in tests'));
    },
    clock: createFakeClock(),
    leftOut: createLeftOutMemory(),
    limits: DEFAULT_MODEL_LIMITS,
    log: { warn: () => undefined },
  });
  return { connect, connections, policies };
}

describe('connecting a driver', () => {
  it('finds the one of its wire format for every provider type', () => {
    const { connect, connections } = makeWorld();
    for (const provider_type of LlmProviderType.options) connect(makeModel({ provider_type }));
    expect(connections.map(([vendor, { provider_type }]) => [provider_type, vendor])).toEqual(
      LlmProviderType.options.map((type) => [type, PROVIDERS[type].wire]),
    );
  });

  it('remembers over all calls of a model what it refuses', () => {
    const { connect, connections } = makeWorld();
    const compat = { stream_options: false };
    connect(makeModel({ compat }));
    connections[0]?.[1].left_out?.add('max_tokens', 'no');
    connect(makeModel({ compat }));
    expect(connections[1]?.[1].compat).toEqual(compat);
    expect(connections[1]?.[1].left_out?.list()).toEqual(['max_tokens']);
  });

  it('hands over address and key, and only an egress fetch of the provider kind', () => {
    const { connect, connections, policies } = makeWorld();
    connect(makeModel({ base_url: 'http://127.0.0.1:1/v1', api_key: 'sk-1', allow_private_address: true }));
    expect(connections[0]?.[1]).toMatchObject({ base_url: 'http://127.0.0.1:1/v1', api_key: 'sk-1' });
    expect(policies).toEqual([{ purpose: 'provider', allowPrivateAddress: true, onBytes: expect.any(Function) }]);
  });
});
