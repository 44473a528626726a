import { createEverruns, type SessionEvent } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { startCuttingProxy } from './cutting-proxy.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

it('the SDK’s stream gives exactly the log though its connection is cut again and again', async () => {
  await using proxy = await startCuttingProxy(shared.running.urls[0] ?? '');
  const everruns = createEverruns({ baseUrl: proxy.url });
  const agent = await everruns.agents.create({ name: 'cut', system_prompt: 'You test.', capabilities: ['math'] });
  const session = await everruns.sessions.create({ agent_id: agent.id });
  await everruns.sessions.send(session.id, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:tps 200]][[sim:words 40]]');
  const seen: SessionEvent[] = [];
  for await (const event of everruns.sessions.stream(session.id, { until: 'idle' })) {
    if (event.sequence === undefined) continue;
    seen.push(event);
    if (event.sequence % 4 === 0) proxy.cut();
  }
  expect(seen).toEqual(await shared.api.events(session.id));
  expect(proxy.connections()).toBeGreaterThan(3);
});
