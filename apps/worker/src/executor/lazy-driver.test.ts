import type { CreateModelDriver } from '@everruns/core';
import { createScriptedDriver } from '@everruns/core/testing';
import { llmRequest } from '@everruns/core/testing/contracts';
import { expect, it } from 'vitest';
import { createLazyDriver } from './lazy-driver.ts';

it('loads the driver with the first call, and passes on connection, request and answer', async () => {
  const loads: string[] = [];
  const scripted = createScriptedDriver([{ text: ['Hello'] }]);
  const connections: Parameters<CreateModelDriver>[0][] = [];
  const createDriver = createLazyDriver(async () => {
    loads.push('loaded');
    return (connection) => {
      connections.push(connection);
      return scripted;
    };
  });
  const connection = { provider_type: 'openai', base_url: 'http://127.0.0.1:1/v1', fetch } as const;
  const driver = createDriver(connection);
  expect([driver.provider_type, loads]).toEqual(['openai', []]);
  const request = llmRequest();
  const events: string[] = [];
  for await (const { type } of driver.stream(request, { signal: new AbortController().signal })) events.push(type);
  expect(events).toEqual(['started', 'text_delta', 'finish']);
  expect([scripted.requests, connections, loads]).toEqual([[request], [connection], ['loaded']]);
});
